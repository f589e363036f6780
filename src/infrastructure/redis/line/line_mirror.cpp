// What the mirror answers. How it follows Redis is in line_mirror_changes.cpp.
#include "infrastructure/redis/line/line_mirror.h"

#include "domain/waiting/line_profile.h"

namespace onsale::redis {
namespace {

// How much older than the last answer a session may be that the mirror does not know: an answer shows the line as it
// was when it was asked for.
constexpr seconds unheard_of{1};

}  // namespace

LineMirror::LineMirror(LineRules const& rules, Instant opened_at) : rules_(rules), pace_(opened_at) {}

bool LineMirror::is_paid(UserId user, SessionId session) const {
    auto const payment = payments_.find(session.place.value);
    return payment != payments_.end() && payment->second.user == user &&
           payment->second.entered_at == session.entered_at;
}

LineMirror::Paid LineMirror::end_session(UserId user, SessionId session) {
    if (is_paid(user, session)) return Paid::again;
    payments_.insert_or_assign(session.place.value, Payment{user, session.entered_at});
    auto const known = sessions_.find(session.place.value);
    bool const here = known != sessions_.end() && known->second.user == user &&
                      known->second.session.entered_at == session.entered_at;
    if (!here) return Paid::unknown;
    known->second.paid = true;
    ++paid_inside_;
    return Paid::known;
}

void LineMirror::told(UserId user, SessionId session, Instant now) {
    if (is_paid(user, session)) payments_.at(session.place.value).told_at = now;
}

std::vector<std::pair<UserId, SessionId>> LineMirror::paid_and_inside() const {
    std::vector<std::pair<UserId, SessionId>> found;
    if (paid_inside_ == 0) return found;
    for (auto const& [place, payment] : payments_) {
        auto const one = sessions_.find(place);
        if (one == sessions_.end() || !one->second.paid || !payment.told_at) continue;
        found.emplace_back(payment.user, SessionId{{place}, payment.entered_at});
    }
    return found;
}

LineMirror::Seen LineMirror::look(UserId user, std::optional<PlaceNumber> shown, Instant now) const {
    if (auto const place = place_inside_.find(user); place != place_inside_.end()) {
        auto const& [of, session, paid] = sessions_.at(place->second);
        // A fan who shows a ticket with a later number has joined again: another node ended that session a moment ago.
        bool const joined_again = shown && shown->value > place->second && !ended_.contains(*shown);
        if (now < session.expires_at && !paid && !joined_again) {
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
    auto const taken = sessions_.size() - paid_inside_ + called_.total();
    return taken < rules_.capacity ? rules_.capacity - static_cast<std::uint32_t>(taken) : 0;
}

bool LineMirror::inside(UserId user, SessionId shown, Instant now, bool in_touch) const {
    if (is_paid(user, shown)) return false;
    if (auto const known = sessions_.find(shown.place.value); known != sessions_.end()) {
        auto const& session = known->second.session;
        return known->second.user == user && session.entered_at == shown.entered_at && now < session.expires_at;
    }
    if (ended_.contains(shown.place)) return false;
    return in_touch && (!heard_at_ || shown.entered_at >= *heard_at_ - unheard_of);
}

std::optional<SessionId> LineMirror::session_of(UserId user, Instant now) const {
    auto const place = place_inside_.find(user);
    if (place == place_inside_.end()) return std::nullopt;
    auto const& [of, session, paid] = sessions_.at(place->second);
    if (paid || now >= session.expires_at) return std::nullopt;
    return SessionId{{place->second}, session.entered_at};
}

std::vector<LiveSession> LineMirror::sessions(Instant now) const {
    std::vector<LiveSession> alive;
    for (auto const& [place, one] : sessions_) {
        if (now < one.session.expires_at && !one.paid) alive.push_back({one.user, {place}, one.session});
    }
    return alive;
}

CallsStopped LineMirror::calls_stopped(Instant now) const {
    if (rules_.paused) return CallsStopped::paused;
    if (now < rules_.opens_at) return CallsStopped::before_opening;
    if (grace_) return CallsStopped::returning;
    return waiting_.total() > 0 && free_slots() == 0 ? CallsStopped::full : CallsStopped::no;
}

// A session that was paid has ended, whatever Redis has lost of that.
Remembered LineMirror::remembered(Instant now) const {
    auto ended = ended_;
    for (auto const& [place, one] : sessions_) {
        if (one.paid) ended.set({place});
    }
    PlaceBits waiting;
    for (auto const* some : {&waiting_, &called_, &missing_}) {
        for (auto at = some->next_at_or_after({1}); at; at = some->next_at_or_after({at->value + 1})) waiting.set(*at);
    }
    return {version_, last_given_, ended.bitmap(), sessions(now), waiting.bitmap()};
}

LineCounters LineMirror::counters() const {
    auto const inside = static_cast<std::uint32_t>(sessions_.size()) - paid_inside_;
    auto const here = waiting_.total() + called_.total() + inside + paid_inside_;
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
