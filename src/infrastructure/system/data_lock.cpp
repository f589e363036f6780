#include "infrastructure/system/data_lock.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "application/storage_fault.h"

namespace onsale {

namespace {

// The stores and what SQLite lays next to them; it makes those with the rights of the store. A folder that somebody
// else made may hold other things.
void make_private(std::filesystem::path const& data) {
    using std::filesystem::perms;
    std::error_code ignored;
    for (auto const& entry : std::filesystem::directory_iterator(data, ignored)) {
        auto const name = entry.path().filename().string();
        if (!name.starts_with("sale.db") && !name.starts_with("line.db")) continue;
        std::filesystem::permissions(entry.path(), perms::group_all | perms::others_all,
                                     std::filesystem::perm_options::remove, ignored);
    }
}

}  // namespace

DataLock::DataLock(std::filesystem::path const& data) {
    std::error_code failed;
    bool const made = std::filesystem::create_directories(data, failed);
    if (failed) throw StorageFault("cannot make the data directory " + data.string() + ": " + failed.message());
    if (made) std::filesystem::permissions(data, std::filesystem::perms::owner_all, failed);
    auto const path = data / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw StorageFault("cannot open " + path.string() + ": " + std::strerror(errno));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw StorageFault("another onsale is working on " + data.string() + ": stop it first");
    }
    make_private(data);
}

DataLock::~DataLock() { ::close(file_); }

}  // namespace onsale
