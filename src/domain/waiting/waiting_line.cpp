// Places and their states. What time does to them is in waiting_line_time.cpp.
#include "domain/waiting/waiting_line.h"

#include <algorithm>

#include "domain/waiting/invariant.h"
#include "domain/waiting/line_profile.h"

namespace onsale {
namespace {

std::uint32_t whole_seconds(Instant at) {
    return static_cast<std::uint32_t>(std::chrono::floor<seconds>(at).time_since_epoch().count());
}

}  // namespace

WaitingLine::WaitingLine(LineRules const& rules, Instant opened_at, PlaceNumber first,
                         std::optional<Instant> last_alive)
    : rules_(rules),
      attendance_(opened_at, last_alive.value_or(opened_at), rules.away_after, rules.place_term),
      last_alive_(last_alive.value_or(opened_at)),
      first_(first),
      last_given_{first.value - 1},
      waiting_(first),
      nearly_(first),
      away_(first),
      moved_(first),
      budget_(rules.admit_per_second, opened_at),
      pace_(opened_at),
      swept_to_{first.value - 1},
      lost_to_{first.value - 1} {
    line_invariant(first.value > 0, "places count from one");
    line_invariant(rules.capacity > 0, "the hall has a slot");
    line_invariant(rules.claim_window > seconds{0} && rules.session_term > seconds{0} && rules.away_after > seconds{0},
                   "the terms of the line are positive");
    line_invariant(rules.place_term >= rules.away_after, "a place outlives the time until its fan is away");
}

void WaitingLine::append(PlaceNumber number, UserId user, Instant joined_at, PlaceState state, Instant last_seen) {
    line_invariant(number >= next_number(), "places are added in the order of their numbers");
    auto& added = records_.add(number, user, state);
    added.joined_at = whole_seconds(joined_at);
    added.last_seen = attendance_.stamp(last_seen) & 0x1FFF'FFFFU;
    last_given_ = number;
}

void WaitingLine::begin_waiting(PlaceNumber number) {
    waiting_.set(number);
    attendance_.enter(record(number).last_seen);
}

void WaitingLine::cease_waiting(PlaceNumber number) {
    waiting_.clear(number);
    attendance_.leave(record(number).last_seen);
}

void WaitingLine::restore_waiting(PlaceNumber number, UserId user, Instant joined_at) {
    append(number, user, joined_at, PlaceState::waiting, last_alive_);
    begin_waiting(number);
}

void WaitingLine::restore_away(PlaceNumber number, UserId user, Instant joined_at, Instant since) {
    append(number, user, joined_at, PlaceState::away, since);
    away_.set(number);
}

void WaitingLine::restore_inside(PlaceNumber number, UserId user, Instant joined_at, LineSession session) {
    append(number, user, joined_at, PlaceState::inside, last_alive_);
    sessions_.emplace(number.value, session);
    expiries_.emplace(session.expires_at, number.value);
}

void WaitingLine::skip_numbers_to(PlaceNumber last) { last_given_ = std::max(last_given_, last); }

void WaitingLine::add(PlaceNumber number, UserId user, Instant joined_at) {
    attendance_.notice(joined_at);
    append(number, user, joined_at, PlaceState::waiting, joined_at);
    begin_waiting(number);
}

PlaceRecord& WaitingLine::record(PlaceNumber number) {
    auto* const found = records_.find(number);
    line_invariant(found != nullptr, "the place is not finished");
    return *found;
}

PlaceState WaitingLine::state(PlaceNumber number) const {
    auto const* const found = records_.find(number);
    return found == nullptr ? PlaceState::finished : found->state();
}

void WaitingLine::seen(PlaceNumber number, Instant now) {
    attendance_.notice(now);
    auto* const found = records_.find(number);
    if (found == nullptr) return;
    auto const before = found->last_seen;
    found->last_seen = attendance_.stamp(now) & 0x1FFF'FFFFU;
    if (found->state() == PlaceState::waiting) {
        attendance_.leave(before);
        attendance_.enter(found->last_seen);
    }
    if (found->state() == PlaceState::called && now >= window_closes_.at(number.value)) {
        ++skipped_;
        back_to_waiting(number);
    } else if (found->state() == PlaceState::away) {
        back_to_waiting(number);
        moved_.set(number);
    }
}

Decision<std::pair<WaitingLine::Entry, LineSession>> WaitingLine::begin_entry(PlaceNumber number, Instant now) {
    switch (state(number)) {
        case PlaceState::finished:
            return refuse(Reason::not_in_line);
        case PlaceState::waiting:
        case PlaceState::away:
            return refuse(Reason::not_called);
        case PlaceState::entering:
            return std::pair{Entry::under_way, sessions_.at(number.value)};
        case PlaceState::inside: {
            auto const session = sessions_.at(number.value);
            if (now >= session.expires_at) return refuse(Reason::not_in_line);
            return std::pair{Entry::done, session};
        }
        case PlaceState::called:
            break;
    }
    if (now >= window_closes_.at(number.value)) return refuse(Reason::not_called);
    close_window(number);
    records_.change(number, PlaceState::entering);
    LineSession const session{now, now + rules_.session_term};
    sessions_.emplace(number.value, session);
    return std::pair{Entry::begun, session};
}

void WaitingLine::complete_entry(PlaceNumber number) {
    line_invariant(state(number) == PlaceState::entering, "only a begun entry is completed");
    records_.change(number, PlaceState::inside);
    nearly_.clear(number);
    expiries_.emplace(sessions_.at(number.value).expires_at, number.value);
    pace_.entered();
    ++entered_;
}

void WaitingLine::abandon_entry(PlaceNumber number, Instant now) {
    line_invariant(state(number) == PlaceState::entering, "only a begun entry is abandoned");
    sessions_.erase(number.value);
    call(number, now);
}

bool WaitingLine::finish(PlaceNumber number) {
    switch (state(number)) {
        case PlaceState::finished:
            return false;
        case PlaceState::waiting:
            cease_waiting(number);
            break;
        case PlaceState::away:
            away_.clear(number);
            break;
        case PlaceState::called:
            close_window(number);
            nearly_.clear(number);
            break;
        case PlaceState::entering:
            line_invariant(false, "an entry is completed or abandoned before it ends");
            break;
        case PlaceState::inside:
            expiries_.erase({sessions_.at(number.value).expires_at, number.value});
            sessions_.erase(number.value);
            break;
    }
    records_.finish(number);
    return true;
}

std::vector<PlaceNumber> WaitingLine::take_moved(std::size_t most) {
    std::vector<PlaceNumber> places;
    for (auto next = moved_.next_at_or_after(first_); next && places.size() < most;
         next = moved_.next_at_or_after(*next)) {
        moved_.clear(*next);
        places.push_back(*next);
    }
    return places;
}

void WaitingLine::give_back_moved(std::vector<PlaceNumber> const& places) {
    for (auto const place : places) moved_.set(place);
}

std::uint32_t WaitingLine::ahead_of(PlaceNumber number) const {
    return waiting_.count_before(number) + nearly_.count_before(number);
}

Standing WaitingLine::standing(PlaceNumber number, Instant now) const {
    auto const* const found = records_.find(number);
    if (found == nullptr) return {};
    Standing standing{
        .kind = Standing::Kind::waiting, .place = number, .joined_at = Instant{seconds{found->joined_at}}};
    if (found->state() == PlaceState::inside) {
        auto const& session = sessions_.at(number.value);
        standing.entered_at = session.entered_at;
        standing.until = session.expires_at;
        if (now >= standing.until) return {};
        standing.kind = Standing::Kind::inside;
        return standing;
    }
    standing.position = 1 + ahead_of(number);
    if (found->state() == PlaceState::called) {
        standing.until = window_closes_.at(number.value);
        if (now < standing.until) standing.kind = Standing::Kind::called;
    }
    if (standing.kind == Standing::Kind::waiting) {
        standing.wait = estimate_wait(rules_, standing.position, free_slots(), pace_, now);
    }
    auto const chance = std::uint64_t{number.value} << 32 ^ static_cast<std::uint64_t>(now.time_since_epoch().count());
    standing.poll_after = poll_after(rules_, standing.wait, chance);
    return standing;
}

std::optional<LineSession> WaitingLine::session(UserId user, PlaceNumber number, Instant now) const {
    auto const* const found = records_.find(number);
    if (found == nullptr || found->state() != PlaceState::inside || found->user != user) return std::nullopt;
    auto const& session = sessions_.at(number.value);
    return now < session.expires_at ? std::optional(session) : std::nullopt;
}

bool WaitingLine::inside(UserId user, PlaceNumber number, Instant now) const {
    return session(user, number, now).has_value();
}

std::optional<SessionId> WaitingLine::session_of(UserId user, Instant now) const {
    auto const place = records_.place_of(user);
    auto const found = place ? sessions_.find(place->value) : sessions_.end();
    if (found == sessions_.end() || now >= found->second.expires_at) return std::nullopt;
    return SessionId{*place, found->second.entered_at};
}

std::vector<LiveSession> WaitingLine::sessions(Instant now) const {
    std::vector<LiveSession> alive;
    for (auto const& [expires_at, number] : expiries_) {
        if (now < expires_at) alive.push_back({records_.find({number})->user, {number}, sessions_.at(number)});
    }
    return alive;
}

std::vector<LineKnot> WaitingLine::profile() const { return line_profile(waiting_, nearly_, next_number()); }

LineCounters WaitingLine::counters() const {
    return {.waiting = records_.count(PlaceState::waiting),
            .away = records_.count(PlaceState::away),
            .called = records_.count(PlaceState::called),
            .entering = records_.count(PlaceState::entering),
            .inside = records_.count(PlaceState::inside),
            .last_given = last_given_,
            .entered = entered_,
            .skipped = skipped_,
            .admissions_per_second = pace_.per_second().value_or(0)};
}

}  // namespace onsale
