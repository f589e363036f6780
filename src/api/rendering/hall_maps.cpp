#include "api/rendering/hall_maps.h"

#include <algorithm>
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

using Runs = std::vector<std::shared_ptr<SeatRun const>>;

bool has_runs(DateBoard& board, Runs const& runs, Instant now) {
    bool same = false;
    board.read(now, [&](std::span<RunState const> states, std::uint64_t) {
        same = std::ranges::equal(states, runs, {}, &RunState::run);
    });
    return same;
}

// They may be read on without the board's lock.
Runs runs_of(DateBoard& board, Instant now) {
    Runs runs;
    board.read(now, [&](std::span<RunState const> states, std::uint64_t) {
        for (auto const& state : states) runs.push_back(state.run);
    });
    return runs;
}

// Borrows the labels.
hall::OfferedSeat offered(Seat const& seat, SeatLabels const& labels) {
    return {seat.number, seat.price, {labels.section, labels.row, labels.seat}, seat.traits};
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

SeatChoices::Plan seating_plan_of(std::span<hall::OfferedSeat const> seats, hall::HallMap const& map,
                                  seating::Companions companions) {
    std::vector<seating::PlacedSeat> placed;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        placed.push_back(
            {.name = seats[i].name, .point = map.positions[i], .price = seats[i].price, .traits = seats[i].traits});
    }
    return std::make_shared<seating::SeatingPlan const>(
        seating::seating_plan(placed, seating::focal_point_of(map.stage), companions));
}

MapPage page_of(std::string json, Runs runs) {
    auto const digest = digest_of(json);
    std::string gzip(gzip_header());
    gzip.append(deflate_piece(json)).append(gzip_trailer(checksum(json), json.size()));
    return {.runs = std::move(runs),
            .plain = body_of(std::move(json)),
            .gzip = body_of(std::move(gzip)),
            .plain_etag = fmt::format("\"{}\"", digest),
            .gzip_etag = fmt::format("\"{}-gzip\"", digest)};
}

}  // namespace

std::shared_ptr<MapPage const> HallMaps::find(DateBoard& board, Instant now) {
    std::shared_ptr<MapPage const> page;
    {
        std::lock_guard const lock(mutex_);
        if (auto const found = pages_.find(board.date().id); found != pages_.end()) page = found->second;
    }
    return page && has_runs(board, page->runs, now) ? page : nullptr;
}

std::shared_ptr<MapPage const> HallMaps::make(DateBoard& board, Instant now) {
    // Somebody else asked for it, too.
    if (auto page = find(board, now); page && board.seating_plan()) return page;
    auto runs = runs_of(board, now);
    std::vector<hall::OfferedSeat> seats;
    for (auto const& run : runs) {
        for (auto const& [seat, labels] : run->seats) {
            seats.push_back(offered(seat, labels));
        }
    }
    auto const drawing = drawings_ == nullptr ? std::nullopt : drawings_->find(board.date().id);
    auto const map = hall::map_of(seats, drawing ? &*drawing : nullptr);
    board.use(seating_plan_of(seats, map, board.companions()), runs);
    auto page = std::make_shared<MapPage const>(page_of(json_of(map, board.date().id), std::move(runs)));
    std::lock_guard const lock(mutex_);
    pages_[board.date().id] = page;
    return page;
}

void HallMaps::forget(ConcertDateId date) {
    std::lock_guard const lock(mutex_);
    pages_.erase(date);
}

std::map<std::string, std::vector<SeatId>> HallMaps::seats_by_category(DateBoard& board, Instant now) {
    std::map<std::string, std::vector<SeatId>> categories;
    auto const drawing = drawings_ == nullptr ? std::nullopt : drawings_->find(board.date().id);
    if (!drawing) return categories;
    for (auto const& category : drawing->categories) categories[category.name];
    for (auto const& run : runs_of(board, now)) {
        for (auto const& [seat, labels] : run->seats) {
            auto const category = hall::category_of(&*drawing, offered(seat, labels));
            if (category != hall::no_category) categories[drawing->categories[category].name].push_back(seat.id);
        }
    }
    return categories;
}

}  // namespace onsale::api
