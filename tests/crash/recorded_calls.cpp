#include "crash/recorded_calls.h"

#include <algorithm>
#include <utility>

namespace onsale::tests {
namespace {

using What = LostCall::What;
using std::chrono::steady_clock;

// A tenth of a second or two, on a machine that is not busy.
constexpr std::chrono::seconds longest_unheard{10};

std::string about(FanRecord const& record, char const* what, Response const& answer) {
    return "fan " + record.fan.id + ": " + what + " was answered " + std::to_string(answer.status) + " " + answer.body;
}

bool repeats(FanRecord const& record, What what, std::string const& seat = {}) {
    return record.lost.what == what && record.lost.seat == seat;
}

}  // namespace

RecordedCalls::RecordedCalls(std::vector<std::uint16_t> const& ports, std::uint64_t seed, Prices const& prices,
                             Findings& findings, Places& places)
    : any_(ports, seed), several_(ports.size() > 1), prices_(prices), findings_(findings), places_(places) {}

template <class Ask>
Response RecordedCalls::answered(FanRecord& record, LostCall call, Ask const& ask) {
    record.touched = true;
    record.lost = std::move(call);
    try {
        auto const began = steady_clock::now();
        auto answer = ask();
        if (several_ && answer.status == 503 && answer.fields.contains("retry-after")) {
            findings_.not_now(steady_clock::now() - began);
            throw ConnectionLost{};
        }
        record.lost = {};
        if (answer.status < 300) findings_.acknowledged();
        return answer;
    } catch (std::exception const&) {
        throw ConnectionLost{};
    }
}

bool RecordedCalls::good(Response const& answer, unsigned status, FanRecord const& record, char const* what) {
    if (answer.status == status) return true;
    findings_.violation(about(record, what, answer));
    return false;
}

void RecordedCalls::end_session(FanRecord& record, Ending ending) {
    if (record.place) {
        record.ended.push_back(
            {*record.place, record.inside ? record.fan.token : std::string{}, steady_clock::now(), ending});
    }
    record.fan.token.clear();
    record.place.reset();
    record.inside = false;
}

// Is this the place of the session that has just ended, on a node that has not heard of it? The fan may have been let
// in by an answer that was lost.
bool RecordedCalls::not_heard_yet(FanRecord const& record, std::int64_t place) const {
    if (!several_ || record.place || record.ended.empty()) return false;
    auto const& last = record.ended.back();
    return place == last.place && steady_clock::now() < last.at + longest_unheard;
}

// Left just before the line was lost, and brought back by a node that had not heard of it: in front of the place that
// the fan has joined for since.
bool RecordedCalls::came_back(FanRecord& record, std::int64_t place) const {
    auto const own = std::ranges::find(record.ended, place, &EndedPlace::place);
    if (own == record.ended.end() || own->ending != Ending::left || !places_.may_be_back(own->at)) return false;
    record.ended.erase(own);
    return true;
}

// A place that was not this fan's a moment ago: a new one behind all others, or, where the line has been lost, one of
// their own that had just ended.
void RecordedCalls::check_new_place(FanRecord& record, std::int64_t place, std::int64_t newest, bool again) {
    auto const about = "place " + std::to_string(place) + " of fan " + record.fan.id;
    auto const own = std::ranges::find(record.ended, place, &EndedPlace::place);
    if (own != record.ended.end()) {
        auto const age = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - own->at);
        if (!places_.may_be_back(own->at)) {
            findings_.violation(about + " had ended " + std::to_string(age.count()) + " ms before, and is back");
        }
        record.ended.erase(own);
        return;
    }
    auto const first = places_.told(place, record.fan.id);
    if (first != record.fan.id) findings_.violation(about + " had been given to fan " + first);
    // A join that is asked for after another one was answered comes behind it.
    if (!again && place <= newest) findings_.violation(about + " came after " + std::to_string(newest));
}

void RecordedCalls::enrol(std::deque<FanRecord>& records) {
    FanRecord nobody;
    auto const answer = answered(nobody, {}, [&] { return any_().post("/user", {}, R"({"name":"김민지"})"); });
    if (!good(answer, 201, nobody, "registering")) return;
    records.push_back({.fan = {.id = text_of(json_of(answer), "id"), .access = {}, .token = {}}});
}

void RecordedCalls::poll(FanRecord& record) {
    bool const again = repeats(record, What::poll);
    auto const newest = places_.newest();
    auto const answer = answered(record, {.what = What::poll}, [&] { return tests::poll(any_(), record.fan); });
    if (!good(answer, 200, record, "polling")) return;
    auto const place = place_of(record.fan.token);
    if (not_heard_yet(record, place)) {
        record.fan.token.clear();
        return;
    }
    if (record.place) {
        if (place != *record.place && !came_back(record, place)) {
            findings_.violation("fan " + record.fan.id + " lost place " + std::to_string(*record.place) + ", has " +
                                std::to_string(place));
        }
    } else {
        check_new_place(record, place, newest, again);
    }
    bool const inside = number_of(json_of(answer), "waitingNumber") == 0;
    if (record.inside && !inside) findings_.violation("fan " + record.fan.id + " was inside and waits again");
    record.place = place;
    record.inside = inside;
}

