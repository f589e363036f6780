// How one batch's changes stand in a row of the table `change`: bytes that nodes of the same release write and read.
//
// One byte of version, then the lists of application/clerk/changes.h, each with its length before it. Numbers are
// big-endian, ids their 16 bytes, texts carry their length. Errors: StorageFault for bytes that are not such a list
// (written by a newer release, or damaged).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "application/clerk/changes.h"

namespace onsale::postgres {

std::vector<std::uint8_t> payload_of(Changes const& changes);
Changes read_payload(std::span<std::uint8_t const> payload);

}  // namespace onsale::postgres
