// What this disk takes to make 4 KiB durable.
#pragma once

#include <cstddef>
#include <filesystem>

namespace onsale::bench {

struct FlushTimes {
    double p50_us = 0;
    double p99_us = 0;
};

// One after the other: 4 KiB appended to a file of its own in the directory, then fdatasync; both count. The file is
// removed. Throws std::system_error.
FlushTimes measure_flushes(std::filesystem::path const& data, std::size_t times);

}  // namespace onsale::bench
