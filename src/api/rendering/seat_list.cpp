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

// Puts pieces one behind the other; the last one loses its comma.
class Chain {
  public:
    explicit Chain(Encoding encoding) : encoding_(encoding) {
        static SharedBytes const open = shared("[");
        static SharedBytes const gzip_open = shared(std::string(gzip_header()) + stored_piece("["));
        chunks_.push_back(encoding == Encoding::gzip ? gzip_open : open);
    }

    void reserve(std::size_t pieces) { chunks_.reserve(pieces + 2); }

    // Keeps a reference to the piece until the next one, or the end.
    void add(SeatPiece const& piece) {
        if (encoding_ == Encoding::plain) {
            chunks_.push_back(piece.json);
        } else {
            static auto const comma = checksum(",");
            if (last_ != nullptr) sum_ = combined_checksum(sum_, comma, 1);
            sum_ = combined_checksum(sum_, piece.checksum, piece.json->size() - 1);
            size_ += piece.json->size();
            chunks_.push_back(piece.deflated);
        }
        last_ = &piece;
    }

    std::vector<SharedBytes> close() && {
        static SharedBytes const end = shared("]");
        bool const gzip = encoding_ == Encoding::gzip;
        if (last_ != nullptr) {
            chunks_.back() = gzip ? last_of_deflated_list(*last_) : last_of_list(*last_);
            --size_;
        }
        sum_ = combined_checksum(sum_, checksum("]"), 1);
        chunks_.push_back(gzip ? shared(stored_piece("]") + gzip_trailer(sum_, size_ + 1)) : end);
        return std::move(chunks_);
    }

  private:
    Encoding const encoding_;
    std::vector<SharedBytes> chunks_;
    SeatPiece const* last_ = nullptr;
    std::uint32_t sum_ = checksum("[");  // of all so far, without the last comma
    std::size_t size_ = 1;               // of all so far, with the last comma
};

}  // namespace

std::uint64_t fingerprint(std::span<SeatClaim const> claims) {
    std::uint64_t print = 0;
    for (auto const& [seat, reservation] : claims) {
        print = print * 31 + std::hash<ReservationId>{}(reservation.id) + static_cast<std::uint64_t>(reservation.state);
    }
    return print;
}

std::shared_ptr<SeatList::Pages const> SeatList::pages(Instant now, Wanted const& wanted) {
    std::lock_guard const lock(mutex_);
    bring_up_to_date(now);
    Key const key{wanted.filter, wanted.encoding};
    Ready unkept;
    auto const& shared_by_all = ready(key, unkept);
    if (wanted.mine.empty()) return shared_by_all.pages;
    std::uint64_t own_fingerprint = 0;
    auto const own = render_for(key, wanted.mine, own_fingerprint);
    return own.empty() ? shared_by_all.pages : put_together(key, own, own_fingerprint).pages;
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
    auto list = found == ready_.end() ? put_together(key, {}, 0) : found->second;
    if (!list.stored.empty()) {
        // The very first reading compresses everything, so that nobody is sent a whole hall uncompressed.
        auto left = warm_ ? pieces_compressed_a_reading : list.stored.size();
        for (auto const run : list.stored) {
            if (left-- == 0) break;
            runs_[run].compress(key.filter.status);
        }
        list = put_together(key, {}, 0);
        warm_ = true;
    }
    bool const no_seats = list.pages->body->pieces().size() == 2;
    if (no_seats && key.filter.section) return unkept = std::move(list);
    return ready_[key] = std::move(list);
}

SeatList::OwnPieces SeatList::render_for(Key const& key, std::span<SeatClaim const> mine,
                                         std::uint64_t& own_fingerprint) const {
    auto const& [filter, encoding] = key;
    OwnPieces own;
    std::vector<SeatClaim> shown;
    std::size_t first_seat = 0;
    for (std::size_t i = 0; i < runs_.size() && !mine.empty(); ++i) {
        auto const& run = runs_[i];
        auto const end_seat = first_seat + run.size();
        auto const beyond = std::ranges::find_if(mine, [&](auto const& claim) { return claim.seat >= end_seat; });
        auto const here = mine.first(static_cast<std::size_t>(beyond - mine.begin()));
        auto const shown_before = shown.size();
        std::ranges::copy_if(here, std::back_inserter(shown), [&](auto const& claim) {
            return is_in(run, filter) && run.shows(claim.seat - first_seat, filter.status);
        });
        if (shown.size() > shown_before) {
            own.emplace(i, run.own_piece(filter.status, here, first_seat, encoding == Encoding::gzip));
        }
        mine = mine.subspan(here.size());
        first_seat = end_seat;
    }
    own_fingerprint = fingerprint(shown);
    return own;
}

SeatList::Ready SeatList::put_together(Key const& key, OwnPieces const& own, std::uint64_t own_fingerprint) {
    auto const& [filter, encoding] = key;
    bool const gzip = encoding == Encoding::gzip;
    Ready list;
    std::uint64_t changed_at = 0;
    Chain chain(encoding);
    chain.reserve(runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        auto& run = runs_[i];
        if (!is_in(run, filter)) continue;
        auto const& piece = gzip ? run.deflated_piece(filter.status) : run.piece(filter.status);
        changed_at = std::max(changed_at, piece.changed_at);
        if (piece.empty()) continue;
        if (gzip && !piece.compressed) list.stored.push_back(i);
        auto const mine = own.find(i);
        chain.add(mine == own.end() ? piece : mine->second);
    }
    list.pages =
        std::make_shared<Pages const>(Pages{filter.all() ? version_ : changed_at, own_fingerprint,
                                            std::make_shared<http::SharedBody const>(std::move(chain).close())});
    return list;
}

}  // namespace onsale::api
