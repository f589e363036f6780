#include "crash/findings.h"

#include <cstdio>

namespace onsale::tests {

void Findings::acknowledged() {
    std::lock_guard const lock(mutex_);
    ++answers_;
}

bool Findings::check(bool holds, std::string what) {
    {
        std::lock_guard const lock(mutex_);
        ++checks_;
    }
    if (!holds) violation(std::move(what));
    return holds;
}

void Findings::not_now(std::chrono::steady_clock::duration after) {
    std::lock_guard const lock(mutex_);
    ++not_nows_;
    slowest_not_now_ = std::max(slowest_not_now_, after);
}

void Findings::violation(std::string what) {
    std::lock_guard const lock(mutex_);
    std::fprintf(stderr, "violation: %s\n", what.c_str());
    violations_.push_back(std::move(what));
}

std::int64_t Places::newest() {
    std::lock_guard const lock(mutex_);
    return all_.empty() ? 0 : *all_.rbegin();
}

bool Places::told(std::int64_t place) {
    std::lock_guard const lock(mutex_);
    return all_.insert(place).second;
}

}  // namespace onsale::tests
