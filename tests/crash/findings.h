// What a crash test has found so far. Thread-safe.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace onsale::tests {

class Findings {
  public:
    void acknowledged();                       // one answer of 2xx that must never be lost
    bool check(bool holds, std::string what);  // one check of what was acknowledged before; gives `holds`
    void violation(std::string what);
    void not_now(std::chrono::steady_clock::duration after);  // one answer of "not now", and how long it took

    std::uint64_t answers() const {
        std::lock_guard const lock(mutex_);
        return answers_;
    }
    std::uint64_t checks() const { return checks_; }
    std::vector<std::string> const& violations() const { return violations_; }
    std::uint64_t not_nows() const {
        std::lock_guard const lock(mutex_);
        return not_nows_;
    }
    std::chrono::milliseconds slowest_not_now() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(slowest_not_now_);
    }

  private:
    mutable std::mutex mutex_;
    std::uint64_t answers_ = 0;
    std::uint64_t checks_ = 0;
    std::uint64_t not_nows_ = 0;
    std::chrono::steady_clock::duration slowest_not_now_{};
    std::vector<std::string> violations_;
};

// Every place in the line that was ever told to a fan. Thread-safe.
class Places {
  public:
    std::int64_t newest();
    // False: somebody was told this number before.
    bool told(std::int64_t place);

    // The line has been lost. Who polled or came in on one node and leaves on another within a beat of that may find
    // that the first one brought the place back, and it is still theirs.
    std::atomic<bool> line_was_lost = false;

  private:
    std::mutex mutex_;
    std::set<std::int64_t> all_;
};

}  // namespace onsale::tests
