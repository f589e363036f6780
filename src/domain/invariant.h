// Our own bugs, caught in release builds too: where seats or money are at stake it is better to refuse one command
// than to carry on from a state that cannot be. The waiting line has its own, which aborts: waiting/invariant.h.
#pragma once

#include <stdexcept>

namespace onsale {

// Thrown by a decision whose inputs contradict each other. The command fails alone; nothing of it is saved.
class BrokenInvariant : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

inline void invariant(bool holds, char const* what) {
    if (!holds) throw BrokenInvariant(what);
}

}  // namespace onsale
