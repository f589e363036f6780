// The drawings that are kept with concert dates: written when a date is put on sale, read when its map is made.
//
// A date's drawing comes in the same transaction as its seats and never changes, so that a reader who sees the seats
// finds the drawing. Errors: StorageFault.
#pragma once

#include <optional>
#include <span>

#include "domain/hall/drawing.h"
#include "domain/identifiers.h"

namespace onsale {

struct DateDrawing {
    ConcertDateId date;
    hall::Drawing drawing;
};

// Inside a unit of work.
class DrawingRepository {
  public:
    virtual ~DrawingRepository() = default;
    virtual void add(std::span<DateDrawing const> drawings) = 0;
};

// Apart from the clerk's units of work; for one thread at a time.
class DrawingArchive {
  public:
    virtual ~DrawingArchive() = default;
    // Nullopt: the date was put on sale without one.
    virtual std::optional<hall::Drawing> find(ConcertDateId date) = 0;
};

}  // namespace onsale
