#include <algorithm>

#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/paging.h"
#include "api/handlers/past_reservations.h"
#include "api/json/body.h"
#include "api/json/iso_time.h"
#include "api/rendering/enum_names.h"
#include "api/rendering/reservation_json.h"
#include "application/sale/charge_points.h"
#include "application/sale/register_user.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

namespace json = boost::json;

constexpr std::size_t shortest_secret_key = 16;  // of a random one: a UUID has 36, 128 bits in base64 22

// The caller, when there is such a user.
http::Awaitable<std::expected<UserId, Problem>> own_user(Call const& call) {
    auto const missing = co_await missing_user(call, call.user());
    if (missing) co_return std::unexpected(*missing);
    co_return call.user();
}

void answer_points(Call const& call, UserId user, Points balance) {
    answer_json(call, 200, boost::json::object{{"userId", user.to_string()}, {"point", balance.value}});
    call.answer.header("Cache-Control", "no-store");
}

http::Awaitable<void> points_of_unseen(Call call, UserId user) {
    auto const missing = co_await missing_user(call, user);
    if (missing) co_return call.refuse(*missing);
    answer_points(call, user, *call.services.boards.wallets.balance(user));
}

boost::json::object json_of(LedgerEntry const& entry) {
    boost::json::value reservation;
    if (entry.reservation) reservation = entry.reservation->to_string();
    return {{"id", entry.id.to_string()},     {"reason", name_of(entry.reason)}, {"amount", entry.amount.value},
            {"balance", entry.balance.value}, {"reservation", reservation},      {"at", to_iso(entry.at)}};
}

constexpr std::size_t most_seats_of_page = 200;  // some 35 KiB

// On a board, or of a date that has left it.
struct OwnReservation {
    ReservationId id;
    std::variant<Reservation, PastReservation> reservation;

    std::size_t seats() const {
        return std::visit([](auto const& each) { return each.seats.size(); }, reservation);
    }
};

// How many of them a page has room for: as many as have this many seats together, or one.
std::size_t fitting(std::vector<OwnReservation> const& all) {
    std::size_t seats = 0;
    auto const end =
        std::ranges::find_if(all, [&](auto const& each) { return (seats += each.seats()) > most_seats_of_page; });
    return std::max<std::size_t>(1, static_cast<std::size_t>(end - all.begin()));
}

// The newest first. What is on a board and in the past, too, is shown as on the board.
std::vector<OwnReservation> merged(std::vector<Reservation> on_boards, std::vector<PastReservation> past) {
    std::vector<OwnReservation> all;
    for (auto& each : on_boards) all.push_back({each.id, std::move(each)});
    for (auto& each : past) all.push_back({each.id, std::move(each)});
    std::ranges::stable_sort(all, std::ranges::greater(), &OwnReservation::id);
    auto const again = std::ranges::unique(all, {}, &OwnReservation::id);
    all.erase(again.begin(), again.end());
    return all;
}

void append_own(std::string& out, Call const& call, OwnReservation const& own) {
    auto const* codes = &call.services.ticket_codes;
    if (auto const* past = std::get_if<PastReservation>(&own.reservation)) {
        append_past_reservation(out, past->seats, codes);
    } else {
        append_reservation(out, std::get<Reservation>(own.reservation), call.services.boards.seats, call.now, codes);
    }
}

// Newcomers have nothing to be known by but their key: where an access token is at stake it must not be one that
// another one comes upon.
KeyOwner keys_of_newcomers(Call const& call) {
    if (!call.services.gate.closed()) return {.kind = "registration"};
    return {.kind = "registration", .shortest_key = shortest_secret_key, .different_characters = 8};
}

// To the answer of a registration, in a closed phase. Tokens are stored nowhere, with answers under a key neither: the
// same one is signed again from the instant of the decision. A lost user keeps the token that was shown: registering
// again makes no token good for longer.
void add_access_token(Call const& call, Instant at, bool shown) {
    if (!call.services.gate.closed()) return;
    auto user = boost::json::parse(call.answer.body).as_object();
    if (shown) {
        user["accessToken"] = call.request.authorization.substr(std::string_view("Bearer ").size());
    } else {
        auto const& id = user.at("id").as_string();
        user["accessToken"] = *call.services.gate.access_token(UserId::parse({id.data(), id.size()}).value(), at);
    }
    answer_json(call, call.answer.status, user);
}

// Of a user whom the store has lost. Nullopt: a newcomer.
std::optional<UserId> lost_user(Body& body) {
    if (body.given("id") != Body::Given::value) return std::nullopt;
    auto const id = UserId::parse(body.optional_text("id", Uuid::text_size));
    if (!id) body.note("id", "must be a UUID");
    return id;
}

}  // namespace

