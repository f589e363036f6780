// Attendance: could the line hear its fans all the time, and for whom does it wait because it could not?
//
// A fan counts as gone who has not polled for away_after. That is only fair when polling was possible. It was not
//   - over a restart: of those who are restored nobody has been heard here yet;
//   - in a gap: for more than longest_absence nothing happened here, neither a tick nor a poll (the process was
//   stopped, the
//     machine suspended, the clock stepped);
//   - in a silence: more than half of those who wait fell silent at once (the site's network is cut).
// From then on there is a grace. Those who were there before and have not shown themselves since are awaited: nobody
// behind them is called, and they are not marked away, until they poll or the grace is over. So for each fan the grace
// ends with their first poll, and where all are back nothing is held up.
//
// Times are stamps, whole seconds that fit into a place's record. They begin `memory` before the opening, so that what
// was known before a restart has one, too; what is older has 1.
#pragma once

#include <cstdint>

#include "domain/instant.h"

namespace onsale {

class Attendance {
  public:
    // last_alive: until when the line is known to have been there before it was opened; else the opening itself.
    Attendance(Instant opened_at, Instant last_alive, seconds away_after, seconds memory);

    std::uint32_t stamp(Instant now) const;

    // Something happens here: called before anything else does.
    void notice(Instant now);

    // A fan who was last seen then begins, or ceases, to be one of those who wait.
    void enter(std::uint32_t last_seen);
    void leave(std::uint32_t last_seen);

    // Not heard for away_after, or not since the line was opened.
    bool gone(std::uint32_t last_seen, Instant now) const;
    // Of one who is gone: may they still come back to their turn?
    bool awaited(std::uint32_t last_seen, Instant now) const;
    // Did this instant pass while nothing could happen here?
    bool in_gap(Instant at) const { return gap_from_ < at && at <= gap_to_; }

  private:
    void begin_grace(std::uint32_t from, Instant until);
    void end_round(Instant now);
    void begin_round(Instant now);

    Instant epoch_;
    std::uint32_t opened_;      // the stamp of the opening
    std::uint32_t away_after_;  // s
    std::uint32_t round_;       // s: everybody who polls as told does so once in it

    Instant here_at_;  // when something happened here last
    Instant gap_from_;
    Instant gap_to_;

    // Of those who wait, the ones last seen before the stamp back_from_ and not gone at absent_from_ are awaited.
    Instant grace_until_;
    std::uint32_t absent_from_;
    std::uint32_t back_from_;

    std::uint32_t round_before_;  // when the round before this one began
    std::uint32_t round_from_;    // and this one
    std::uint32_t due_ = 0;       // fans who wait, seen in the round before and not yet in this one
    std::uint32_t heard_ = 0;     // fans who wait, seen in this round
    bool deaf_ = false;           // nobody was heard since the silence began
    Instant deaf_until_;
};

}  // namespace onsale
