// LineMirror: a node's own copy of the line in Redis, from which it answers polls and looks at passes without asking.
// It is as old as the last answer of Redis (a beat: 100 ms); what is not in it yet is believed from signed tokens:
//
//   - a ticket of a place that it does not know is somebody who waits at that number,
//   - a pass of a session that it does not know is good if the session began no earlier than a second before the last
//     answer: another node let the fan in a moment ago. A mirror that has never seen the line believes every one. Both
//     hold as long as the node is in touch with Redis, or was a moment ago: see RedisLine.
//
// Only those inside are known by their user; those who wait are known by the place in their ticket.
//
// All instants are by the line's clock.
//
// Threads: none of its own; the caller locks. Costs: some 0.6 bytes a number given, 100 bytes a session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "application/line/line.h"
#include "domain/waiting/admission.h"
#include "domain/waiting/live_places.h"
#include "domain/waiting/standing.h"
#include "infrastructure/redis/line/place_bits.h"

namespace onsale::redis {

// Where in which history of the line a mirror is. The nonce is made up with each version, so that two histories that
// parted are told apart even where their versions are alike.
struct LineVersion {
    std::string epoch;  // empty: none yet
    std::uint64_t number = 0;
    std::string nonce;
};

// The line of one moment.
struct LineSnapshot {
    LineVersion version;
    PlaceNumber last_given;
    std::string alive;  // bitmaps, as PlaceBits
    std::string waiting;
    std::string ended;
    std::vector<std::pair<PlaceNumber, Instant>> called;  // and when the window closes
    std::vector<LiveSession> sessions;
    std::string missing;  // bitmap; during a grace: places that waited before it and have not been seen since
};

// What a node still knows when Redis has lost it.
struct Remembered {
    LineVersion version;
    PlaceNumber last_given;
    std::string ended;  // bitmap
    std::vector<LiveSession> sessions;
    std::string waiting;  // bitmap; the called ones, too
};

class LineMirror {
  public:
    LineMirror(LineRules const& rules, Instant opened_at);

    // -- what Redis says --

    void load(LineSnapshot const& snapshot);
    // The changes of one version: its events, as scripts/line.lua packs them. Throws StorageFault for what is no
    // event.
    void apply(std::string_view events);
    // All changes up to here have been applied; they are as of `now`. grace: there is one.
    void caught_up(LineVersion const& version, PlaceNumber last_given, bool grace, Instant now);
    LineVersion const& version() const { return version_; }

    // As WaitingLine::steer.
    void steer(LineRules const& rules) { rules_ = rules; }

    // -- what happens here first --

    // A payment has ended this session: it counts as dead from now on, whether it is known yet or not, until Redis has
    // said what became of it. What Redis says stays in the mirror, so that the two cannot part.
    enum class Paid : std::uint8_t {
        known,    // the session was alive here
        unknown,  // this mirror does not have it, or not any more
        again,    // this has been said before
    };
    Paid end_session(UserId user, SessionId session);
    // Redis has ended it by now, if it had it.
    void told(UserId user, SessionId session, Instant now);
    // Sessions that Redis has again although they were paid: it was told before it lost some of its data.
    std::vector<std::pair<UserId, SessionId>> paid_and_inside() const;

    // -- reading --

    enum class Sign : std::uint8_t { none, polled, returning };  // what Redis has to know of a poll
    struct Seen {
        Standing standing;
        Sign sign = Sign::none;
    };
    Seen look(UserId user, std::optional<PlaceNumber> shown, Instant now) const;
    // Of a place that is known to be this user's.
    Standing standing(UserId user, PlaceNumber place, Instant now) const { return look(user, place, now).standing; }
    // in_touch: what is not known yet may be believed.
    bool inside(UserId user, SessionId session, Instant now, bool in_touch) const;
    std::optional<SessionId> session_of(UserId user, Instant now) const;
    // Has it seen the line? Otherwise no position is known.
    bool knows_line() const { return !version_.epoch.empty(); }
    std::vector<LiveSession> sessions(Instant now) const;
    LineCounters counters() const;
    // As far as Redis is there.
    CallsStopped calls_stopped(Instant now) const;
    std::vector<LineKnot> profile() const;
    Remembered remembered(Instant now) const;

  private:
    struct Session {
        UserId user;
        LineSession session;
        bool paid = false;  // here already, and Redis has not ended it yet
    };
    struct Payment {
        UserId user;
        Instant entered_at;
        std::optional<Instant> told_at{};
    };

    bool is_paid(UserId user, SessionId session) const;
    void leave_states(PlaceNumber place);
    void wait(PlaceNumber place);
    void go_away(PlaceNumber place);
    void end(PlaceNumber place);
    void call(PlaceNumber place, Instant closes_at);
    void enter(PlaceNumber place, UserId user, LineSession session);
    void remember_session(PlaceNumber place, UserId user, LineSession session);
    void forget_session(PlaceNumber place);
    void forget_old_payments(Instant now);

    Standing waiting_at(PlaceNumber place, Instant now) const;
    std::uint32_t free_slots() const;

    LineRules rules_;
    LineVersion version_;
    PlaceNumber last_given_;
    std::optional<Instant> heard_at_;  // the time of the line at the last answer

    PlaceBits alive_;
    PlaceBits ended_;
    LivePlaces waiting_;
    LivePlaces called_;
    LivePlaces missing_;  // waited before a loss, and are not back yet: they are ahead of those behind them
    bool grace_ = false;
    boost::unordered_flat_map<std::uint32_t, Instant> window_closes_;  // of called places
    boost::unordered_flat_map<std::uint32_t, Session> sessions_;       // by place
    boost::unordered_flat_map<UserId, std::uint32_t, std::hash<UserId>> place_inside_;
    boost::unordered_flat_map<std::uint32_t, Payment> payments_;  // by place: not told to Redis, or a minute ago
    std::uint32_t paid_inside_ = 0;                               // of sessions_: how many are `paid`

    AdmissionPace pace_;
    std::uint64_t entered_ = 0;
    std::uint64_t skipped_ = 0;
};

}  // namespace onsale::redis
