// The ready-made seat lists of all concert dates, made when first asked for.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "api/rendering/seat_list.h"

namespace onsale::api {

class SeatLists {
  public:
    // Thread-safe.
    std::shared_ptr<SeatList> of(std::shared_ptr<DateBoard> const& board) {
        std::lock_guard const lock(mutex_);
        auto& list = lists_[board->date().id];
        if (!list) list = std::make_shared<SeatList>(board);
        return list;
    }

    void forget(ConcertDateId date) {
        std::lock_guard const lock(mutex_);
        lists_.erase(date);
    }

  private:
    std::mutex mutex_;
    std::map<ConcertDateId, std::shared_ptr<SeatList>> lists_;
};

}  // namespace onsale::api
