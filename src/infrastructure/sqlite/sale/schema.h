// The schema of sale.db: seats and money. Versioned by PRAGMA user_version, forward only.
//
// Ids are 16-byte blobs, times milliseconds since 1970 UTC, amounts whole points; enumerations are the numbers of the
// domain's enums. Constraints stand behind the code: they can only fire on a bug of ours.
#pragma once

#include <cstdint>
#include <filesystem>

#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

// DIR/sale.db
std::filesystem::path sale_file(std::filesystem::path const& data);

// Makes the newest schema in a database that has an older one, or none.
void make_schema(Database& database);

struct Migrated {
    std::int64_t from = 0;  // 0: there was no schema
    std::int64_t to = 0;
};
// Brings the sale's file in the data directory up to date, or makes both. Errors: StorageFault, also when the file was
// written by a newer onsale; then nothing is changed.
Migrated migrate(std::filesystem::path const& data);

// Opens the sale's file in the data directory and brings its schema up to date (read_write makes both).
// Errors: StorageFault, also when the file was written by a newer onsale.
Database open_sale_file(std::filesystem::path const& data, Mode mode);

}  // namespace onsale::sqlite
