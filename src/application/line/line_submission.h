// What a fan asks of the line that must be durable before it is answered. See submission.h for lifetime and delivery.
#pragma once

#include <cstdint>
#include <optional>

#include "application/submission.h"
#include "domain/refusal.h"
#include "domain/waiting/standing.h"

namespace onsale {

enum class LineWish : std::uint8_t { join, enter, leave };

class LineSubmission : public Submission {
  public:
    UserId const user;
    LineWish const wish;
    // JoinLine: the place in a signed ticket that the fan showed. See there.
    std::optional<PlaceNumber> const shown;
    // To be read when the fate is `answered`: where the fan stands after the whole batch.
    Decision<Standing> outcome;

  protected:
    LineSubmission(UserId fan, LineWish what, std::optional<PlaceNumber> place = {})
        : user(fan), wish(what), shown(place) {}
};

// A place at the back, or the place the user has. Refuses line_full. The standing may be `called` at once, when there
// is room: then submit EnterLine.
// shown: the place in a signed ticket of this user. Only a line whose store lost its data looks at it: the fan gets
// that place back, unless it has ended.
class JoinLine final : public LineSubmission {
  public:
    explicit JoinLine(UserId fan, std::optional<PlaceNumber> place = {}) : LineSubmission(fan, LineWish::join, place) {}
};

// A called fan comes in; one who is inside stays. The standing tells: `inside`, or `waiting` when the fan is not called
// (any more). Refuses not_in_line.
class EnterLine final : public LineSubmission {
  public:
    explicit EnterLine(UserId fan) : LineSubmission(fan, LineWish::enter) {}
};

// Gives up the place or the session. The standing is `absent`. Refuses not_in_line.
class LeaveLine final : public LineSubmission {
  public:
    explicit LeaveLine(UserId fan) : LineSubmission(fan, LineWish::leave) {}
};

}  // namespace onsale
