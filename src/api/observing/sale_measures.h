// The measures of the sale itself for /metrics: the line, the clerk, the seats, the streams. Read when they are asked
// for.
#pragma once

#include <prometheus/collectable.h>

#include "api/streaming/streams.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "application/line/line.h"

namespace onsale::api {

class SaleMeasures final : public prometheus::Collectable {
  public:
    // Borrows all. Thread-safe.
    SaleMeasures(Clock const& clock, Line const& line, Clerk const& clerk, Boards const& boards, Streams const& streams)
        : clock_(clock), line_(line), clerk_(clerk), boards_(boards), streams_(streams) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

  private:
    Clock const& clock_;
    Line const& line_;
    Clerk const& clerk_;
    Boards const& boards_;
    Streams const& streams_;
};

}  // namespace onsale::api
