// How the answers of a server are read.
#include <algorithm>
#include <cstdio>

#include <boost/json.hpp>

#include "drill/api_messages.h"
#include "drill/fields.h"

namespace onsale::drill {
namespace json = boost::json;
namespace {

constexpr std::string_view problems = "/problems/";

json::value parsed(std::string_view body) {
    boost::system::error_code failed;
    auto value = json::parse(body, failed);
    return failed ? json::value{} : value;
}

// Ids are texts with us, and may be numbers elsewhere.
std::string id_text(json::object const& object, std::string_view name) {
    auto const* const field = object.if_contains(name);
    if (field == nullptr) return {};
    if (field->is_string()) return std::string(std::string_view(field->get_string()));
    return field->is_int64() ? std::to_string(field->get_int64()) : std::string{};
}

std::int64_t integer(json::object const& object, std::string_view name) {
    auto const* const field = object.if_contains(name);
    return field != nullptr && field->is_int64() ? field->get_int64() : 0;
}

// "2026-12-24T10:00:00.000Z" since 1970; nullopt for anything else.
std::optional<std::chrono::milliseconds> instant(json::object const& object, std::string_view name) {
    auto const text = id_text(object, name);
    int year = 0;
    unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0, milli = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u.%3uZ", &year, &month, &day, &hour, &minute, &second,
                    &milli) != 7) {
        return std::nullopt;
    }
    using namespace std::chrono;
    auto const date = sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
    return date.time_since_epoch() + hours(hour) + minutes(minute) + seconds(second) + milliseconds(milli);
}

// The list of an answer, wrapped in a field or not; empty for anything else.
json::array const& list_of(json::value const& answer, std::string_view wrapped_in) {
    static json::array const nothing;
    auto const* list = &answer;
    if (!wrapped_in.empty()) {
        auto const* const object = answer.if_object();
        list = object == nullptr ? nullptr : object->if_contains(wrapped_in);
    }
    return list != nullptr && list->is_array() ? list->get_array() : nothing;
}

void add_dates(std::vector<DateOnSale>& dates, json::array const& list) {
    for (auto const& entry : list) {
        if (!entry.is_object()) continue;
        auto const& date = entry.get_object();
        dates.push_back({id_text(date, "id"), static_cast<std::uint32_t>(integer(date, "availableSeats"))});
    }
}

// Our own answer tells all reservations of the seat, the newest last; others tell the reservation itself.
json::object const* reservation_of(json::object const& answer) {
    auto const* const field = answer.if_contains("reservations");
    if (field == nullptr) return &answer;
    auto const* const list = field->if_array();
    return list == nullptr || list->empty() ? nullptr : list->back().if_object();
}

// Of a list of objects, or of ids, in a field; empty where there is none.
std::vector<std::string> ids_of(json::object const& object, std::string_view name) {
    std::vector<std::string> ids;
    auto const* const field = object.if_contains(name);
    if (field == nullptr || !field->is_array()) return ids;
    for (auto const& entry : field->get_array()) {
        if (entry.is_object()) ids.push_back(id_text(entry.get_object(), "id"));
        if (entry.is_string()) ids.emplace_back(std::string_view(entry.get_string()));
    }
    return ids;
}

// The entries that are objects.
std::vector<json::object const*> objects_in(json::array const& list) {
    std::vector<json::object const*> objects;
    for (auto const& entry : list) {
        if (entry.is_object()) objects.push_back(&entry.get_object());
    }
    return objects;
}

bool is_free(json::object const& seat) { return id_text(seat, "status") == "available"; }

}  // namespace

bool ApiMessages::registered(std::string_view body, Credentials& credentials) const {
    auto const value = parsed(body);
    if (!value.is_object()) return false;
    credentials.user = id_text(value.get_object(), "id");
    credentials.access = id_text(value.get_object(), "accessToken");
    return !credentials.user.empty();
}

std::optional<Standing> ApiMessages::standing(std::string_view body) const {
    auto const number = number_field(body, "waitingNumber");
    // Below zero: the reference waits, but did not find the place among the last n.
    bool const told = number && *number >= 0;
    if (!number || (!told && dialect_.polling == Dialect::Poll::join_again)) return std::nullopt;
    Standing standing{.token = text_field(body, "token"), .inside = *number == 0, .poll_after = std::nullopt};
    if (told) standing.waiting_number = static_cast<std::uint32_t>(*number);
    if (standing.inside && standing.token.empty()) return std::nullopt;
    if (auto const after = number_field(body, "pollAfterMs"); after && *after > 0) {
        standing.poll_after = std::chrono::milliseconds(*after);
    }
    return standing;
}

std::vector<DateOnSale> ApiMessages::dates_of(std::string const& body) const {
    std::vector<DateOnSale> dates;
    auto const value = parsed(body);
    auto const& list = list_of(value, dialect_.dates_wrapped_in);
    if (dialect_.dates_nested_in.empty()) {
        add_dates(dates, list);
    } else {
        for (auto const& concert : list) add_dates(dates, list_of(concert, dialect_.dates_nested_in));
    }
    return dates;
}

std::vector<ListedSeat> ApiMessages::seats_of(std::string const& body) const {
    std::vector<ListedSeat> seats;
    auto const value = parsed(body);
    auto const& list = list_of(value, dialect_.seats_wrapped_in);
    seats.reserve(list.size());
    for (auto const& entry : list) {
        if (!entry.is_object()) continue;
        auto const& seat = entry.get_object();
        seats.push_back(
            {id_text(seat, "id"), id_text(seat, "section"), id_text(seat, "row"), Points{integer(seat, "price")}});
    }
    return seats;
}

