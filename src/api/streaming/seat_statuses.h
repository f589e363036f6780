// The statuses of a date's seats in two bits each, for halls whose list is long. In the order of the list, four seats a
// byte, the first one in the lowest bits: 0 available, 1 reserved, 2 held; 3 stands behind the last seat.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "application/boards/date_board.h"

namespace onsale::api {

class SeatStatuses {
  public:
    explicit SeatStatuses(std::shared_ptr<DateBoard> board) : board_(std::move(board)) {}

    struct Packed {
        std::shared_ptr<std::string const> bytes;
        std::uint64_t version = 0;
    };
    // As of the last commit and of `now`; packed again only when something changed. Thread-safe.
    Packed packed(Instant now);

  private:
    std::shared_ptr<DateBoard> const board_;
    std::mutex mutex_;
    Packed packed_;
};

}  // namespace onsale::api
