// The verdict: every promise that was checked, every limit that was set, and whether all of them were kept.
#pragma once

#include <string>
#include <vector>

#include "drill/drill.h"
#include "drill/slo.h"

namespace onsale::drill {

struct Verdict {
    bool good = false;              // complete, every finding kept, every limit kept
    std::vector<Finding> findings;  // the drill's own, then the audit's
    std::vector<SloResult> slos;
};

// audited: what an audit of the server's data found afterwards; empty: there was none.
Verdict judge(Outcome const& outcome, std::vector<Finding> audited, std::vector<Slo> const& slos);

// For a terminal, with a line end: a finding in a line, and what was found under it; and the last line of all.
std::string line_of(Finding const& finding);
std::string closing_line(bool good, std::vector<Finding> const& findings);

// The table for a terminal, with a line end.
std::string table(Outcome const& outcome, Verdict const& verdict);

}  // namespace onsale::drill
