#include "api/rendering/seat_list.h"

#include "api/rendering/deflate_pieces.h"
#include "api/rendering/seat_json.h"

namespace onsale::api {
namespace {

// At 0.3 ms a run: what a reading may spend on compressing runs that changed.
constexpr std::size_t runs_compressed_a_reading = 4;

SeatList::Bytes shared(std::string bytes) { return std::make_shared<std::string const>(std::move(bytes)); }

}  // namespace

std::shared_ptr<SeatList::Pages const> SeatList::pages(Instant now, std::span<SeatClaim const> mine) {
    std::lock_guard const lock(mutex_);
    auto version = board_->version(now);
    bool const changed = !pages_ || pages_->version != version;
    if (changed) {
        for (auto const& change : changes(now, version)) render(runs_[change.run], change);
    }
    if (changed || stored_runs_ > 0) {
        compress_some();
        pages_ = put_together(version, {});
    }
    return mine.empty() ? pages_ : put_together(version, render_for(mine));
}

std::vector<SeatList::Change> SeatList::changes(Instant now, std::uint64_t& version) {
    std::vector<Change> changes;
    board_->read(now, [&](std::span<RunState const> states, std::uint64_t read_version) {
        version = read_version;
        bool const grown = states.size() != runs_.size();
        auto const last_before = runs_.size();
        runs_.resize(states.size());
        for (std::size_t i = 0; i < states.size(); ++i) {
            bool const lost_last_place = grown && i + 1 == last_before;
            if (runs_[i].version != states[i].version || lost_last_place) {
                changes.push_back({i, states[i], i + 1 == states.size()});
            }
        }
    });
    return changes;
}

void SeatList::render(Run& run, Change const& change) {
    auto const& state = change.state;
    std::string json;
    bool const same_seats = run.seats == state.run && run.json && (run.json->back() != ',') == change.last;
    if (same_seats) {
        json = *run.json;
        for (std::size_t i = 0; i < state.statuses.size(); ++i) {
            json.replace(run.status_spots[i], status_width, status_text(state.statuses[i]));
        }
    } else {
        run.status_spots.clear();
        for (std::size_t i = 0; i < state.statuses.size(); ++i) {
            if (i > 0) json.push_back(',');
            run.status_spots.push_back(append_seat(json, state.run->seats[i], state.statuses[i], nullptr));
        }
        if (!change.last) json.push_back(',');
        run.seats = state.run;
    }
    run.version = state.version;
    run.checksum = checksum(json);
    run.deflated = shared(stored_piece(json));
    run.json = shared(std::move(json));
    run.compressed = false;
}

void SeatList::compress_some() {
    // The first reading of all compresses everything, so that nobody is sent a whole hall uncompressed.
    bool const first = !pages_;
    std::size_t left = runs_compressed_a_reading;
    stored_runs_ = 0;
    for (auto& run : runs_) {
        if (run.compressed) continue;
        if (!first && left == 0) {
            ++stored_runs_;
            continue;
        }
        run.deflated = shared(deflate_piece(*run.json));
        run.compressed = true;
        if (left > 0) --left;
    }
}

SeatList::OwnRuns SeatList::render_for(std::span<SeatClaim const> mine) const {
    OwnRuns own;
    std::size_t first_seat = 0;
    for (std::size_t i = 0; i < runs_.size() && !mine.empty(); ++i) {
        auto const& seats = runs_[i].seats->seats;
        auto const end_seat = first_seat + seats.size();
        if (mine.front().seat < end_seat) {
            std::string json;
            for (std::size_t at = 0; at < seats.size(); ++at) {
                auto const& shared_status =
                    std::string_view(*runs_[i].json).substr(runs_[i].status_spots[at], status_width);
                bool const is_mine = !mine.empty() && mine.front().seat == first_seat + at;
                if (at > 0) json.push_back(',');
                auto const spot =
                    append_seat(json, seats[at], SeatStatus::available, is_mine ? &mine.front().reservation : nullptr);
                json.replace(spot, status_width, shared_status);
                if (is_mine) mine = mine.subspan(1);
            }
            if (runs_[i].json->back() == ',') json.push_back(',');
            Run run;
            run.checksum = checksum(json);
            run.deflated = shared(stored_piece(json));
            run.json = shared(std::move(json));
            own.emplace(i, std::move(run));
        }
        first_seat = end_seat;
    }
    return own;
}

std::shared_ptr<SeatList::Pages const> SeatList::put_together(std::uint64_t version, OwnRuns const& own) const {
    static Bytes const open = shared("[");
    static Bytes const close = shared("]");
    static Bytes const gzip_open = shared(std::string(gzip_header()) + stored_piece("["));
    auto pages = std::make_shared<Pages>();
    pages->version = version;
    pages->plain.reserve(runs_.size() + 2);
    pages->gzip.reserve(runs_.size() + 2);
    pages->plain.push_back(open);
    pages->gzip.push_back(gzip_open);
    auto sum = checksum("[");
    std::size_t size = 1;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        auto const mine = own.find(i);
        auto const& run = mine == own.end() ? runs_[i] : mine->second;
        pages->plain.push_back(run.json);
        pages->gzip.push_back(run.deflated);
        sum = combined_checksum(sum, run.checksum, run.json->size());
        size += run.json->size();
    }
    pages->plain.push_back(close);
    sum = combined_checksum(sum, checksum("]"), 1);
    pages->gzip.push_back(shared(stored_piece("]") + gzip_trailer(sum, size + 1)));
    return pages;
}

}  // namespace onsale::api
