// The drawings that were kept with concert dates, as far as reads need them.
#pragma once

#include <optional>

#include "domain/hall/drawing.h"
#include "domain/identifiers.h"

namespace onsale {

class DrawingArchive {
  public:
    virtual ~DrawingArchive() = default;
    // Nullopt: the date was put on sale without one. One thread at a time. Errors: StorageFault.
    virtual std::optional<hall::Drawing> find(ConcertDateId date) = 0;
};

}  // namespace onsale
