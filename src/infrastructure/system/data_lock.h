// A data directory belongs to one writer at a time: the server keeps its boards in memory, and a second writer would
// make them lie.
#pragma once

#include <filesystem>

namespace onsale {

class DataLock {
  public:
    // Makes the directory if it is not there, for its owner alone; takes from others what they may do with the stores'
    // files that an earlier version left readable. Throws StorageFault when another process has it, or it cannot be
    // made. The kernel gives the lock up when the process ends, however it ends.
    explicit DataLock(std::filesystem::path const& data);
    ~DataLock();
    DataLock(DataLock const&) = delete;
    DataLock& operator=(DataLock const&) = delete;

  private:
    int file_ = -1;
};

}  // namespace onsale
