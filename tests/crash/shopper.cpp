#include "crash/shopper.h"

#include <algorithm>
#include <exception>
#include <thread>

namespace onsale::tests {
namespace {

constexpr std::size_t most_active_fans = 20;
constexpr std::int64_t smallest_charge = 10'000;
constexpr std::int64_t largest_charge = 90'000;
constexpr std::chrono::milliseconds before_asking_again{5};

}  // namespace

Shopper::Shopper(std::uint64_t seed, Prices const& prices, Findings& findings, Places& places)
    : random_(seed), prices_(prices), findings_(findings), places_(places) {
    for (auto const& [seat, price] : prices) seats_.push_back(seat);
}

void Shopper::shop(std::uint16_t port) {
    RecordedCalls calls({port}, 0, prices_, findings_, places_);
    try {
        while (true) step(calls);
    } catch (ConnectionLost const&) {
    } catch (std::exception const& error) {
        findings_.violation(std::string("an answer that could not be read: ") + error.what());
    }
}

void Shopper::shop(std::vector<std::uint16_t> const& nodes, std::stop_token const& stop) {
    RecordedCalls calls(nodes, random_(), prices_, findings_, places_);
    try {
        while (!stop.stop_requested()) {
            try {
                step(calls);
            } catch (ConnectionLost const&) {
                std::this_thread::sleep_for(before_asking_again);
            }
        }
    } catch (std::exception const& error) {
        findings_.violation(std::string("an answer that could not be read: ") + error.what());
    }
}

FanRecord* Shopper::some_active_fan() {
    std::vector<FanRecord*> active;
    for (auto& record : records_) {
        if (!record.retired) active.push_back(&record);
    }
    if (active.size() < most_active_fans && (active.empty() || chance(20))) return nullptr;
    return active[below(active.size())];
}

std::string Shopper::unpaid_seat(FanRecord const& record) {
    auto const unpaid = [](auto const& claim) { return claim.second.payment.empty(); };
    auto const found = std::ranges::find_if(record.claims, unpaid);
    return found == record.claims.end() ? std::string{} : found->first;
}

void Shopper::step(RecordedCalls& calls) {
    auto* record = some_active_fan();
    if (record == nullptr) return calls.enrol(records_);
    if (record->lost.what != LostCall::What::none) return calls.settle(*record);
    if (record->inside) return step_inside(calls, *record);
    if (record->place) return step_waiting(calls, *record);
    step_outside(calls, *record);
}

void Shopper::step_outside(RecordedCalls& calls, FanRecord& record) {
    bool const bought = std::ranges::any_of(record.claims, [](auto const& one) { return !one.second.payment.empty(); });
    if (bought && chance(30)) {
        record.retired = true;
    } else if (chance(20)) {
        calls.charge(record, smallest_charge + static_cast<std::int64_t>(below(largest_charge)));
    } else if (auto const seat = unpaid_seat(record); !seat.empty() && chance(50)) {
        calls.pay(record, seat);
    } else {
        calls.poll(record);
    }
}

void Shopper::step_waiting(RecordedCalls& calls, FanRecord& record) {
    if (chance(2)) {
        calls.leave(record);
    } else if (chance(10)) {
        calls.charge(record, smallest_charge + static_cast<std::int64_t>(below(largest_charge)));
    } else {
        calls.poll(record);
    }
}

void Shopper::step_inside(RecordedCalls& calls, FanRecord& record) {
    auto const seat = unpaid_seat(record);
    auto const dice = below(100);
    if (dice < 4) {
        calls.leave(record);
    } else if (dice < 35) {
        calls.charge(record, smallest_charge + static_cast<std::int64_t>(below(largest_charge)));
    } else if (seat.empty() || dice < 55) {
        calls.reserve(record, some_seat());
    } else if (dice < 60) {
        calls.reserve(record, seat);
    } else if (dice < 70) {
        calls.release(record, seat);
    } else {
        calls.pay(record, seat);
    }
}

}  // namespace onsale::tests
