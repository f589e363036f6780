#include "application/boards/seat_board.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>

#include "domain/id_at.h"

namespace onsale {

std::shared_ptr<DateBoard> SeatBoard::date(ConcertDateId id) const {
    std::shared_lock const lock(mutex_);
    auto const found = dates_.find(id);
    return found == dates_.end() || !found->second->finished() ? nullptr : found->second;
}

std::vector<std::shared_ptr<DateBoard>> SeatBoard::dates() const {
    std::vector<std::shared_ptr<DateBoard>> all;
    {
        std::shared_lock const lock(mutex_);
        for (auto const& [id, board] : dates_) {
            if (board->finished()) all.push_back(board);
        }
    }
    std::ranges::stable_sort(all, {}, [](auto const& board) { return board->date().date; });
    return all;
}

std::optional<LabelledSeat> SeatBoard::seat(SeatId id, Instant now) const {
    std::shared_lock const lock(mutex_);
    auto const found = seats_.find(id);
    if (found == seats_.end() || !found->second.board->finished()) return std::nullopt;
    return found->second.board->seat(found->second.index, now);
}

std::optional<SeatBoard::Place> SeatBoard::place(SeatId id) const {
    std::shared_lock const lock(mutex_);
    auto const found = seats_.find(id);
    if (found == seats_.end() || !found->second.board->finished()) return std::nullopt;
    return Place{dates_.at(found->second.board->date().id), found->second.index};
}

std::vector<Reservation> SeatBoard::reservations_of(UserId user, Instant now) const {
    std::map<ReservationId, std::vector<ReservedSeat>, std::greater<>> seats;
    for (auto const& board : dates()) {
        for (auto const& claim : board->claims_of(user, now)) {
            seats[claim.reserved.reservation].push_back(claim.reserved);
        }
    }
    std::vector<Reservation> reservations;
    for (auto& [id, of] : seats) {
        std::ranges::sort(of, {}, &ReservedSeat::id);
        reservations.push_back({.id = id, .seats = std::move(of)});
    }
    return reservations;
}

void SeatBoard::add(Concert const& concert) {
    std::unique_lock const lock(mutex_);
    concerts_.try_emplace(concert.id, concert);
}

void SeatBoard::add(ConcertDate const& date) {
    std::unique_lock const lock(mutex_);
    if (left_.contains(date.id)) return;
    auto& board = dates_[date.id];
    if (!board) board = std::make_shared<DateBoard>(date, concerts_.at(date.concert));
}

void SeatBoard::show(ConcertDate const& date) {
    std::shared_lock const lock(mutex_);
    if (!left_.contains(date.id)) dates_.at(date.id)->show_state(date);
}

void SeatBoard::add(std::span<LabelledSeat const> seats) {
    std::unique_lock const lock(mutex_);
    seats_.reserve(seats_.size() + seats.size());
    while (!seats.empty()) {
        auto const date = seats.front().seat.concert_date;
        bool const known = seats_.contains(seats.front().seat.id);
        auto const end = std::ranges::find_if(seats, [&](auto const& seat) {
            return seat.seat.concert_date != date || seats_.contains(seat.seat.id) != known;
        });
        auto const same = seats.first(static_cast<std::size_t>(end - seats.begin()));
        seats = seats.subspan(same.size());
        if (known || left_.contains(date)) continue;
        auto& board = *dates_.at(date);
        auto index = board.add_seats(same);
        for (auto const& seat : same) seats_.emplace(seat.seat.id, Location{&board, index++});
    }
}

void SeatBoard::show(ReservedSeat const& reservation) {
    std::shared_lock const lock(mutex_);
    auto const found = seats_.find(reservation.seat);
    if (found != seats_.end()) found->second.board->show(found->second.index, reservation);
}

void SeatBoard::show(std::span<Seat const> seats) {
    std::shared_lock const lock(mutex_);
    std::map<DateBoard*, std::vector<DateBoard::SeatAt>> by_board;
    for (auto const& seat : seats) {
        auto const found = seats_.find(seat.id);
        if (found != seats_.end()) by_board[found->second.board].push_back({found->second.index, seat});
    }
    for (auto const& [board, of_board] : by_board) board->show(of_board);
}

void SeatBoard::remove(ConcertDateId date) {
    std::unique_lock const lock(mutex_);
    auto const found = dates_.find(date);
    if (found == dates_.end()) return;
    remove(*found->second);
    dates_.erase(found);
}

void SeatBoard::remove_unfinished() {
    std::unique_lock const lock(mutex_);
    std::erase_if(dates_, [this](auto const& each) {
        if (each.second->finished()) return false;
        remove(*each.second);
        return true;
    });
}

void SeatBoard::leave_out(ConcertDateId date, Instant now) {
    std::unique_lock const lock(mutex_);
    left_.insert(date);
    last_left_.store(std::max(now, last_left_.load(std::memory_order_relaxed)), std::memory_order_relaxed);
}

bool SeatBoard::has_left(ConcertDateId date) const {
    std::shared_lock const lock(mutex_);
    return left_.contains(date);
}

bool SeatBoard::some_left_since(UserId user) const {
    auto const last = last_left_.load(std::memory_order_relaxed);
    if (last == Instant::min()) return false;
    return !has_moment(user) || user < first_id_at<UserId>(last);
}

std::vector<ConcertDateId> SeatBoard::leave(Instant now) {
    std::vector<ConcertDateId> leaving;
    for (auto const& board : dates()) {
        if (board->may_leave(now)) leaving.push_back(board->date().id);
    }
    for (auto const date : leaving) {
        leave_out(date, now);  // before it goes: nothing that comes meanwhile makes it again
        remove(date);
    }
    return leaving;
}

void SeatBoard::remove(DateBoard const& board) {
    boost::unordered::erase_if(seats_, [&](auto const& each) { return each.second.board == &board; });
}

bool SeatBoard::all_within(std::span<ConcertDate const> dates, std::span<LabelledSeat const> seats) const {
    std::shared_lock const lock(mutex_);
    auto const known = std::ranges::count_if(dates, [&](auto const& date) { return dates_.contains(date.id); });
    auto const seen = std::ranges::count_if(seats, [&](auto const& seat) { return seats_.contains(seat.seat.id); });
    return static_cast<std::size_t>(known) == dates_.size() && static_cast<std::size_t>(seen) == seats_.size();
}

void SeatBoard::show_only(std::span<ReservedSeat const> open) {
    std::shared_lock const lock(mutex_);
    std::map<DateBoard*, std::vector<SeatClaim>> claims;
    for (auto const& [id, board] : dates_) claims[board.get()];
    for (auto const& reservation : open) {
        auto const found = seats_.find(reservation.seat);
        if (found != seats_.end()) claims[found->second.board].push_back({found->second.index, reservation});
    }
    for (auto const& [board, of_board] : claims) board->show_only(of_board);
}

std::vector<ReservationId> SeatBoard::take_lapsed(Instant now, std::size_t most) {
    std::vector<ReservationId> lapsed;
    for (auto const& board : dates()) {
        auto const more = board->take_lapsed(now, most - lapsed.size());
        lapsed.insert(lapsed.end(), more.begin(), more.end());
        if (lapsed.size() == most) break;
    }
    return lapsed;
}

}  // namespace onsale
