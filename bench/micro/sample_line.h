// A line in which everybody waits: the places 1 to `fans`.
#pragma once

#include <cstdint>
#include <memory>

#include "bench/micro/sample_board.h"
#include "domain/waiting/waiting_line.h"

namespace onsale::bench {

inline std::unique_ptr<WaitingLine> sample_line(std::uint32_t fans) {
    LineRules const rules{.capacity = 1'000,
                          .admit_per_second = 200,
                          .claim_window = seconds{30},
                          .session_term = seconds{600},
                          .away_after = seconds{90}};
    auto line = std::make_unique<WaitingLine>(rules, noon);
    for (std::uint32_t n = 1; n <= fans; ++n) line->add({n}, numbered<UserId>(n), noon);
    return line;
}

}  // namespace onsale::bench
