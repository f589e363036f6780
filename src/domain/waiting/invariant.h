// A rule of the line that only a bug of ours can break. Checked in release builds too: going on would let more in
// than there is room for, or lose a place. Stopping loses nothing, because every answer given is in the journal.
//
// It aborts and does not throw as domain/invariant.h does. There the decisions are made on a batch's copies, which are
// undone. The line is changed in place, step by step, by its clerk, by its ticker and by every poll, and has no way
// back: a throw in the middle would leave it half changed, with a batch in the journal that memory does not show, and
// a poll would go on from that.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace onsale {

inline void line_invariant(bool holds, char const* rule, std::source_location where = std::source_location::current()) {
    if (holds) [[likely]]
        return;
    std::fprintf(stderr, "onsale: the waiting line is broken: %s (%s:%u)\n", rule, where.file_name(), where.line());
    std::abort();
}

}  // namespace onsale
