// LineWitness: sees whether anybody is let in before somebody who came earlier and kept polling.
//
// What it calls overtaking, and why it cannot be wrong about a fair server:
//   - B came before A: B's first answer from the line was here before A's first request to it was sent. So B's place
//     was given out before A's.
//   - A was let in: the answer that says so was here.
//   - After that, B asked, and was told to wait. B had kept polling: no question of B's was later than told (by more
//     than limits::poll_tardiness), and none had failed.
// A server that calls in order of places called B before A, and B's claim window cannot have closed, because nobody
// misses a window by asking when told. So B, asking after A came in, must be let in. Fans who came at nearly the same
// time (their first requests overlap) are never compared, and neither are those whose polls the drill sent late.
#pragma once

#include <cstdint>
#include <vector>

#include "drill/moment.h"

namespace onsale::drill {

struct Overtaking {
    std::uint32_t ahead = 0;   // the fan who was let in
    std::uint32_t behind = 0;  // the one who had come earlier and was still told to wait
    Moment at{};               // when the latter asked
};

class LineWitness {
  public:
    // Of all who are known to be inside, or were: the one who came last.
    struct Latest {
        Moment first_sent{-1};  // when that fan first asked the line
        std::uint32_t fan = 0;
    };

    // To be read just before a poll is sent, and given to still_waiting() with its answer.
    Latest latest_inside() const { return latest_; }

    // The answer that lets `fan` in is here. first_sent: when this fan's first request to the line was sent.
    void let_in(std::uint32_t fan, Moment first_sent) {
        if (first_sent > latest_.first_sent) latest_ = {first_sent, fan};
    }

    // `fan`, in line since the answer at `joined`, asked at `asked` when `inside` was the latest, and was told to wait.
    void still_waiting(std::uint32_t fan, Moment joined, Moment asked, Latest const& inside, bool kept_polling) {
        if (!kept_polling || inside.first_sent <= joined) return;
        overtakings_.push_back({inside.fan, fan, asked});
    }

    std::vector<Overtaking> const& overtakings() const { return overtakings_; }

  private:
    Latest latest_;
    std::vector<Overtaking> overtakings_;
};

}  // namespace onsale::drill
