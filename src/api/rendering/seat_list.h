// The list of a concert date's seats as ready-made bytes, and their compressed twin: of all seats, or of one section,
// one status, or both.
//
// Kept run by run (at most 128 seats of one section), so that one sold seat does not re-render 40,000. A list is put
// together from the runs' pieces once for each version of the board, by the first one who reads it; a list whose runs
// did not change is put together from the pieces there are. The gzip twin is made when somebody takes gzip: the
// checksum of the whole is combined from the pieces' ones. A piece that changed is sent stored at once and is
// compressed later, a few at each reading, so that a busy sale costs no reader more than a few hundred microseconds.
//
// Thread-safe; what was handed out stays as it is.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/rendering/rendered_run.h"
#include "api/rendering/seat_chain.h"
#include "application/boards/date_board.h"
#include "http/shared_body.h"

namespace onsale::api {

// Which seats of a date.
struct SeatFilter {
    std::optional<SeatStatus> status{};    // none: of any
    std::optional<std::string> section{};  // none: of all

    bool all() const { return !status && !section; }
    auto operator<=>(SeatFilter const&) const = default;
};

// Names a reader's own claims in an entity tag. 0: none.
std::uint64_t fingerprint(std::span<SeatClaim const> claims);

class SeatList {
  public:
    struct Pages {
        // Of all seats: the board's version. Of a filter: the version of the board that last changed this list; it
        // stays while other seats change.
        std::uint64_t version = 0;
        std::uint64_t own = 0;                           // the fingerprint of the reader's claims in it
        std::shared_ptr<http::SharedBody const> body{};  // the JSON array, as it is or compressed
    };

    struct Wanted {
        SeatFilter filter{};
        Encoding encoding = Encoding::plain;
        // The reader's own claims here (DateBoard::claims_of), in order. Those in the list are put in between the
        // shared pieces, outside of the list's lock: a reading costs about the same whatever its reader holds.
        std::span<SeatClaim const> mine{};
    };

    explicit SeatList(std::shared_ptr<DateBoard> board) : board_(std::move(board)) {}

    // As of the last commit and of `now`.
    std::shared_ptr<Pages const> pages(Instant now, Wanted const& wanted);

  private:
    struct Key {
        SeatFilter filter;
        Encoding encoding;
        auto operator<=>(Key const&) const = default;
    };
    struct Part {
        std::size_t run;
        SeatPiece piece;
    };
    using Parts = std::vector<Part>;
    struct Ready {
        std::shared_ptr<Pages const> pages;
        std::shared_ptr<Parts const> parts;  // what the pages are made of
        std::vector<std::size_t> stored;     // gzip: runs whose piece of it is not compressed yet
    };
    void bring_up_to_date(Instant now);
    Ready const& ready(Key const& key, Ready& unkept);
    Ready put_together(Key const& key);
    std::vector<OwnPlace> places_of(Parts const& parts, SeatFilter const& filter,
                                    std::span<SeatClaim const> mine) const;

    std::shared_ptr<DateBoard> const board_;
    std::mutex mutex_;
    std::uint64_t version_ = 0;
    std::vector<RenderedRun> runs_;
    std::map<Key, Ready> ready_;  // of version_: what somebody asked for
    bool warm_ = false;           // something was compressed before
};

}  // namespace onsale::api
