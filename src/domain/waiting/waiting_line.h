// WaitingLine: the rules of the line, in memory. No thread, no clock, no storage: the caller locks, passes the time,
// and makes durable what has to be.
//
// A place goes waiting -> called -> entering -> inside -> finished, and away and back from waiting and called.
//   - Numbers grow by joining and never change. Calling goes by number: nobody who polls is overtaken, nor anybody who
//     could not poll while the line itself was not there (attendance.h).
//   - inside + entering + called never grows beyond the capacity.
//   - A window or a session that closed is closed from that instant on, even before a tick has noticed.
// The position of a fan who keeps polling never grows, except when an away fan ahead comes back.
//
// Costs: about 36 bytes a fan; every call O(log n) or better, a tick O(its slice + those it calls).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "domain/refusal.h"
#include "domain/waiting/admission.h"
#include "domain/waiting/attendance.h"
#include "domain/waiting/calls_stopped.h"
#include "domain/waiting/live_places.h"
#include "domain/waiting/place_records.h"
#include "domain/waiting/standing.h"

namespace onsale {

class WaitingLine {
  public:
    // first: the smallest number that is not finished, when the line is restored; nothing is kept for those before.
    // last_alive: until when the line that is restored is known to have been there; nothing: it is new.
    WaitingLine(LineRules const& rules, Instant opened_at, PlaceNumber first = {1},
                std::optional<Instant> last_alive = std::nullopt);

    // -- opening, before anything else; places in order of their numbers --

    // A place that was waiting or called before the restart waits again.
    void restore_waiting(PlaceNumber number, UserId user, Instant joined_at);
    // A place that was away is away still: nobody waits for it, and it keeps its number.
    void restore_away(PlaceNumber number, UserId user, Instant joined_at, Instant since);
    // The session must be alive. It takes a slot, even when the capacity has become smaller.
    void restore_inside(PlaceNumber number, UserId user, Instant joined_at, LineSession session);
    // Numbers up to this one are never given out (again). Also for numbers whose writing failed.
    void skip_numbers_to(PlaceNumber last);

    // -- reading --

    std::optional<PlaceNumber> find(UserId user) const { return records_.place_of(user); }
    PlaceNumber next_number() const { return {last_given_.value + 1}; }
    PlaceState state(PlaceNumber number) const;
    // An away fan's standing is that of one who waits.
    Standing standing(PlaceNumber number, Instant now) const;
    // The session of this user at this place, while it is alive.
    std::optional<LineSession> session(UserId user, PlaceNumber number, Instant now) const;
    bool inside(UserId user, PlaceNumber number, Instant now) const;
    // The user's live session, wherever their place is; also one that is entering.
    std::optional<SessionId> session_of(UserId user, Instant now) const;
    // Not finished: waiting, away, called, entering, inside.
    std::uint32_t places() const { return records_.total(); }
    std::vector<LiveSession> sessions(Instant now) const;
    LineCounters counters() const;
    CallsStopped calls_stopped(Instant now) const;
    // See line_profile.h.
    std::vector<LineKnot> profile() const;

    // -- fans --

    // The place must be durable, its number at least next_number(), and the user without a place.
    void add(PlaceNumber number, UserId user, Instant joined_at);
    // A poll: keeps a waiting place live, makes an away one live again. A called place whose window has closed starts
    // to wait again, the first in line by its number.
    void seen(PlaceNumber number, Instant now);

    enum class Entry : std::uint8_t { begun, under_way, done };
    // From called to entering; the slot stays taken. `begun` asks the caller to make it durable and then to complete
    // or abandon it. A place that is entering or inside gets the session it has. Refuses not_called (waiting, away, or
    // the window has closed) and not_in_line (finished, or the session has expired).
    Decision<std::pair<Entry, LineSession>> begin_entry(PlaceNumber number, Instant now);
    void complete_entry(PlaceNumber number);
    // The entry could not be written: called again, with a whole claim window, for it was not the fan's fault.
    void abandon_entry(PlaceNumber number, Instant now);

    // Ends the place from any state but entering; its slot is free. False: it was finished already.
    bool finish(PlaceNumber number);

    // -- steering --

    // From now on. Only the capacity, the rate and when to call may have become others; nobody is thrown out.
    void steer(LineRules const& rules);
    // While calls are held, nobody is called: the time is not to be believed.
    void hold_calls(bool held) { calls_held_ = held; }

    // -- time: ten times a second --

    // Closes claim windows, ends expired sessions and places that were away for too long (returned, to be journalled as
    // expired), marks those away who have stopped polling (a slice of the line at a time, all of it within about five
    // seconds), then calls.
    std::vector<PlaceNumber> tick(Instant now);
    // Part of tick; also good before looking at who has a place.
    std::vector<PlaceNumber> end_expired_sessions(Instant now);
    // Calls the next waiting places as far as slots and the rate allow. Part of tick; also good after a join, so that
    // a fan does not wait for the tick in front of an empty hall.
    void call_next(Instant now);

    // Places that have gone away or come back since the last time, at most this many, by number; the others the next
    // time. For the journal: look at their states now. A place may have ended.
    std::vector<PlaceNumber> take_moved(std::size_t most);
    // To be named again.
    void give_back_moved(std::vector<PlaceNumber> const& places);
    bool any_moved() const { return moved_.total() > 0; }

  private:
    using Deadline = std::pair<Instant, std::uint32_t>;  // and the place
    using Deadlines = std::set<Deadline>;                // no more of them than slots

    std::uint32_t taken_slots() const;
    std::uint32_t free_slots() const;
    std::uint32_t ahead_of(PlaceNumber number) const;
    PlaceRecord& record(PlaceNumber number);
    void append(PlaceNumber number, UserId user, Instant joined_at, PlaceState state, Instant last_seen);

    void call(PlaceNumber number, Instant now);
    void close_window(PlaceNumber number);
    void begin_waiting(PlaceNumber number);
    void cease_waiting(PlaceNumber number);
    void to_away(PlaceNumber number);
    void back_to_waiting(PlaceNumber number);
    void close_lapsed_windows(Instant now);
    void sweep_slice(Instant now);
    void end_lost(Instant now, std::vector<PlaceNumber>& ended);

    LineRules rules_;
    Attendance attendance_;
    Instant last_alive_;
    PlaceNumber first_;
    PlaceNumber last_given_;

    PlaceRecords records_;
    LivePlaces waiting_;  // state waiting
    LivePlaces nearly_;   // called or entering: still ahead of those who wait
    LivePlaces away_;     // state away
    LivePlaces moved_;    // gone away or come back, and not yet taken
    bool calls_held_ = false;

    boost::unordered_flat_map<std::uint32_t, Instant> window_closes_;  // of called places
    boost::unordered_flat_map<std::uint32_t, LineSession> sessions_;   // of places entering or inside
    Deadlines windows_;                                                // the same, by time
    Deadlines expiries_;                                               // of places inside

    AdmissionBudget budget_;
    AdmissionPace pace_;
    PlaceNumber swept_to_;  // the sweep goes on after this one; below first_: a round begins
    std::uint32_t sweep_slice_ = 0;
    PlaceNumber lost_to_;  // the same, of the look at those who are away
    std::uint64_t entered_ = 0;
    std::uint64_t skipped_ = 0;
};

}  // namespace onsale
