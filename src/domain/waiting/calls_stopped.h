// Why nobody is called now, though somebody waits.
#pragma once

#include <cstdint>

namespace onsale {

enum class CallsStopped : std::uint8_t {
    no,              // somebody is, or nobody waits
    paused,          // by the operator
    before_opening,  // by the operator, too
    full,            // every slot is taken
    returning,       // after a loss or a pause: those in front have not all shown themselves again
    clock,           // the clock that the line goes by is not to be trusted; a line with a clock of its own: never
    // Of a line whose store may be away:
    store_away,   // it is not there
    store_unfit,  // it is there, and may lose the line any moment
};

}  // namespace onsale
