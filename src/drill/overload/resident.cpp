#include "drill/overload/resident.h"

#include <fstream>
#include <string>

#include <unistd.h>

namespace onsale::drill {

std::optional<std::uint64_t> resident_bytes(pid_t process) {
    std::ifstream pages("/proc/" + std::to_string(process) + "/statm");
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    if (!(pages >> all >> resident)) return std::nullopt;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace onsale::drill
