#include "api/rendering/hall_maps.h"

#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "api/rendering/deflate_pieces.h"
#include "api/rendering/hall_map_json.h"

namespace onsale::api {
namespace {

std::size_t count_seats(DateBoard& board, Instant now) {
    std::size_t seats = 0;
    board.read(now, [&](std::span<RunState const> runs, std::uint64_t) {
        for (auto const& run : runs) seats += run.statuses.size();
    });
    return seats;
}

// 128 bits of the bytes' SHA-256.
std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error("OpenSSL has no SHA-256");
    }
    std::string text;
    for (std::size_t i = 0; i < 16; ++i) fmt::format_to(std::back_inserter(text), "{:02x}", digest[i]);
    return text;
}

std::shared_ptr<http::SharedBody const> body_of(std::string bytes) {
    return std::make_shared<http::SharedBody const>(
        std::vector<http::BodyPiece>{std::make_shared<std::string const>(std::move(bytes))});
}

MapPage page_of(std::string json, std::size_t seats) {
    auto const digest = digest_of(json);
    std::string gzip(gzip_header());
    gzip.append(deflate_piece(json)).append(gzip_trailer(checksum(json), json.size()));
    return {.seats = seats,
            .plain = body_of(std::move(json)),
            .gzip = body_of(std::move(gzip)),
            .plain_etag = fmt::format("\"{}\"", digest),
            .gzip_etag = fmt::format("\"{}-gzip\"", digest)};
}

}  // namespace

std::shared_ptr<MapPage const> HallMaps::find(DateBoard& board, Instant now) {
    auto const seats = count_seats(board, now);
    std::lock_guard const lock(mutex_);
    auto const found = pages_.find(board.date().id);
    return found == pages_.end() || found->second->seats != seats ? nullptr : found->second;
}

std::shared_ptr<MapPage const> HallMaps::make(DateBoard& board, Instant now) {
    if (auto page = find(board, now)) return page;     // somebody else asked for it, too
    std::vector<std::shared_ptr<SeatRun const>> runs;  // never change: read on without the board's lock
    board.read(now, [&](std::span<RunState const> states, std::uint64_t) {
        for (auto const& state : states) runs.push_back(state.run);
    });
    std::vector<hall::OfferedSeat> seats;
    for (auto const& run : runs) {
        for (auto const& [seat, labels] : run->seats) {
            seats.push_back({seat.number, seat.price, {labels.section, labels.row, labels.seat}});
        }
    }
    auto const drawing = drawings_ == nullptr ? std::nullopt : drawings_->find(board.date().id);
    auto const map = hall::map_of(seats, drawing ? &*drawing : nullptr);
    auto page = std::make_shared<MapPage const>(page_of(json_of(map, board.date().id), seats.size()));
    std::lock_guard const lock(mutex_);
    pages_[board.date().id] = page;
    return page;
}

}  // namespace onsale::api
