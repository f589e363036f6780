// A rule of the line that only a bug of ours can break. Checked in release builds too: going on would let more in
// than there is room for, or lose a place. Stopping loses nothing, because every answer given is in the journal.
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
