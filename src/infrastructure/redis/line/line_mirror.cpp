// What the mirror answers. How it follows Redis is in line_mirror_news.cpp.
#include "infrastructure/redis/line/line_mirror.h"

#include "domain/waiting/line_profile.h"

namespace onsale::redis {
namespace {

// How much older than the last answer a session may be that the mirror does not know: an answer shows the line as it
// was when it was asked for.
constexpr seconds unheard_of{1};

}  // namespace

LineMirror::LineMirror(LineRules const& rules, Instant opened_at) : rules_(rules), pace_(opened_at) {}

bool LineMirror::end_session(UserId user, Instant at) {
    auto& paid = paid_at_[user];
    paid = std::max(paid, at);
    auto const place = place_inside_.find(user);
    if (place == place_inside_.end()) return false;
    PlaceNumber const number{place->second};
    auto const& session = sessions_.at(number.value).session;
    if (session.entered_at > at || session.expires_at <= at) return false;
    ending_.insert(number.value);
    end(number);
    return true;
}

LineMirror::Seen LineMirror::look(UserId user, std::optional<PlaceNumber> shown, Instant now) const {
    if (auto const place = place_inside_.find(user); place != place_inside_.end()) {
        auto const& session = sessions_.at(place->second).session;
        // Who shows a ticket with a later number has joined anew: another node ended that session a moment ago.
        bool const joined_anew = shown && shown->value > place->second && !ended_.contains(*shown);
        if (now < session.expires_at && !joined_anew) {
            return {{.kind = Standing::Kind::inside,
                     .place = {place->second},
                     .joined_at = session.entered_at,
                     .entered_at = session.entered_at,
                     .until = session.expires_at}};
        }
    }
    if (!shown || shown->value == 0 || ended_.contains(*shown) || sessions_.contains(shown->value)) return {};
    auto standing = waiting_at(*shown, now);
    if (auto const window = window_closes_.find(shown->value); window != window_closes_.end()) {
        if (now >= window->second) return {standing, Sign::returning};
        standing.kind = Standing::Kind::called;
        standing.until = window->second;
        standing.wait = {};
        return {standing, Sign::polled};
    }
    return {standing, waiting_.contains(*shown) ? Sign::polled : Sign::returning};
}

Standing LineMirror::waiting_at(PlaceNumber place, Instant now) const {
    Standing standing{.kind = Standing::Kind::waiting, .place = place};
    standing.position_known = knows_line();
    standing.position =
        !knows_line() ? place.value
                      : 1 + waiting_.count_before(place) + called_.count_before(place) + missing_.count_before(place);
    bool const is_called = called_.contains(place) && now < window_closes_.at(place.value);
    if (!is_called) standing.wait = estimate_wait(rules_, standing.position, free_slots(), pace_, now);
    auto const chance = std::uint64_t{place.value} << 32 ^ static_cast<std::uint64_t>(now.time_since_epoch().count());
    standing.poll_after = poll_after(rules_, standing.wait, chance);
    return standing;
}

std::uint32_t LineMirror::free_slots() const {
    auto const taken = sessions_.size() + called_.total();
    return taken < rules_.capacity ? rules_.capacity - static_cast<std::uint32_t>(taken) : 0;
}

std::optional<Instant> LineMirror::began(UserId user, PlaceNumber place, Instant entered_at, Instant now,
                                         bool in_touch) const {
    if (auto const known = sessions_.find(place.value); known != sessions_.end()) {
        auto const& [of, session] = known->second;
        return of == user && now < session.expires_at ? std::optional(session.entered_at) : std::nullopt;
    }
    if (ended_.contains(place)) return std::nullopt;
    if (auto const paid = paid_at_.find(user); paid != paid_at_.end() && entered_at <= paid->second)
        return std::nullopt;
    bool const may_be = !heard_at_ || entered_at >= *heard_at_ - unheard_of;
    return in_touch && may_be ? std::optional(entered_at) : std::nullopt;
}

std::vector<LiveSession> LineMirror::sessions(Instant now) const {
    std::vector<LiveSession> alive;
    for (auto const& [place, one] : sessions_) {
        if (now < one.session.expires_at) alive.push_back({one.user, {place}, one.session});
    }
    return alive;
}

CallsStopped LineMirror::calls_stopped(Instant now) const {
    if (rules_.paused) return CallsStopped::paused;
    if (now < rules_.opens_at) return CallsStopped::before_opening;
    if (grace_) return CallsStopped::returning;
    return waiting_.total() > 0 && free_slots() == 0 ? CallsStopped::full : CallsStopped::no;
}

Remembered LineMirror::remembered(Instant now) const {
    PlaceBits waiting;
    for (auto const* some : {&waiting_, &called_, &missing_}) {
        for (auto at = some->next_at_or_after({1}); at; at = some->next_at_or_after({at->value + 1})) waiting.set(*at);
    }
    return {version_, last_given_, ended_.bitmap(), sessions(now), waiting.bitmap()};
}

LineCounters LineMirror::counters() const {
    auto const inside = static_cast<std::uint32_t>(sessions_.size());
    auto const here = waiting_.total() + called_.total() + inside;
    return {.waiting = waiting_.total(),
            .away = alive_.count() > here ? alive_.count() - here : 0,
            .called = called_.total(),
            .entering = 0,
            .inside = inside,
            .last_given = last_given_,
            .entered = entered_,
            .skipped = skipped_,
            .admissions_per_second = pace_.per_second().value_or(0)};
}

std::vector<LineKnot> LineMirror::profile() const {
    return line_profile(waiting_, called_, PlaceNumber{last_given_.value + 1}, &missing_);
}

}  // namespace onsale::redis
