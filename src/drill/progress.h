// Progress: what is seen while the crowd is about. On a terminal one line that is written over; else a line every
// five seconds.
#pragma once

#include <cstdio>
#include <vector>

#include "drill/measures.h"
#include "drill/plan.h"

namespace onsale::drill {

class Progress {
  public:
    Progress(Plan const& plan, std::FILE* out);

    void operator()(Moment now, Measures const& measures);
    // Ends the line on a terminal.
    void finish();

  private:
    Plan const& plan_;
    std::FILE* out_;
    bool terminal_;
    Moment next_{};
};

}  // namespace onsale::drill
