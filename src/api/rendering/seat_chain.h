// Puts the pieces of a list of seats one behind the other, as a JSON array or as the gzip file of one.
//
// The pieces are shared with other lists and stay as they are. What one reader alone sees, their own reservations, is
// put in between: a few hundred bytes for each, whatever the size of the piece. Compressed bytes cannot be cut open, so
// such a piece goes out in stored blocks that refer to the plain one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "api/rendering/rendered_run.h"
#include "http/shared_body.h"

namespace onsale::api {

enum class Encoding : std::uint8_t { plain, gzip };

class SeatChain {
  public:
    // pieces: how many will come, about.
    SeatChain(Encoding encoding, std::size_t pieces);

    void add(SeatPiece const& piece);
    void add(SeatPiece const& piece, std::span<OwnPlace const> own);  // in order, all of this piece

    std::vector<http::BodyPiece> close() &&;  // the last piece loses its comma

  private:
    std::vector<http::BodyPiece> opened(SeatPiece const& piece, std::span<OwnPlace const> own);
    void sum_up(SeatPiece const& piece, std::span<OwnPlace const> own, std::vector<http::BodyPiece> const& parts);
    void store(std::vector<http::BodyPiece> const& parts);
    void begin_sum();

    Encoding const encoding_;
    std::vector<http::BodyPiece> chunks_;
    std::shared_ptr<std::string> own_bytes_;  // null: none yet
    std::size_t comma_ = 0;                   // bytes at the end of the last chunk that a list does not end with
    std::uint32_t sum_;                       // of all so far, without the last comma
    std::size_t size_ = 1;                    // of all so far, with the last comma
};

}  // namespace onsale::api
