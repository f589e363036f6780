// The ready-made maps of all concert dates: made when first asked for, and again when a date has other seats.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "application/boards/date_board.h"
#include "application/drawings.h"
#include "http/shared_body.h"

namespace onsale::api {

// The same on every node and after every start: nothing but what is in the store goes into it.
struct MapPage {
    // The seats that it shows. Runs never change, so that the same runs are the same map.
    std::vector<std::shared_ptr<SeatRun const>> runs;
    std::shared_ptr<http::SharedBody const> plain;
    std::shared_ptr<http::SharedBody const> gzip;
    std::string plain_etag;  // strong: of these very bytes
    std::string gzip_etag;
};

class HallMaps {
  public:
    // Null: no date has a drawing.
    explicit HallMaps(DrawingArchive* drawings) : drawings_(drawings) {}

    // Null: not made yet, or made when the date had other seats. Thread-safe, and quick.
    std::shared_ptr<MapPage const> find(DateBoard& board, Instant now);

    // Makes it where it is not there, and the board's seating plan. One thread at a time; takes some 3 µs a seat.
    // Errors: StorageFault.
    std::shared_ptr<MapPage const> make(DateBoard& board, Instant now);

    // By the names of the categories that it is drawn with; none where it has no drawing. By the thread that makes
    // maps, and with its errors.
    std::map<std::string, std::vector<SeatId>> seats_by_category(DateBoard& board, Instant now);

    // Thread-safe.
    void forget(ConcertDateId date);

  private:
    DrawingArchive* const drawings_;
    std::mutex mutex_;
    std::map<ConcertDateId, std::shared_ptr<MapPage const>> pages_;
};

}  // namespace onsale::api