http::Awaitable<void> register_user(Call call) {
    auto body = Body::read(call.request);
    if (!body) co_return call.refuse(body.error());
    auto name = body->text("name", limits::longest_name);
    auto const lost = lost_user(*body);
    if (auto const faults = body->faults()) co_return call.refuse(*faults);
    if (lost) {
        if (auto const own = call.services.gate.owner(call.request, *lost, call.now); !own) {
            co_return call.refuse(own.error());
        }
    }

    RegisterUser command(std::move(name), lost);
    auto const body_of_user = [](NamedUser const& made) {
        return rendered(201,
                        boost::json::object{
                            {"id", made.user.id.to_string()}, {"name", made.name}, {"point", made.user.balance.value}});
    };
    auto const answered = co_await answer_decided(call, command, keys_of_newcomers(call), body_of_user);
    if (!answered.yes()) co_return;
    add_access_token(call, answered.at, lost.has_value());
    call.answer.header("Cache-Control", "no-store");
}

std::optional<http::Awaitable<void>> show_points(Call const& call) {
    if (auto const doubt = boards_in_doubt(call)) return call.refuse(*doubt), std::nullopt;
    auto const balance = call.services.boards.wallets.balance(call.user());
    if (!balance) return points_of_unseen(call, call.user());
    return answer_points(call, call.user(), *balance), std::nullopt;
}

http::Awaitable<void> show_point_history(Call call) {
    auto const user = co_await own_user(call);
    if (!user) co_return call.refuse(user.error());
    auto const page = read_page<LedgerEntryId>(call.request);
    if (!page) co_return call.refuse(page.error());

    auto read = co_await call.services.store_reader.read(
        call.io, "history-fault",
        [&](StoreReader::Tables const& from) { return from.histories.page(*user, page->from, page->limit + 1); });
    if (!read) co_return call.refuse(problem_of(read.error()));
    auto& entries = *read;
    auto next = next_page(entries, page->limit);
    boost::json::array list;
    for (auto const& entry : entries) list.push_back(json_of(entry));
    answer_json(
        call, 200,
        boost::json::object{{"userId", user->to_string()}, {"entries", std::move(list)}, {"next", std::move(next)}});
    call.answer.header("Cache-Control", "no-store");
}

http::Awaitable<void> list_own_reservations(Call call) {
    auto const user = co_await own_user(call);
    if (!user) co_return call.refuse(user.error());
    if (auto const doubt = boards_in_doubt(call)) co_return call.refuse(*doubt);
    auto const page = read_page<ReservationId>(call.request, {.usual = largest_page});
    if (!page) co_return call.refuse(page.error());
    call.answer.permit = call.services.private_answers.begin(*user);
    if (!call.answer.permit) co_return call.refuse(PrivateAnswers::refusal());
    // The boards first: what has left them by then is in the store's answer.
    auto on_boards = call.services.boards.seats.reservations_of(*user, call.now);
    auto past = co_await past_reservations(call, *user, page->from, most_seats_of_page);
    if (!past) co_return call.refuse(past.error());
    auto all = merged(std::move(on_boards), *std::move(past));
    if (page->from) std::erase_if(all, [&](auto const& each) { return !(each.id < *page->from); });
    auto next = next_page(all, std::min(page->limit, fitting(all)));
    std::string body = "{\"reservations\":[";
    for (auto const& reservation : all) {
        if (body.back() != '[') body.append(",");
        append_own(body, call, reservation);
    }
    body.append("],\"next\":").append(json::serialize(next)).append("}");
    answer_json(call, 200, std::move(body));
    call.answer.header("Cache-Control", "no-store");
}

http::Awaitable<void> charge_points(Call call) {
    auto const user = co_await own_user(call);
    if (!user) co_return call.refuse(user.error());
    auto body = Body::read(call.request);
    if (!body) co_return call.refuse(body.error());
    Points const amount{body->whole_number("amount", 1, call.services.max_charge)};
    if (auto const faults = body->faults()) co_return call.refuse(*faults);

    ChargePoints command(*user, amount);
    auto const charge_body = [&](PointsCharged const& charged) {
        return rendered(200, boost::json::object{{"userId", user->to_string()},
                                                 {"amount", charged.amount.value},
                                                 {"point", charged.balance.value}});
    };
    co_await answer_decided(call, command, keys_of(*user), charge_body);
}

}  // namespace onsale::api
