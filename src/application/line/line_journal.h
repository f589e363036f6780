// LineJournal: the durable history of the line, from which it is rebuilt at the start.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <variant>

#include "application/storage_fault.h"
#include "domain/waiting/standing.h"

namespace onsale {

// How a place ended. The numbers are what stores keep.
enum class PlaceEnd : std::uint8_t { paid = 1, left = 2, expired = 3 };

struct PlaceJoined {
    PlaceNumber place;
    UserId user;
    Instant at;
};
struct PlaceEntered {
    PlaceNumber place;
    LineSession session;
};
struct PlaceEnded {
    PlaceNumber place;
    PlaceEnd how;
    Instant at;
};
// The fan stopped polling, or missed the call; and polls again.
struct PlaceAway {
    PlaceNumber place;
    Instant since;
};
struct PlaceBack {
    PlaceNumber place;
    Instant at;
};
// Nothing but that the line was there, and heard those who wait.
struct LineAlive {
    Instant at;
};
using LineEvent = std::variant<PlaceJoined, PlaceEntered, PlaceEnded, PlaceAway, PlaceBack, LineAlive>;

// A place that has not ended, as the journal has it.
struct StoredPlace {
    PlaceNumber number;
    UserId user;
    Instant joined_at;
    std::optional<LineSession> session;  // it may have expired since
    std::optional<Instant> away_since;   // of one who was away when the journal ended
};

// Threads: one at a time; the line's opener first, then only its clerk.
class LineJournal {
  public:
    virtual ~LineJournal() = default;

    // The largest number ever given; zero when none was. Never goes back, whatever ended. Throws StorageFault.
    virtual PlaceNumber last_given() = 0;

    // The newest instant of any event; 1970 when there is none. Throws StorageFault.
    virtual Instant newest() = 0;

    // Visits every place that has not ended, in the order of the numbers, without holding them all. It costs
    // what is visited, however many have ended.
    // Throws StorageFault, also for what cannot be a place.
    virtual void visit_places(std::function<void(StoredPlace const&)> const& visit) = 0;

    // All events, in order, or none. Durable when it returns. Throws StorageFault if it is not durable, as far as we
    // know; then a later entry of the same place, or an end, may repeat what came through all the same: an entry of a
    // place that is inside replaces the session, an end, a
    // going away or a coming back of a place that has ended changes nothing. Throws StorageFault
    // also for a number that was given before, and for an entry of a place that has ended or never was.
    virtual void append(std::span<LineEvent const> events) = 0;
};

}  // namespace onsale
