// How many descriptors this process may have open: a server or a drill holds one for each connection.
#pragma once

namespace onsale {

// Raises the limit to the most that the system allows this process (RLIMIT_NOFILE, soft to hard): shells and service
// managers start programs with 1,024. What it cannot raise stays as it is.
void allow_most_open_files();

}  // namespace onsale
