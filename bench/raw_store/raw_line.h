// Joins by SQLite alone, on the schema and with the pragmas of the line's journal.
#pragma once

#include <filesystem>

#include "batches.h"

namespace onsale::bench {

// Each transaction holds, for every row, one INSERT of a place: number, user, instant. Returns the seconds it took.
// Throws StorageFault; std::runtime_error when the directory holds a line already.
double write_joins(std::filesystem::path const& data, Batching const& batching);

}  // namespace onsale::bench
