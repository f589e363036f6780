#include "drill/api_messages.h"

#include <cstdio>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "drill/fields.h"

namespace onsale::drill {
namespace json = boost::json;
namespace {

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

template <class... Ids>
std::string path(std::string_view pattern, Ids const&... ids) {
    return fmt::format(fmt::runtime(pattern), ids...);
}

bool is_free(json::object const& seat) { return id_text(seat, "status") == "available"; }

}  // namespace

ApiMessages::ApiMessages(Dialect const& dialect, std::string const& host, std::uint16_t port)
    : dialect_(dialect), host_line_(fmt::format(" HTTP/1.1\r\nHost: {}:{}\r\n", host, port)) {}

std::string ApiMessages::message(std::string_view method, std::string_view path, std::string_view bearer,
                                 std::string_view body, std::string_view more) const {
    std::string out;
    out.reserve(256 + path.size() + bearer.size() + body.size() + more.size());
    out.append(method).append(" ").append(path).append(host_line_).append(more);
    if (!bearer.empty()) out.append("Authorization: Bearer ").append(bearer).append("\r\n");
    if (!body.empty()) {
        out.append("Content-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size()));
        out.append("\r\n");
    } else if (method != "GET") {
        out.append("Content-Length: 0\r\n");
    }
    return out.append("\r\n").append(body);
}

std::string ApiMessages::register_user(std::uint32_t number) const {
    return message("POST", dialect_.register_user, {}, fmt::format("{{\"name\":\"Fan {}\"}}", number));
}

std::string ApiMessages::join(Credentials const& credentials) const {
    std::string shown;
    if (!credentials.line.empty() && dialect_.polling == Dialect::Poll::join_again) {
        shown = "Line-Token: " + credentials.line + "\r\n";
    }
    return message("GET", path(dialect_.join, credentials.user), credentials.access, {}, shown);
}

std::string ApiMessages::poll(Credentials const& credentials) const {
    if (dialect_.polling == Dialect::Poll::join_again) return join(credentials);
    return message("POST", path(dialect_.poll, credentials.user), credentials.access,
                   fmt::format("{{\"waitingNumber\":{}}}", credentials.waiting_number));
}

std::string ApiMessages::leave_line(Credentials const& credentials) const {
    if (dialect_.leave_line.empty()) return {};
    return message("DELETE", path(dialect_.leave_line, credentials.user), credentials.access);
}

std::string ApiMessages::dates(Credentials const& credentials) const {
    return message("GET", dialect_.dates, credentials.line);
}

std::string ApiMessages::seats(Credentials const& credentials, std::string_view date, std::string_view query) const {
    return message("GET", path(dialect_.seats, date).append(query), credentials.line);
}

std::string ApiMessages::all_seats(Credentials const& credentials, std::string_view date) const {
    return seats(credentials, date, {});
}

std::string ApiMessages::free_seats(Credentials const& credentials, std::string_view date,
                                    std::string_view section) const {
    std::string query;
    if (dialect_.seats_by_query) query = "?status=available";
    if (dialect_.seats_by_query && !section.empty()) query.append("&section=").append(section);
    return seats(credentials, date, query);
}

std::string ApiMessages::reserve(Credentials const& credentials, std::string_view seat) const {
    return message("POST", path(dialect_.reserve, seat), credentials.line);
}

std::string ApiMessages::release(Credentials const& credentials, std::string_view reservation) const {
    if (dialect_.release.empty()) return {};
    return message("DELETE", path(dialect_.release, reservation), credentials.line);
}

std::string ApiMessages::charge(Credentials const& credentials, Points amount) const {
    return message("PATCH", path(dialect_.charge, credentials.user), credentials.access,
                   fmt::format("{{\"amount\":{}}}", amount.value));
}

std::string ApiMessages::pay(Credentials const& credentials, std::string_view reservation) const {
    return message("POST", path(dialect_.pay, credentials.user, reservation), credentials.line);
}

std::string ApiMessages::point(Credentials const& credentials) const {
    return message("GET", path(dialect_.point, credentials.user), credentials.access);
}

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
        seats.push_back({id_text(seat, "id"), id_text(seat, "section"), Points{integer(seat, "price")}});
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
    HoldAnswer hold{id_text(*reservation, "id"), {}};
    auto const expires = instant(*reservation, "holdExpiresAt");
    auto const created = instant(*reservation, "createdAt");
    if (expires && created) hold.term = *expires - *created;
    return hold.reservation.empty() ? std::nullopt : std::optional(hold);
}

std::optional<PaymentAnswer> ApiMessages::payment(std::string const& body) const {
    auto const value = parsed(body);
    if (!value.is_object()) return std::nullopt;
    auto const& object = value.get_object();
    PaymentAnswer payment{id_text(object, "id"), Points{integer(object, "amount")}};
    if (payment.amount.value < 0) payment.amount = -payment.amount;
    bool const named = !payment.payment.empty() || !id_text(object, "reservationId").empty();
    return named ? std::optional(payment) : std::nullopt;
}

std::optional<std::int64_t> ApiMessages::balance(std::string_view body) const { return number_field(body, "point"); }

std::optional<std::int64_t> ApiMessages::missing_points(std::string_view body) const {
    return number_field(body, "missingPoints");
}

}  // namespace onsale::drill
