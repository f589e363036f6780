// The measures of the sale itself for /metrics: the line, the clerk, the seats, the streams. Read when they are asked
// for.
#pragma once

#include <functional>

#include <prometheus/collectable.h>

#include "api/streaming/streams.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "application/clock_offsets.h"
#include "application/line/line.h"

namespace onsale::api {

class SaleMeasures final : public prometheus::Collectable {
  public:
    // Borrows all. Thread-safe. offsets: of this node's clock, as measured now.
    SaleMeasures(Clock const& clock, std::function<ClockOffsets()> offsets, Line const& line, Clerk const& clerk,
                 Boards const& boards, Streams const& streams)
        : clock_(clock), offsets_(std::move(offsets)), line_(line), clerk_(clerk), boards_(boards), streams_(streams) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

  private:
    Clock const& clock_;
    std::function<ClockOffsets()> const offsets_;
    Line const& line_;
    Clerk const& clerk_;
    Boards const& boards_;
    Streams const& streams_;
};

}  // namespace onsale::api
