// The list of a concert date's seats as ready-made bytes, and their compressed twin.
//
// Kept run by run (at most 128 seats of one section): when a seat changes, its run's JSON is copied and its status
// patched, so that one sold seat does not re-render 40,000. The gzip twin is put together from the runs, too: each is
// a piece of a deflate stream that ends on a byte boundary and refers to nothing before it (RFC 1951), and the checksum
// of the whole is combined from theirs. A run that changed is sent as a stored piece at once and is compressed later, a
// few at each reading, so that a busy sale costs no reader more than a few hundred microseconds.
//
// Thread-safe; what was handed out stays as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "application/boards/date_board.h"

namespace onsale::api {

class SeatList {
  public:
    using Bytes = std::shared_ptr<std::string const>;

    struct Pages {
        std::uint64_t version = 0;
        std::vector<Bytes> plain;  // one after the other: the JSON array
        std::vector<Bytes> gzip;   // one after the other: the same, compressed
    };

    explicit SeatList(std::shared_ptr<DateBoard> board) : board_(std::move(board)) {}

    // As of the last commit and of `now`. `mine`: the reader's own claims here (DateBoard::claims_of); with any, their
    // runs are rendered for this reader alone, and the rest is shared.
    std::shared_ptr<Pages const> pages(Instant now, std::span<SeatClaim const> mine = {});

  private:
    struct Run {
        std::shared_ptr<SeatRun const> seats;
        std::uint64_t version = 0;
        Bytes json;                             // with a trailing comma, but for the last run
        std::vector<std::size_t> status_spots;  // where each seat's status begins
        Bytes deflated;                         // a piece of the deflate stream
        std::uint32_t checksum = 0;             // CRC-32 of json
        bool compressed = false;                // false: deflated is a stored piece
    };
    struct Change {
        std::size_t run;
        RunState state;
        bool last;
    };

    std::vector<Change> changes(Instant now, std::uint64_t& version);
    static void render(Run& run, Change const& change);
    void compress_some();
    // Some runs may stand in for the shared ones: run index -> its own bytes.
    using OwnRuns = std::map<std::size_t, Run>;
    std::shared_ptr<Pages const> put_together(std::uint64_t version, OwnRuns const& own) const;
    OwnRuns render_for(std::span<SeatClaim const> mine) const;

    std::shared_ptr<DateBoard> const board_;
    std::mutex mutex_;
    std::vector<Run> runs_;
    std::size_t stored_runs_ = 0;  // not compressed yet
    std::shared_ptr<Pages const> pages_;
};

}  // namespace onsale::api
