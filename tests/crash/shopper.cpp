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
    Dealings dealings({port}, 0, prices_, findings_, places_);
    try {
        while (true) step(dealings);
    } catch (ConnectionLost const&) {
    } catch (std::exception const& error) {
        findings_.violation(std::string("an answer that could not be read: ") + error.what());
    }
}

void Shopper::shop(std::vector<std::uint16_t> const& nodes, std::stop_token const& stop) {
    Dealings dealings(nodes, random_(), prices_, findings_, places_);
    try {
        while (!stop.stop_requested()) {
            try {
                step(dealings);
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

void Shopper::step(Dealings& dealings) {
    auto* record = some_active_fan();
    if (record == nullptr) return dealings.enrol(records_);
    if (record->lost.what != LostCall::What::none) return dealings.settle(*record);
    if (record->inside) return step_inside(dealings, *record);
    if (record->place) return step_waiting(dealings, *record);
    step_outside(dealings, *record);
}

void Shopper::step_outside(Dealings& dealings, FanRecord& record) {
    bool const bought = std::ranges::any_of(record.claims, [](auto const& one) { return !one.second.payment.empty(); });
    if (bought && chance(30)) {
        record.retired = true;
    } else if (chance(20)) {
        dealings.charge(record, smallest_charge + static_cast<std::int64_t>(below(largest_charge)));
    } else if (auto const seat = unpaid_seat(record); !seat.empty() && chance(50)) {
        dealings.pay(record, seat);
    } else {
        dealings.poll(record);
    }
}

void Shopper::step_waiting(Dealings& dealings, FanRecord& record) {
    if (chance(2)) {
        dealings.leave(record);
    } else if (chance(10)) {
        dealings.charge(record, smallest_charge + static_cast<std::int64_t>(below(largest_charge)));
    } else {
        dealings.poll(record);
    }
}

void Shopper::step_inside(Dealings& dealings, FanRecord& record) {
    auto const seat = unpaid_seat(record);
    auto const dice = below(100);
    if (dice < 4) {
        dealings.leave(record);
    } else if (dice < 35) {
        dealings.charge(record, smallest_charge + static_cast<std::int64_t>(below(largest_charge)));
    } else if (seat.empty() || dice < 55) {
        dealings.reserve(record, some_seat());
    } else if (dice < 60) {
        dealings.reserve(record, seat);
    } else if (dice < 70) {
        dealings.release(record, seat);
    } else {
        dealings.pay(record, seat);
    }
}

}  // namespace onsale::tests