std::vector<std::string_view> ApiMessages::free_ids(std::string const& body, std::string& keep) const {
    std::vector<std::string_view> ids;
    // Our own list of one status: every object begins with its id, and nobody's reservations are in it.
    constexpr std::string_view head = "{\"id\":\"";
    if (body.starts_with("[{\"id\":\"") || body == "[]") {
        for (auto at = body.find(head); at != std::string::npos; at = body.find(head, at)) {
            at += head.size();
            ids.push_back(std::string_view(body).substr(at, body.find('"', at) - at));
        }
        return ids;
    }
    auto const value = parsed(body);
    std::vector<std::size_t> lengths;
    for (auto const& entry : list_of(value, dialect_.seats_wrapped_in)) {
        if (!entry.is_object() || !is_free(entry.get_object())) continue;
        auto const id = id_text(entry.get_object(), "id");
        keep += id;
        lengths.push_back(id.size());
    }
    std::size_t at = 0;
    for (auto const length : lengths) {
        ids.push_back(std::string_view(keep).substr(at, length));
        at += length;
    }
    return ids;
}

std::optional<HoldAnswer> ApiMessages::hold(std::string const& body) const {
    auto const value = parsed(body);
    if (!value.is_object()) return std::nullopt;
    auto const* const reservation = reservation_of(value.get_object());
    if (reservation == nullptr) return std::nullopt;
    HoldAnswer hold{.reservation = id_text(*reservation, "id")};
    hold.seats = ids_of(*reservation, "seats");
    auto const* const adjacent = reservation->if_contains("nextToEachOther");
    hold.next_to_each_other = adjacent != nullptr && adjacent->is_bool() && adjacent->get_bool();
    auto const expires = instant(*reservation, "holdExpiresAt");
    auto const created = instant(*reservation, "createdAt");
    if (expires && created) hold.term = *expires - *created;
    return hold.reservation.empty() ? std::nullopt : std::optional(hold);
}

std::uint32_t ApiMessages::most_per_person(std::string const& body, std::string_view date) const {
    auto const value = parsed(body);
    for (auto const* entry : objects_in(list_of(value, "dates"))) {
        if (id_text(*entry, "id") == date) return static_cast<std::uint32_t>(integer(*entry, "mostPerPerson"));
    }
    return 0;
}

std::vector<MapPoint> ApiMessages::points_of(std::string const& body) const {
    auto const value = parsed(body);
    auto const* const map = value.if_object();
    auto const* const seats = map == nullptr ? nullptr : map->if_contains("seats");
    if (seats == nullptr) return {};
    auto const& x = list_of(*seats, "x");
    auto const& y = list_of(*seats, "y");
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (x[i].is_int64() && y[i].is_int64()) points.push_back({x[i].get_int64(), y[i].get_int64()});
    }
    return points;
}

RefusalAnswer ApiMessages::refusal(std::string_view body) const {
    auto type = text_field(body, "type");
    type.remove_prefix(type.starts_with(problems) ? problems.size() : 0);
    return {type, number_field(body, "limit")};
}

std::vector<std::string> ApiMessages::alternatives(std::string const& body) const {
    auto const value = parsed(body);
    return value.is_object() ? ids_of(value.get_object(), "alternatives") : std::vector<std::string>{};
}

bool ApiMessages::is_under_way(unsigned status, std::string_view body) const {
    return status == 409 && refusal(body).type == "idempotency-key-in-use";
}

std::vector<OwnReservation> ApiMessages::own_reservations_of(std::string const& body) const {
    std::vector<OwnReservation> all;
    auto const value = parsed(body);
    for (auto const* entry : objects_in(list_of(value, "reservations"))) {
        auto const* const seats = entry->if_contains("seats");
        if (seats == nullptr) continue;
        OwnReservation one{id_text(*entry, "id"), id_text(*entry, "status") == "paid", ids_of(*entry, "seats"), {}};
        for (auto const* seat : objects_in(list_of(*seats, {}))) {
            if (auto code = id_text(*seat, "ticketCode"); !code.empty()) one.tickets.push_back(std::move(code));
        }
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<LedgerPayment> ApiMessages::payments_of(std::string const& body) const {
    std::vector<LedgerPayment> payments;
    auto const value = parsed(body);
    for (auto const* entry : objects_in(list_of(value, "entries"))) {
        if (id_text(*entry, "reason") != "payment") continue;
        payments.push_back({id_text(*entry, "reservation"), Points{-integer(*entry, "amount")}});
    }
    return payments;
}

std::optional<PaymentAnswer> ApiMessages::payment(std::string const& body) const {
    auto const value = parsed(body);
    if (!value.is_object()) return std::nullopt;
    auto const& object = value.get_object();
    PaymentAnswer payment{.payment = id_text(object, "id"), .amount = Points{integer(object, "amount")}};
    if (auto const* const of = object.if_contains("reservation"); of != nullptr && of->is_object()) {
        payment.seats = ids_of(of->get_object(), "seats");
    }
    if (payment.amount.value < 0) payment.amount = -payment.amount;
    bool const named = !payment.payment.empty() || !id_text(object, "reservationId").empty();
    return named ? std::optional(payment) : std::nullopt;
}

std::optional<std::int64_t> ApiMessages::balance(std::string_view body) const { return number_field(body, "point"); }

std::optional<std::int64_t> ApiMessages::missing_points(std::string_view body) const {
    return number_field(body, "missingPoints");
}

}  // namespace onsale::drill