Response RecordedCalls::ask_charge(FanRecord const& record, KeyedCharge const& charge) {
    return any_().ask({.method = "PATCH",
                       .target = "/user/charge/" + record.fan.id + "/point",
                       .body = "{\"amount\":" + std::to_string(charge.amount) + "}",
                       .more = "Idempotency-Key: " + charge.key + "\r\n"});
}

void RecordedCalls::charge(FanRecord& record, std::int64_t amount) {
    bool const again = repeats(record, What::charge);
    KeyedCharge charge{.key = again ? record.lost.key : "charge-" + std::to_string(record.charges.size()),
                       .amount = amount};
    auto const answer = answered(record, {.what = What::charge, .amount = amount, .key = charge.key},
                                 [&] { return ask_charge(record, charge); });
    if (!good(answer, 200, record, "charging")) return;
    charge.body = answer.body;
    record.charges.push_back(std::move(charge));
    record.points += amount;
    if (number_of(json_of(answer), "point") != record.points) {
        findings_.violation(about(record, "a charge to a known balance", answer));
    }
}

void RecordedCalls::charge_again(FanRecord& record, KeyedCharge const& charge) {
    auto const answer = answered(record, {}, [&] { return ask_charge(record, charge); });
    bool const replayed = answer.status == 200 && answer.fields.contains("idempotency-replayed");
    findings_.check(replayed && answer.body == charge.body, about(record, "charging again with the same key", answer));
}

void RecordedCalls::reserve(FanRecord& record, std::string const& seat) {
    bool const again = repeats(record, What::reserve, seat);
    auto const claim = record.claims.find(seat);
    bool const mine = claim != record.claims.end();
    auto const answer = answered(record, {.what = What::reserve, .seat = seat},
                                 [&] { return tests::reserve(any_(), record.fan, seat); });
    if (mine && claim->second.payment.empty()) {
        if (!good(answer, 200, record, "reserving my own seat again")) return;
        auto const id = text_of(json_of(answer).at("reservations").at(0), "id");
        if (id != claim->second.reservation) findings_.violation(about(record, "my own reservation", answer));
        return;
    }
    if (answer.status == 409) return;
    if (mine || !(answer.status == 201 || (again && answer.status == 200))) {
        findings_.violation(about(record, "reserving", answer));
        return;
    }
    record.claims[seat] = {.reservation = text_of(json_of(answer).at("reservations").at(0), "id")};
}

void RecordedCalls::release(FanRecord& record, std::string const& seat) {
    auto const path = "/concert/reservations/" + record.claims.at(seat).reservation + "/seats/" + seat;
    auto const answer =
        answered(record, {.what = What::release, .seat = seat}, [&] { return any_().del(path, record.fan.token); });
    if (good(answer, 200, record, "giving a seat back")) record.claims.erase(seat);
}

// Of all its seats.
std::int64_t RecordedCalls::price_of(FanRecord const& record, std::string const& reservation) const {
    std::int64_t sum = 0;
    for (auto const& [seat, claim] : record.claims) {
        if (claim.reservation == reservation) sum += prices_.at(seat);
    }
    return sum;
}

void RecordedCalls::pay(FanRecord& record, std::string const& seat) {
    auto& claim = record.claims.at(seat);
    auto const price = price_of(record, claim.reservation);
    auto const answer = answered(record, {.what = What::pay, .seat = seat, .amount = price},
                                 [&] { return tests::pay(any_(), record.fan, claim.reservation); });
    if (!claim.payment.empty()) {
        if (!good(answer, 200, record, "paying again")) return;
        if (text_of(json_of(answer), "id") != claim.payment) findings_.violation(about(record, "paying again", answer));
        return;
    }
    if (answer.status == 402 && record.points < price) return;
    if (!good(answer, 200, record, "paying")) return;
    if (record.points < price) findings_.violation(about(record, "paying with too few points", answer));
    record.points -= price;
    auto const paid = json_of(answer);
    if (number_of(paid, "amount") != price) findings_.violation(about(record, "paying another sum", answer));
    for (auto& [other, each] : record.claims) {
        if (each.reservation == claim.reservation) each.payment = text_of(paid, "id");
    }
    if (record.inside) end_session(record, Ending::paid);
}

void RecordedCalls::leave(FanRecord& record) {
    auto const answer = answered(record, {.what = What::leave}, [&] { return tests::leave(any_(), record.fan); });
    if (good(answer, 204, record, "leaving")) end_session(record, Ending::left);
}

void RecordedCalls::settle(FanRecord& record) {
    auto const lost = record.lost;
    switch (lost.what) {
        case What::none:
            return;
        case What::poll:
            return poll(record);
        case What::charge:
            return charge(record, lost.amount);
        case What::pay:
            return pay(record, lost.seat);
        case What::reserve:
            return reserve(record, lost.seat);
        case What::release:
            return release(record, lost.seat);
        case What::leave:
            return leave(record);
    }
}

}  // namespace onsale::tests
