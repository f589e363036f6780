// What time does to the line: windows close, sessions expire, those who stopped polling go away, the next are called.
#include <algorithm>

#include "domain/waiting/invariant.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {
namespace {

// All who wait are looked at in about this many ticks, 5 s at ten a second, but at least this many places a tick.
constexpr std::uint32_t sweep_ticks = 50;
constexpr std::uint32_t smallest_slice = 1'024;
// Of those who are away, this many are looked at in a tick: a million within two minutes.
constexpr std::uint32_t lost_slice = 1'024;
// How many absent fans one call may pass: after a blackout there may be a million, and polls wait for us.
constexpr std::uint32_t most_skips = 10'000;

}  // namespace

std::vector<PlaceNumber> WaitingLine::tick(Instant now) {
    attendance_.notice(now);
    close_lapsed_windows(now);
    auto expired = end_expired_sessions(now);
    pace_.measure(now, waiting_.total() + nearly_.total() > 0 && !closed_at(rules_, now));
    sweep_slice(now);
    end_lost(now, expired);
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

void WaitingLine::call_next(Instant now) {
    attendance_.notice(now);
    budget_.refill(now);
    if (calls_held_ || closed_at(rules_, now)) return;
    PlaceNumber from = first_;
    std::uint32_t skips = 0;
    while (free_slots() > 0 && skips < most_skips) {
        auto const next = waiting_.next_at_or_after(from);
        if (!next) return;
        from = *next;
        auto const last_seen = record(*next).last_seen;
        if (attendance_.gone(last_seen, now)) {
            if (attendance_.awaited(last_seen, now)) return;  // perhaps about to poll: those behind must not pass
            to_away(*next);
            ++skips;
            continue;
        }
        if (!budget_.take()) return;
        cease_waiting(*next);
        nearly_.set(*next);
        call(*next, now);
        line_invariant(taken_slots() <= rules_.capacity, "never more inside than the capacity");
    }
}

CallsStopped WaitingLine::calls_stopped(Instant now) const {
    if (rules_.paused) return CallsStopped::paused;
    if (now < rules_.opens_at) return CallsStopped::before_opening;
    if (calls_held_) return CallsStopped::clock;
    auto const next = waiting_.next_at_or_after(first_);
    if (!next) return CallsStopped::no;
    auto const last_seen = records_.find(*next)->last_seen;
    if (attendance_.gone(last_seen, now) && attendance_.awaited(last_seen, now)) return CallsStopped::returning;
    return free_slots() == 0 ? CallsStopped::full : CallsStopped::no;
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
        cease_waiting(number);
    }
    records_.change(number, PlaceState::away);
    away_.set(number);
    moved_.set(number);
    ++skipped_;
}

void WaitingLine::back_to_waiting(PlaceNumber number) {
    if (state(number) == PlaceState::called) {
        close_window(number);
        nearly_.clear(number);
    } else {
        away_.clear(number);
    }
    records_.change(number, PlaceState::waiting);
    begin_waiting(number);
}

void WaitingLine::close_lapsed_windows(Instant now) {
    while (!windows_.empty() && windows_.begin()->first <= now) {
        auto const [closed_at, number] = *windows_.begin();
        // Nobody could come in by it.
        if (attendance_.in_gap(closed_at)) {
            back_to_waiting({number});
        } else {
            to_away({number});
        }
    }
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
        auto const last_seen = record(*next).last_seen;
        if (attendance_.gone(last_seen, now) && !attendance_.awaited(last_seen, now)) to_away(*next);
    }
}

void WaitingLine::end_lost(Instant now, std::vector<PlaceNumber>& ended) {
    auto const oldest = now - rules_.place_term;
    for (auto left = lost_slice; left > 0; --left) {
        auto const next = away_.next_at_or_after({lost_to_.value + 1});
        if (!next) {
            lost_to_ = {first_.value - 1};
            return;
        }
        lost_to_ = *next;
        if (record(*next).last_seen >= attendance_.stamp(oldest)) continue;
        finish(*next);
        ended.push_back(*next);
    }
}

}  // namespace onsale
