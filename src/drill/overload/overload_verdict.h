// What an overload must look like to keep the promise: the server answers fewer, not slower, and recovers by itself.
// Pure: an outcome in, findings out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "drill/checks.h"
#include "drill/overload/overload.h"

namespace onsale::drill {

struct OverloadLimits {
    double least_goodput = 0.8;                          // of the peak
    Moment slowest_answer{std::chrono::seconds{2}};      // the p99 of a 2xx: fewer answers, not slower ones
    Moment slowest_refusal{std::chrono::seconds{1}};     // the p99 of a 503
    std::uint64_t memory_growth = 512ULL * 1024 * 1024;  // bytes
    Moment recovery{std::chrono::seconds{5}};
};

struct OverloadVerdict {
    bool good = false;            // everything was kept, and the overload was one
    bool offered_enough = false;  // at least four fifths of what was to be offered
    std::vector<Finding> findings;
    double sent = 0;                  // sent a second
    double goodput = 0;               // 2xx a second, of requests sent in the overload and answered in it
    std::optional<Moment> recovered;  // after the overload's end; nullopt: not within the time that was watched
};

// A window of the light load is normal when nothing was refused, lost or held up, and its p90 is at most half as much
// again (and a millisecond) as the worst of the calm before. Recovered: from the first of four such windows on.
std::optional<Moment> recovery_time(Windows const& calm, Windows const& recovery);

// audited: of the server's data, afterwards; may be empty.
OverloadVerdict judge(OverloadPlan const& plan, OverloadOutcome const& outcome, OverloadLimits const& limits,
                      std::vector<Finding> audited);

// For a terminal, with a line end; and for machines.
std::string table(OverloadPlan const& plan, OverloadOutcome const& outcome, OverloadVerdict const& verdict);
boost::json::object report(OverloadPlan const& plan, OverloadOutcome const& outcome, OverloadVerdict const& verdict);

}  // namespace onsale::drill
