// Finding: what a check found out about one promise.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "drill/limits.h"

namespace onsale::drill {

struct Finding {
    std::string name;             // for --slo and JSON: "oversold"
    std::string promise;          // for people
    std::uint64_t looked_at = 0;  // how many cases
    std::uint64_t violations = 0;
    std::vector<std::string> told;  // the first few, in words
    std::string note = {};          // what else the check found; may be empty
    bool checked = true;            // false: it could not be, or not wholly; the note says why. Violations still count

    bool kept() const { return violations == 0; }
};

template <class... Args>
void accuse(Finding& finding, fmt::format_string<Args...> text, Args&&... args) {
    if (finding.told.size() < limits::told_violations) {
        finding.told.push_back(fmt::format(text, std::forward<Args>(args)...));
    }
    ++finding.violations;
}

}  // namespace onsale::drill
