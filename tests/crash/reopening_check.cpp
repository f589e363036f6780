#include "crash/reopening_check.h"

#include <algorithm>

namespace onsale::tests {
namespace {

using What = LostCall::What;

}  // namespace

ReopeningCheck::ReopeningCheck(std::uint16_t port, Prices const& prices, std::vector<std::string> const& dates,
                               FanRecord& observer, Findings& findings, Places& places)
    : api_(port),
      calls_({port}, 0, prices, findings, places),
      prices_(prices),
      dates_(dates),
      observer_(observer),
      findings_(findings),
      places_(places) {}

void ReopeningCheck::run(std::vector<std::deque<FanRecord>*> const& shoppers, CheckOf which, std::size_t capacity) {
    std::vector<FanRecord*> all;
    for (auto* records : shoppers) {
        for (auto& record : *records) all.push_back(&record);
    }
    check_line(all);
    for (auto* record : all) settle(*record);
    for (auto* record : all) {
        if (record->touched || which == CheckOf::all_fans) check_fan(*record);
        record->touched = false;
    }
    auto const inside = std::ranges::count_if(all, [](auto const* record) { return record->inside; }) + 1;
    findings_.check(static_cast<std::size_t>(inside) <= capacity, std::to_string(inside) + " fans are inside");
    check_seats(all);
}

// From the back to the front: meanwhile those at the front may only come nearer, so that each must be ahead of the one
// that was asked before.
void ReopeningCheck::check_line(std::vector<FanRecord*> const& all) {
    std::vector<FanRecord*> waiting;
    for (auto* record : all) {
        bool const may_have_left = record->lost.what == What::leave;
        if (record->place && !record->inside && !may_have_left) waiting.push_back(record);
    }
    std::ranges::sort(waiting, std::greater<>{}, [](auto const* record) { return *record->place; });
    std::int64_t behind = 0;
    for (auto* record : waiting) {
        auto const lost = record->lost;
        auto const place = *record->place;
        auto const standing = json_of(expect_status(tests::poll(api_, record->fan), 200));
        record->lost = lost;
        auto const number = number_of(standing, "waitingNumber");
        findings_.check(place_of(record->fan.token) == place, "place " + std::to_string(place) + " was lost");
        record->inside = number == 0;
        // One whose answer was lost may have come in before the end, when those ahead were called and did not come yet.
        if (number == 0 && lost.what == What::poll) continue;
        findings_.check(behind == 0 || number < behind, "place " + std::to_string(place) + " was overtaken");
        behind = std::max<std::int64_t>(number, 1);  // ahead of one who came in nobody may still wait
    }
}

void ReopeningCheck::settle(FanRecord& record) {
    if (record.lost.what == What::charge || record.lost.what == What::pay) check_money(record);
    calls_.settle(record);
}

// A charge or a payment whose answer was lost has happened, or not: both are settled by asking again, the charge with
// the same key. Here only what the balance may be is looked at.
void ReopeningCheck::check_money(FanRecord& record) {
    auto const change = record.lost.what == What::charge ? record.lost.amount : -record.lost.amount;
    auto const now = balance(api_, record.fan);
    findings_.check(now == record.points || now == record.points + change,
                    "fan " + record.fan.id + " has " + std::to_string(now) + " points, was told " +
                        std::to_string(record.points) + ", lost " + std::to_string(change));
}

unsigned ReopeningCheck::dates_status(std::string const& token) { return api_.get("/concert/dates", token).status; }

void ReopeningCheck::check_fan(FanRecord& record) {
    auto const who = "fan " + record.fan.id;
    auto const now = balance(api_, record.fan);
    findings_.check(now == record.points,
                    who + " has " + std::to_string(now) + " points, was told " + std::to_string(record.points));
    for (auto const& place : record.ended) {
        if (place.token.empty()) continue;
        // That a fan has left, Redis and one node know for a moment; that a fan has paid is in the store.
        if (place.ending == Ending::left && places_.may_be_back(place.at)) continue;
        findings_.check(dates_status(place.token) == 401,
                        who + (place.ending == Ending::paid ? ": the token of a session that was paid is good"
                                                            : ": the token of a session that was left is good"));
    }
    if (record.inside) {
        if (!findings_.check(dates_status(record.fan.token) == 200, who + ": the session inside was lost")) return;
    }
    auto const claims = record.claims;
    for (auto const& [seat, claim] : claims) {
        auto const before = findings_.violations().size();
        if (!claim.payment.empty()) calls_.pay(record, seat);
        if (claim.payment.empty() && record.inside) calls_.reserve(record, seat);
        findings_.check(findings_.violations().size() == before, who + ": a seat was not as it was told");
    }
    auto const charges = record.charges;
    for (auto const& charge : charges) calls_.charge_again(record, charge);
    findings_.check(balance(api_, record.fan) == record.points, who + " was charged twice");
}

void ReopeningCheck::check_seats(std::vector<FanRecord*> const& all) {
    std::map<std::string, std::string> expected;
    for (auto const* record : all) {
        for (auto const& [seat, claim] : record->claims) {
            auto const fresh = expected.emplace(seat, claim.payment.empty() ? "reserved" : "held").second;
            findings_.check(fresh, "seat " + seat + " was told to two fans");
        }
    }
    for (auto const& date : dates_) {
        auto const path = "/concert/" + date + "/seats";
        auto const seats = json_of(expect_status(api_.get(path, observer_.fan.token), 200)).as_array();
        for (auto const& seat : seats) {
            auto const wanted = expected.find(text_of(seat, "id"));
            auto const status = wanted == expected.end() ? "available" : wanted->second;
            findings_.check(text_of(seat, "status") == status,
                            "seat " + text_of(seat, "id") + " is " + text_of(seat, "status") + ", not " + status);
        }
    }
}

}  // namespace onsale::tests
