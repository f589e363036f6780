// A feed: what many streams are told alike. It notices changes when it is asked to advance, and makes of each one
// frame for all. Thread-safe: every I/O thread advances it, and the first one does the work.
#pragma once

#include <cstdint>

#include "domain/instant.h"

namespace onsale::api {

class Feed {
  public:
    virtual ~Feed() = default;
    // Returns what changes whenever there is something new to send.
    virtual std::uint64_t advance(Instant now) = 0;
};

}  // namespace onsale::api
