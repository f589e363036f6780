// Standing: where a fan stands in the line at one moment.
#pragma once

#include <cstdint>

#include "domain/identifiers.h"
#include "domain/session_id.h"

namespace onsale {

// A session inside: alive from entered_at until just before expires_at.
struct LineSession {
    Instant entered_at;
    Instant expires_at;
    auto operator<=>(LineSession const&) const = default;
};

struct LiveSession {
    UserId user;
    PlaceNumber place;
    LineSession session;
    SessionId id() const { return {place, session.entered_at}; }
    auto operator<=>(LiveSession const&) const = default;
};

struct Standing {
    enum class Kind : std::uint8_t {
        absent,   // no place and no live session; nothing below is set
        waiting,  // position, wait and poll_after are set
        called,   // the same, and `until` is when the claim window closes; polling again brings the fan in
        inside,   // entered_at; `until` is when the session expires
    };

    Kind kind = Kind::absent;
    PlaceNumber place{};
    Instant joined_at{};         // whole seconds
    std::uint32_t position = 0;  // 1 = next; 0 = inside
    seconds wait{};              // estimated, from now until called
    milliseconds poll_after{};   // when to ask next, from now
    Instant entered_at{};        // inside: when the session began
    Instant until{};
    // False: this node does not know who else waits, and `position` is no more than a bound: the place's number.
    bool position_known = true;

    SessionId session() const { return {place, entered_at}; }  // of one who is inside

    auto operator<=>(Standing const&) const = default;
};

struct LineCounters {
    std::uint32_t waiting = 0;
    std::uint32_t away = 0;
    std::uint32_t called = 0;
    std::uint32_t entering = 0;
    std::uint32_t inside = 0;
    PlaceNumber last_given{};
    // Since this process opened the line:
    std::uint64_t entered = 0;
    std::uint64_t skipped = 0;  // went away while waiting or called; one fan may do so often
    double admissions_per_second = 0;
};

// How many live places (waiting, called or entering) have numbers below this one.
struct LineKnot {
    PlaceNumber place;
    std::uint32_t ahead = 0;
    auto operator<=>(LineKnot const&) const = default;
};

}  // namespace onsale
