// The report for machines, and what the page for people is drawn from.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "drill/verdict.h"

namespace onsale::drill {

// Times: "at" and "seconds" in seconds, latencies in milliseconds. The shape is in docs/drill.md.
boost::json::object report(Outcome const& outcome, Verdict const& verdict);

// count, p50, p90, p99, p999 and max.
boost::json::object latency_json(Latencies const& all);

boost::json::array findings_json(std::vector<Finding> const& findings);

}  // namespace onsale::drill
