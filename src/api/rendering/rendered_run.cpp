#include "api/rendering/rendered_run.h"

#include <algorithm>

#include "api/rendering/deflate_pieces.h"
#include "api/rendering/seat_json.h"

namespace onsale::api {
namespace {

std::string_view without_comma(std::string_view json) { return json.substr(0, json.size() - 1); }

void store(SeatPiece& piece) {
    auto const json = without_comma(*piece.json);
    piece.checksum = checksum(json);
    piece.deflated = shared(stored_piece(json) + *deflated_comma());
    piece.compressed = false;
}

void share(SeatPiece const& owner, SeatPiece& piece) {
    piece.deflated = owner.deflated;
    piece.checksum = owner.checksum;
    piece.compressed = owner.compressed;
}

}  // namespace

// A piece of its own, so that a list can end before it.
SharedBytes const& deflated_comma() {
    static SharedBytes const comma = shared(stored_piece(","));
    return comma;
}

// Here a blocked seat is as one that is sold: it has the same text, and stands in the same lists.
void RenderedRun::update(RunState const& state) {
    state_ = state;
    std::ranges::replace(state_.statuses, SeatStatus::blocked, SeatStatus::sold);
}

SeatPiece const& RenderedRun::piece(std::optional<SeatStatus> status) { return made(status); }

SeatPiece const& RenderedRun::deflated_piece(std::optional<SeatStatus> status) {
    auto& piece = made(status);
    if (piece.empty()) return piece;
    auto& owner = owner_of(piece);
    if (!owner.deflated) store(owner);
    share(owner, piece);
    return piece;
}

void RenderedRun::compress(std::optional<SeatStatus> status) {
    auto& piece = made(status);
    auto& owner = owner_of(piece);
    if (!owner.compressed) {
        auto const json = without_comma(*owner.json);
        owner.checksum = checksum(json);
        owner.deflated = shared(deflate_piece(json) + *deflated_comma());
        owner.compressed = true;
    }
    share(owner, piece);
}

void RenderedRun::find_places(std::optional<SeatStatus> status, std::span<SeatClaim const> mine, std::size_t first_seat,
                              std::vector<OwnPlace>& places) const {
    std::size_t begin = 0;  // of the seat in the piece
    std::size_t seat = 0;   // the first that `begin` does not count
    for (auto const& claim : mine) {
        auto const at = claim.seat - first_seat;
        for (; seat < at; ++seat) {
            if (shows(seat, status)) begin += extents_[seat].end - extents_[seat].begin;
        }
        if (!shows(at, status)) continue;
        places.push_back(
            {.at = begin + (extents_[at].status - extents_[at].begin) + own_reservation_offset, .claim = &claim});
    }
}

SeatPiece& RenderedRun::made(std::optional<SeatStatus> status) {
    if (rendered_ != state_.run) render_seats();
    auto& piece = slot(status);
    if (piece.made_for == state_.version) return piece;
    SharedBytes json;
    if (status && all_are(*status)) {
        json = made({}).json;  // shares its bytes, the compressed ones, too
    } else {
        json = shared(patched(status));
    }
    piece.made_for = state_.version;
    bool const same = piece.json ? *piece.json == *json : json->empty();
    if (same) return piece;
    piece.json = std::move(json);
    piece.deflated.reset();
    piece.compressed = false;
    piece.changed_at = state_.version;
    piece.sums = status && piece.json == all_.json ? all_.sums : std::make_shared<PrefixSums>(piece.json);
    if (!status) bytes_ = piece.json;  // so that nothing is kept twice
    return piece;
}

void RenderedRun::render_seats() {
    std::string json;
    extents_.clear();
    extents_.reserve(size());
    for (std::size_t at = 0; at < size(); ++at) {
        auto const begin = json.size();
        auto const status_at = append_seat(json, state_.run->seats[at], state_.statuses[at], nullptr);
        json.push_back(',');
        extents_.push_back({begin, status_at, json.size()});
    }
    bytes_ = shared(std::move(json));
    rendered_ = state_.run;
}

std::string RenderedRun::patched(std::optional<SeatStatus> status) const {
    std::string json;
    if (!status) {
        json = *bytes_;
        for (std::size_t at = 0; at < size(); ++at) {
            json.replace(extents_[at].status, status_width, status_text(state_.statuses[at]));
        }
        return json;
    }
    for (std::size_t at = 0; at < size(); ++at) {
        if (!shows(at, status)) continue;
        auto const& extent = extents_[at];
        auto const status_at = json.size() + (extent.status - extent.begin);
        json.append(*bytes_, extent.begin, extent.end - extent.begin);
        json.replace(status_at, status_width, status_text(*status));
    }
    return json;
}

bool RenderedRun::all_are(SeatStatus status) const {
    return std::ranges::all_of(state_.statuses, [&](auto each) { return each == status; });
}

}  // namespace onsale::api
