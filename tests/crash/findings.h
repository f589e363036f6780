// What the crash test has found so far. Thread-safe.
#pragma once

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

    std::uint64_t answers() const { return answers_; }
    std::uint64_t checks() const { return checks_; }
    std::vector<std::string> const& violations() const { return violations_; }

  private:
    std::mutex mutex_;
    std::uint64_t answers_ = 0;
    std::uint64_t checks_ = 0;
    std::vector<std::string> violations_;
};

// Every place in the line that was ever told to a fan. Thread-safe.
class Places {
  public:
    std::int64_t newest();
    // False: somebody was told this number before.
    bool told(std::int64_t place);

  private:
    std::mutex mutex_;
    std::set<std::int64_t> all_;
};

}  // namespace onsale::tests
