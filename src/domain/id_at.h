// Ids begin with the moment in which they were made (uuid.h), so that a moment says where to begin to look.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/identifiers.h"
#include "domain/instant.h"

namespace onsale {

// Not greater than any id that is made from then on.
template <class SomeId>
SomeId first_id_at(Instant at) {
    SomeId id;
    auto const millisecond = static_cast<std::uint64_t>(at.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) id.value.bytes[i] = static_cast<std::uint8_t>(millisecond >> (40 - 8 * i));
    return id;
}

// Is it of version 7? Others say nothing of when they were made.
template <class SomeId>
bool has_moment(SomeId const& id) {
    return id.value.bytes[6] >> 4U == 7;
}

}  // namespace onsale
