// One run of seats as ready-made bytes: all of its seats, and those of each status.
//
// Each is a piece of a JSON array, every seat with a comma behind it, and on demand its compressed twin: a piece of a
// deflate stream that ends on a byte boundary and refers to nothing before it (RFC 1951). A piece is made when it is
// first asked for after its seats changed: the bytes of a seat are copied and its status patched, so that only a seat
// that is new is ever rendered. One thread at a time; bytes that were handed out stay as they are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/rendering/prefix_sums.h"
#include "application/boards/date_board.h"
#include "http/shared_body.h"

namespace onsale::api {

using http::shared;
using http::SharedBytes;

struct SeatPiece {
    SharedBytes json;                  // null or empty: no such seats
    SharedBytes deflated;              // null: not made yet
    std::uint32_t checksum = 0;        // CRC-32 of json without its last comma; made with deflated
    bool compressed = false;           // false: deflated is a stored piece, quick to make
    std::uint64_t made_for = 0;        // the run's version that this was compared with last
    std::uint64_t changed_at = 0;      // the run's version when these bytes were new
    std::shared_ptr<PrefixSums> sums;  // of json

    bool empty() const { return !json || json->empty(); }
};

// What every `deflated` ends with: the comma behind the last seat, which a list must not end with.
SharedBytes const& deflated_comma();

// Where a reader's own reservation goes in a piece's JSON.
struct OwnPlace {
    std::size_t part = 0;  // of a list, for its owner's use
    std::size_t at = 0;    // byte of the piece
    SeatClaim const* claim = nullptr;
};

class RenderedRun {
  public:
    std::uint64_t version() const { return state_.version; }
    std::string const& section() const { return state_.run->section; }
    std::size_t size() const { return state_.statuses.size(); }

    // What the board says now. Cheap: nothing is rendered.
    void update(RunState const& state);

    // The seats of this status, or all. The reference stays; what it says changes with the next update.
    SeatPiece const& piece(std::optional<SeatStatus> status);
    // The same with `deflated`: at least as a stored piece.
    SeatPiece const& deflated_piece(std::optional<SeatStatus> status);
    // Compresses that piece, at 10 ns a byte.
    void compress(std::optional<SeatStatus> status);

    // Appends where the reader's own reservations go in piece(status), which has been asked for since the last update.
    // `mine`: claims on seats of this run, in order, which outlive the places; first_seat: the run's first seat on the
    // board. Claims on seats that the piece does not show are left out.
    void find_places(std::optional<SeatStatus> status, std::span<SeatClaim const> mine, std::size_t first_seat,
                     std::vector<OwnPlace>& places) const;

    bool shows(std::size_t seat, std::optional<SeatStatus> status) const {
        return !status || state_.statuses[seat] == *status;
    }

  private:
    struct Extent {
        std::size_t begin;
        std::size_t status;  // begins here, and is status_width long
        std::size_t end;     // behind the seat's comma
    };
    SeatPiece& slot(std::optional<SeatStatus> status) { return status ? of_status_.at(code(*status)) : all_; }
    static std::size_t code(SeatStatus status) { return static_cast<std::size_t>(status); }
    // Where its deflated bytes are made: when all seats are of one status, that piece is the piece of all.
    SeatPiece& owner_of(SeatPiece& piece) { return piece.json == all_.json ? all_ : piece; }
    void render_seats();
    std::string patched(std::optional<SeatStatus> status) const;
    bool all_are(SeatStatus status) const;
    SeatPiece& made(std::optional<SeatStatus> status);

    RunState state_;
    std::shared_ptr<SeatRun const> rendered_;  // the seats that bytes_ shows
    SharedBytes bytes_;                        // all seats, with statuses of some time ago
    std::vector<Extent> extents_;              // where each seat lies in bytes_
    SeatPiece all_;
    std::array<SeatPiece, 3> of_status_;
};

}  // namespace onsale::api
