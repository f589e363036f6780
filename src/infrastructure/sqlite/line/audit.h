// Audits DIR/line.db, read-only, also while a server runs: promise 4, as far as the journal can show it.
#pragma once

#include <filesystem>

#include "application/audit.h"

namespace onsale::sqlite {

// A line that was never opened has no file, and nothing to audit. Errors: StorageFault when it cannot be read.
void audit_line(std::filesystem::path const& data, AuditReport& report);

}  // namespace onsale::sqlite
