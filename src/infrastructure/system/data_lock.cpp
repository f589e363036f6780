#include "infrastructure/system/data_lock.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "application/storage_fault.h"

namespace onsale {

DataLock::DataLock(std::filesystem::path const& data) {
    std::error_code failed;
    std::filesystem::create_directories(data, failed);
    if (failed) throw StorageFault("cannot make the data directory " + data.string() + ": " + failed.message());
    auto const path = data / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw StorageFault("cannot open " + path.string() + ": " + std::strerror(errno));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw StorageFault("another onsale is working on " + data.string() + ": stop it first");
    }
}

DataLock::~DataLock() { ::close(file_); }

}  // namespace onsale
