// What an audit of a store found: how much there is, and every promise that the data breaks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace onsale {

struct AuditCount {
    std::string what;
    std::int64_t number = 0;
};

struct Violation {
    std::string promise;  // which promise is broken
    std::string where;    // the row that breaks it
};

struct AuditReport {
    std::vector<AuditCount> counts;
    std::vector<std::string> checked;  // the promises that were looked at
    std::vector<Violation> violations;

    bool clean() const { return violations.empty(); }
};

}  // namespace onsale
