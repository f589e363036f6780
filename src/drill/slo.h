// Limits that a drill must keep, as an operator writes them: "p99.poll<50ms", "oversold=0", "errors<=10".
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "drill/checks.h"
#include "drill/measures.h"

namespace onsale::drill {

struct Slo {
    enum class Relation : std::uint8_t { less, at_most, equal, at_least, more };

    std::string text;    // as written
    std::string metric;  // "p99.poll", "oversold"
    Relation relation = Relation::equal;
    double limit = 0;  // of a latency: microseconds
};

// NUMBER or, for a latency (p50, p90, p99, p99.9 or max of a step, as "p99.poll"), a time in us, ms or s. The other
// metrics: the names of the findings, and errors (answers that did not come), 5xx, shed, paid, entered, seconds
// (the whole drill), requests_per_second. Unexpected: a complaint in words.
std::expected<Slo, std::string> parse_slo(std::string_view text);

struct SloResult {
    Slo slo;
    double value = 0;
    bool measured = true;  // false: nothing of the kind happened, or was not checked; such a limit is not kept
    bool kept = false;
};

std::vector<SloResult> judge(std::vector<Slo> const& slos, Measures const& measures,
                             std::vector<Finding> const& findings, Moment took);

// "49.2 ms" or "17": a limit or a value of this metric for people.
std::string shown(Slo const& slo, double value);

}  // namespace onsale::drill
