#include "crash/findings.h"

#include <cstdio>

namespace onsale::tests {
namespace {

// The nodes hear of an end within a tenth of a second or two, on a machine that is not busy.
constexpr std::chrono::seconds a_moment{2};

}  // namespace

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
    return all_.empty() ? 0 : all_.rbegin()->first;
}

std::string Places::told(std::int64_t place, std::string const& fan) {
    std::lock_guard const lock(mutex_);
    return all_.try_emplace(place, fan).first->second;
}

void Places::line_is_lost() {
    std::lock_guard const lock(mutex_);
    lost_at_ = std::chrono::steady_clock::now();
}

bool Places::may_be_back(std::chrono::steady_clock::time_point ended) const {
    std::lock_guard const lock(mutex_);
    return lost_at_ && ended >= *lost_at_ - a_moment;
}

}  // namespace onsale::tests
