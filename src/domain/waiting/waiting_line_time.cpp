// What time does to the line: windows close, sessions expire, those who stopped polling go away, the next are called.
#include <algorithm>

#include "domain/waiting/invariant.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {
namespace {

// All who wait are looked at in about this many ticks, 5 s at ten a second, but at least this many places a tick.
constexpr std::uint32_t sweep_ticks = 50;
constexpr std::uint32_t smallest_slice = 1'024;
// How many absent fans one call may pass: after a blackout there may be a million, and polls wait for us.
constexpr std::uint32_t most_skips = 10'000;

}  // namespace

std::vector<PlaceNumber> WaitingLine::tick(Instant now) {
    close_lapsed_windows(now);
    auto expired = end_expired_sessions(now);
    pace_.measure(now, waiting_.total() + nearly_.total() > 0 && !closed_at(rules_, now));
    sweep_slice(now);
    call_next(now);
    return expired;
}

void WaitingLine::steer(LineRules const& rules) {
    line_invariant(rules.capacity > 0, "the hall has a slot");
    rules_.capacity = rules.capacity;
    rules_.admit_per_second = rules.admit_per_second;
    rules_.paused = rules.paused;
    rules_.opens_at = rules.opens_at;
    budget_.change_rate(rules.admit_per_second);
}

std::uint32_t WaitingLine::taken_slots() const {
    return records_.count(PlaceState::inside) + records_.count(PlaceState::entering) +
           records_.count(PlaceState::called);
}

std::uint32_t WaitingLine::free_slots() const {
    auto const taken = taken_slots();
    return taken < rules_.capacity ? rules_.capacity - taken : 0;
}

// Both in whole seconds: never early, and late by less than two seconds.
bool WaitingLine::gone(PlaceRecord const& record, Instant now) const {
    return since_opened(now) > record.last_seen + static_cast<std::uint32_t>(rules_.away_after.count());
}

void WaitingLine::call_next(Instant now) {
    budget_.refill(now);
    if (closed_at(rules_, now)) return;
    auto const within_grace = now < opened_at_ + return_grace;
    PlaceNumber from = first_;
    std::uint32_t skips = 0;
    while (free_slots() > 0 && skips < most_skips) {
        auto const next = waiting_.next_at_or_after(from);
        if (!next) return;
        from = *next;
        auto const& fan = record(*next);
        // Not seen since a restart: perhaps about to poll. Those behind must not pass.
        if (fan.last_seen == 0 && within_grace) return;
        if (fan.last_seen == 0 || gone(fan, now)) {
            to_away(*next);
            ++skips;
            continue;
        }
        if (!budget_.take()) return;
        waiting_.clear(*next);
        nearly_.set(*next);
        call(*next, now);
        line_invariant(taken_slots() <= rules_.capacity, "never more inside than the capacity");
    }
}

void WaitingLine::call(PlaceNumber number, Instant now) {
    records_.change(number, PlaceState::called);
    auto const closes_at = now + rules_.claim_window;
    window_closes_.insert_or_assign(number.value, closes_at);
    windows_.emplace(closes_at, number.value);
}

void WaitingLine::close_window(PlaceNumber number) {
    windows_.erase({window_closes_.at(number.value), number.value});
    window_closes_.erase(number.value);
}

void WaitingLine::to_away(PlaceNumber number) {
    if (state(number) == PlaceState::called) {
        close_window(number);
        nearly_.clear(number);
    } else {
        waiting_.clear(number);
    }
    records_.change(number, PlaceState::away);
    ++skipped_;
}

void WaitingLine::close_lapsed_windows(Instant now) {
    while (!windows_.empty() && windows_.begin()->first <= now) to_away({windows_.begin()->second});
}

std::vector<PlaceNumber> WaitingLine::end_expired_sessions(Instant now) {
    std::vector<PlaceNumber> expired;
    while (!expiries_.empty() && expiries_.begin()->first <= now) {
        expired.push_back({expiries_.begin()->second});
        finish(expired.back());
    }
    return expired;
}

void WaitingLine::sweep_slice(Instant now) {
    // Measured when a round begins: a slice that shrank with those who go away would never come to the end.
    if (swept_to_ < first_) sweep_slice_ = std::max(waiting_.total() / sweep_ticks, smallest_slice);
    for (auto left = sweep_slice_; left > 0; --left) {
        auto const next = waiting_.next_at_or_after({swept_to_.value + 1});
        if (!next) {
            swept_to_ = {first_.value - 1};  // the next tick begins at the front again
            return;
        }
        swept_to_ = *next;
        if (gone(record(*next), now)) to_away(*next);
    }
}

}  // namespace onsale
