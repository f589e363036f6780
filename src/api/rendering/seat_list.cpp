#include "api/rendering/seat_list.h"

#include <algorithm>

#include "api/rendering/deflate_pieces.h"

namespace onsale::api {
namespace {

// At 0.3 ms a run: what a reading may spend on compressing pieces that changed.
constexpr std::size_t pieces_compressed_a_reading = 4;

bool is_in(RenderedRun const& run, SeatFilter const& filter) {
    return !filter.section || run.section() == *filter.section;
}

// What one reader sees, made for them alone.
std::vector<http::BodyPiece> with_own(Encoding encoding, auto const& parts, std::span<OwnPlace const> own) {
    SeatChain chain(encoding, parts.size() + 2 * own.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto const beyond = std::ranges::find_if(own, [&](auto const& place) { return place.part != i; });
        auto const here = own.first(static_cast<std::size_t>(beyond - own.begin()));
        chain.add(parts[i].piece, here);
        own = own.subspan(here.size());
    }
    return std::move(chain).close();
}

}  // namespace

std::uint64_t fingerprint(std::span<SeatClaim const> claims) {
    std::uint64_t print = 0;
    for (auto const& [seat, reserved] : claims) {
        print = print * 31 + std::hash<ReservedSeatId>{}(reserved.id) + static_cast<std::uint64_t>(reserved.state);
    }
    return print;
}

std::shared_ptr<SeatList::Pages const> SeatList::pages(Instant now, Wanted const& wanted) {
    std::shared_ptr<Pages const> shared_by_all;
    std::shared_ptr<Parts const> parts;
    std::vector<OwnPlace> own;
    {
        std::lock_guard const lock(mutex_);
        bring_up_to_date(now);
        Ready unkept;
        auto const& list = ready({wanted.filter, wanted.encoding}, unkept);
        shared_by_all = list.pages;
        if (wanted.mine.empty()) return shared_by_all;
        own = places_of(*list.parts, wanted.filter, wanted.mine);
        if (own.empty()) return shared_by_all;
        parts = list.parts;
    }
    std::vector<SeatClaim> shown;
    for (auto const& place : own) shown.push_back(*place.claim);
    auto body = std::make_shared<http::SharedBody const>(with_own(wanted.encoding, *parts, own));
    return std::make_shared<Pages const>(Pages{shared_by_all->version, fingerprint(shown), std::move(body)});
}

void SeatList::bring_up_to_date(Instant now) {
    if (version_ != 0 && version_ == board_->version(now)) return;
    board_->read(now, [&](std::span<RunState const> states, std::uint64_t version) {
        runs_.resize(states.size());
        for (std::size_t i = 0; i < states.size(); ++i) {
            if (runs_[i].version() != states[i].version) runs_[i].update(states[i]);
        }
        version_ = version;
    });
    ready_.clear();
}

// `unkept` holds a list that nobody will ask for again: of a section that does not exist.
SeatList::Ready const& SeatList::ready(Key const& key, Ready& unkept) {
    auto const found = ready_.find(key);
    if (found != ready_.end() && found->second.stored.empty()) return found->second;
    auto list = found == ready_.end() ? put_together(key) : found->second;
    if (!list.stored.empty()) {
        // The very first reading compresses everything, so that nobody is sent a whole hall uncompressed.
        auto left = warm_ ? pieces_compressed_a_reading : list.stored.size();
        for (auto const run : list.stored) {
            if (left-- == 0) break;
            runs_[run].compress(key.filter.status);
        }
        list = put_together(key);
        warm_ = true;
    }
    bool const no_seats = list.pages->body->pieces().size() == 2;
    if (no_seats && key.filter.section) return unkept = std::move(list);
    return ready_[key] = std::move(list);
}

// Only looks up where they are; nothing is rendered under the lock.
std::vector<OwnPlace> SeatList::places_of(Parts const& parts, SeatFilter const& filter,
                                          std::span<SeatClaim const> mine) const {
    std::vector<OwnPlace> places;
    places.reserve(mine.size());
    std::size_t first_seat = 0;
    std::size_t part = 0;
    for (std::size_t i = 0; i < runs_.size() && !mine.empty() && part < parts.size(); ++i) {
        auto const end_seat = first_seat + runs_[i].size();
        auto const beyond = std::ranges::find_if(mine, [&](auto const& claim) { return claim.seat >= end_seat; });
        auto const here = mine.first(static_cast<std::size_t>(beyond - mine.begin()));
        if (parts[part].run == i) {
            auto const before = places.size();
            runs_[i].find_places(filter.status, here, first_seat, places);
            for (auto& place : std::span(places).subspan(before)) place.part = part;
            ++part;
        }
        mine = mine.subspan(here.size());
        first_seat = end_seat;
    }
    return places;
}

SeatList::Ready SeatList::put_together(Key const& key) {
    auto const& [filter, encoding] = key;
    bool const gzip = encoding == Encoding::gzip;
    Ready list;
    Parts parts;
    std::uint64_t changed_at = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        auto& run = runs_[i];
        if (!is_in(run, filter)) continue;
        auto const& piece = gzip ? run.deflated_piece(filter.status) : run.piece(filter.status);
        changed_at = std::max(changed_at, piece.changed_at);
        if (piece.empty()) continue;
        if (gzip && !piece.compressed) list.stored.push_back(i);
        parts.push_back({i, piece});
    }
    list.pages =
        std::make_shared<Pages const>(Pages{filter.all() ? version_ : changed_at, 0,
                                            std::make_shared<http::SharedBody const>(with_own(encoding, parts, {}))});
    list.parts = std::make_shared<Parts const>(std::move(parts));
    return list;
}

}  // namespace onsale::api
