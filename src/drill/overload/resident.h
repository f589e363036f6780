// How much memory another process has in use.
#pragma once

#include <cstdint>
#include <optional>

#include <sys/types.h>

namespace onsale::drill {

// Resident bytes, of /proc/PID/statm. Nullopt: no such process, or not ours to see.
std::optional<std::uint64_t> resident_bytes(pid_t process);

}  // namespace onsale::drill
