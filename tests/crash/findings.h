// What a crash test has found so far. Thread-safe.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
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
    // The fan who was told this number first: `fan`, unless it was somebody else before.
    std::string told(std::int64_t place, std::string const& fan);

    // The line loses what it has, now. A fan who leaves or pays in that moment may find the place given back: it is
    // still theirs.
    void line_is_lost();
    // A place that had ended then: may it have come back?
    bool may_be_back(std::chrono::steady_clock::time_point ended) const;

  private:
    mutable std::mutex mutex_;
    std::optional<std::chrono::steady_clock::time_point> lost_at_;
    std::map<std::int64_t, std::string> all_;  // and the first who was told it
};

}  // namespace onsale::tests
