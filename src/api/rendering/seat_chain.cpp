#include "api/rendering/seat_chain.h"

#include <algorithm>

#include "api/rendering/deflate_pieces.h"
#include "api/rendering/seat_json.h"

namespace onsale::api {

using http::BodyPiece;

SeatChain::SeatChain(Encoding encoding, std::size_t pieces) : encoding_(encoding), sum_(checksum("[")) {
    static SharedBytes const open = shared("[");
    static SharedBytes const gzip_open = shared(std::string(gzip_header()) + stored_piece("["));
    chunks_.reserve(pieces + 2);
    chunks_.emplace_back(encoding == Encoding::gzip ? gzip_open : open);
}

// The comma behind the piece before belongs to the sum from now on.
void SeatChain::begin_sum() {
    static auto const comma = checksum(",");
    if (comma_ > 0) sum_ = combined_checksum(sum_, comma, 1);
}

void SeatChain::add(SeatPiece const& piece) {
    if (encoding_ == Encoding::plain) {
        chunks_.emplace_back(piece.json);
        comma_ = 1;
        return;
    }
    begin_sum();
    sum_ = combined_checksum(sum_, piece.checksum, piece.json->size() - 1);
    size_ += piece.json->size();
    chunks_.emplace_back(piece.deflated);
    comma_ = deflated_comma()->size();
}

void SeatChain::add(SeatPiece const& piece, std::span<OwnPlace const> own) {
    if (own.empty()) return add(piece);
    auto parts = opened(piece, own);
    if (encoding_ == Encoding::plain) {
        chunks_.insert(chunks_.end(), parts.begin(), parts.end());
        comma_ = 1;
        return;
    }
    --parts.back().size;  // the comma is a piece of its own, so that a list can end before it
    sum_up(piece, own, parts);
    store(parts);
    chunks_.emplace_back(deflated_comma());
    comma_ = deflated_comma()->size();
}

// Plain bytes and the reader's own by turns; the plain ones are not copied.
std::vector<BodyPiece> SeatChain::opened(SeatPiece const& piece, std::span<OwnPlace const> own) {
    if (!own_bytes_) own_bytes_ = std::make_shared<std::string>();
    std::vector<BodyPiece> parts;
    parts.reserve(2 * own.size() + 1);
    std::size_t from = 0;
    for (auto const& place : own) {
        parts.emplace_back(piece.json, from, place.at - from);
        auto const begin = own_bytes_->size();
        append_reservation(*own_bytes_, place.claim->reserved);
        parts.emplace_back(own_bytes_, begin, own_bytes_->size() - begin);
        from = place.at;
    }
    parts.emplace_back(piece.json, from, piece.json->size() - from);
    return parts;
}

// With C(x) the sum of x's bytes, of A followed by B: C(AB) = shifted(C(A), |B|) ^ C(B). So the sum of a middle B
// follows from those of A and AB, which the piece knows, and no byte of it is read.
void SeatChain::sum_up(SeatPiece const& piece, std::span<OwnPlace const> own, std::vector<BodyPiece> const& parts) {
    begin_sum();
    ++size_;  // the comma
    std::uint32_t before = piece.sums->up_to(0);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        size_ += parts[i].size;
        if (i % 2 == 1) {
            sum_ = continued_checksum(sum_, parts[i].text());
            continue;
        }
        auto const end = i / 2 < own.size() ? own[i / 2].at : piece.json->size() - 1;
        auto const until = piece.sums->up_to(end);
        sum_ = combined_checksum(sum_ ^ before, until, parts[i].size);
        before = until;
    }
}

void SeatChain::store(std::vector<BodyPiece> const& parts) {
    std::size_t left = 0;
    for (auto const& part : parts) left += part.size;
    std::size_t of_block = 0;
    for (auto part : parts) {
        while (part.size > 0) {
            if (of_block == 0) {
                of_block = std::min(left, longest_stored_block);
                auto const begin = own_bytes_->size();
                append_stored_header(*own_bytes_, of_block);
                chunks_.emplace_back(own_bytes_, begin, own_bytes_->size() - begin);
            }
            auto const taken = std::min(part.size, of_block);
            chunks_.emplace_back(part.bytes, part.from, taken);
            part.from += taken;
            part.size -= taken;
            of_block -= taken;
            left -= taken;
        }
    }
}

std::vector<BodyPiece> SeatChain::close() && {
    static SharedBytes const end = shared("]");
    if (comma_ > 0) {
        chunks_.back().size -= comma_;
        if (chunks_.back().size == 0) chunks_.pop_back();
        --size_;
    }
    sum_ = combined_checksum(sum_, checksum("]"), 1);
    bool const gzip = encoding_ == Encoding::gzip;
    chunks_.emplace_back(gzip ? shared(stored_piece("]") + gzip_trailer(sum_, size_ + 1)) : end);
    return std::move(chunks_);
}

}  // namespace onsale::api
