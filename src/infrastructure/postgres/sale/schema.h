// The schema of the sale in PostgreSQL: seats and money. Versioned by the table schema_version, forward only.
//
// Ids are uuids, times milliseconds since 1970 UTC, amounts whole points; enumerations are the numbers of the domain's
// enums. Constraints stand behind the code: they can only fire on a bug of ours.
#pragma once

#include <string>

#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

// The version that this program knows.
int newest_schema();

struct Migrated {
    int from = 0;  // 0: there was no schema
    int to = 0;
};

// Makes the schema, or brings it up to date. Safe from several nodes at once: one does it, the others wait for it.
// Errors: StorageFault, also when the database was made by a newer onsale; then nothing is changed.
Migrated migrate(std::string const& url);

// The same for a database that has no schema at all; any other is left as it is.
void migrate_if_empty(std::string const& url);

// Errors: StorageFault when the database has another version of the schema than this program, or none.
void require_schema(Connection& connection);

}  // namespace onsale::postgres
