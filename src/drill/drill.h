// A drill: rehearses an on-sale against a server, and hands back what was seen.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "drill/checks.h"
#include "drill/denied.h"
#include "drill/rehearsal.h"

namespace onsale::drill {

// The drill could not begin: no server there, nothing on sale, an answer that is not of the mission's API.
struct CannotBegin : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Outcome {
    Plan plan;
    Moment took{};
    bool complete = true;  // false: the time was up before everybody was home
    std::size_t seats = 0;
    std::size_t sections = 0;
    Measures measures;
    std::vector<Finding> findings;
    Denied denied;
    std::vector<Order> order;

    bool promises_kept() const;
};

// Called every limits::sample_interval while the crowd is about, and once at the end.
using Watcher = std::function<void(Moment now, Measures const& measures)>;

// Sends a probe in to learn the hall, then the crowd; returns when everybody is home. Throws CannotBegin, and
// std::exception for what is our own fault.
std::unique_ptr<Outcome> run(Plan const& plan, Watcher const& watcher);

}  // namespace onsale::drill
