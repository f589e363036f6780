// A body that is made piece by piece, each when the one before has gone out: for what is too long to be held in memory.
// A client that takes nothing for limits.write_stall_time is reset, as with every answer.
//
// Left in an answer by a handler; the connection sends the header, then the pieces, and is closed after the last one.
#pragma once

#include <optional>
#include <string>

#include "http/awaitable.h"

namespace onsale::http {

class BodySource {
  public:
    virtual ~BodySource() = default;

    // Nullopt: that was all. On the connection's I/O thread, which must not block. What it throws resets the
    // connection, so that the client sees that the end is missing.
    virtual Awaitable<std::optional<std::string>> next() = 0;
};

}  // namespace onsale::http
