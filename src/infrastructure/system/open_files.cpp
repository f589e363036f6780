#include "infrastructure/system/open_files.h"

#include <sys/resource.h>

namespace onsale {

void allow_most_open_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace onsale
