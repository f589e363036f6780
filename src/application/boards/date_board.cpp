#include "application/boards/date_board.h"

#include <algorithm>
#include <limits>

namespace onsale {
namespace {

constexpr auto never = std::numeric_limits<Instant::rep>::max();

std::int64_t& count_of(DateTotals& totals, SeatStatus status) {
    switch (status) {
        case SeatStatus::available:
            return totals.available;
        case SeatStatus::reserved:
            return totals.reserved;
        case SeatStatus::sold:
            return totals.held;
        case SeatStatus::blocked:
            return totals.blocked;
    }
    return totals.available;
}

void count_price(DateTotals& totals, Seat const& seat) {
    totals.lowest_price = std::min(totals.lowest_price.value_or(seat.price), seat.price);
    totals.highest_price = std::max(totals.highest_price.value_or(seat.price), seat.price);
}

}  // namespace

DateBoard::DateBoard(ConcertDate const& date, Concert concert)
    : date_(date), concert_(std::move(concert)), next_lapse_(never) {}

std::uint64_t DateBoard::version(Instant now) {
    if (now.time_since_epoch().count() >= next_lapse_.load(std::memory_order_acquire)) {
        std::lock_guard const lock(mutex_);
        lapse(now);
    }
    return version_.load(std::memory_order_acquire);
}

std::int64_t DateBoard::available_seats(Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    return totals_.available;
}

DateTotals DateBoard::totals(Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    return totals_;
}

std::vector<SeatClaim> DateBoard::claims_of(UserId user, Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    std::vector<SeatClaim> claims;
    auto const found = by_user_.find(user);
    if (found == by_user_.end()) return claims;
    for (auto const seat : found->second) claims.push_back({seat, claims_.at(seat)});
    std::ranges::sort(claims, {}, &SeatClaim::seat);
    return claims;
}

DateDigest DateBoard::digest(Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    DateDigest all{.date = date_.id, .seats = {}, .claims = {}};
    for (auto const& [run, statuses, version] : runs_) {
        for (std::size_t i = 0; i < statuses.size(); ++i) {
            auto const& seat = run->seats[i].seat;
            all.seats.add(seat.id,
                          static_cast<std::uint64_t>(seat.price.value) << 2U | static_cast<unsigned>(statuses[i]));
        }
    }
    for (auto const& [seat, reservation] : claims_) {
        all.claims.add(reservation.id, std::hash<UserId>{}(reservation.user));
    }
    return all;
}

LabelledSeat DateBoard::seat(std::uint32_t index, Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    auto const [run, at] = locations_[index];
    LabelledSeat seat = runs_[run].run->seats[at];
    seat.seat.status = runs_[run].statuses[at];
    return seat;
}

bool DateBoard::is_over(Instant now) {
    auto date = date_;
    date.terms = terms();
    date.unfinished = finished() ? std::nullopt : date_.unfinished;
    return onsale::is_over(date, now);
}

bool DateBoard::may_leave(Instant now) {
    if (!is_over(now)) return false;
    std::lock_guard const lock(mutex_);
    lapse(now);
    return holds_.empty() && lapsed_.empty();
}

std::optional<AccessibleSeat> DateBoard::accessible(SeatId seat) const {
    std::lock_guard const lock(mutex_);
    auto const found = accessible_.find(seat);
    return found == accessible_.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t DateBoard::add_seats(std::span<LabelledSeat const> seats) {
    std::lock_guard const lock(mutex_);
    auto const first = static_cast<std::uint32_t>(locations_.size());
    auto const version = version_.load(std::memory_order_relaxed) + 1;
    std::shared_ptr<SeatRun> open;  // the run being filled; nobody else sees it yet
    auto const close = [&] {
        if (open) runs_.back().run = std::move(open);
        open.reset();
    };
    for (auto const& seat : seats) {
        bool const fits = !runs_.empty() && runs_.back().statuses.size() < SeatRun::most_seats &&
                          (open ? open->section : runs_.back().run->section) == seat.labels.section;
        if (!fits) {
            close();
            runs_.push_back({});
            open = std::make_shared<SeatRun>(SeatRun{.section = seat.labels.section, .seats = {}});
        } else if (!open) {
            open = std::make_shared<SeatRun>(*runs_.back().run);
        }
        auto& state = runs_.back();
        locations_.push_back(
            {static_cast<std::uint32_t>(runs_.size() - 1), static_cast<std::uint32_t>(state.statuses.size())});
        open->seats.push_back(seat);
        state.statuses.push_back(seat.seat.status);
        state.version = version;
        ++totals_.seats;
        ++count_of(totals_, seat.seat.status);
        count_price(totals_, seat.seat);
        choices_.add(seat);
        if (auto special = accessible_seat_of(seat)) accessible_.emplace(seat.seat.id, *std::move(special));
    }
    close();
    for (std::uint32_t i = 0; i < seats.size(); ++i) set_block(first + i, seats[i].seat.blocked_until);
    note_next_lapse();
    version_.store(version, std::memory_order_release);
    return first;
}

void DateBoard::show(std::uint32_t seat, ReservedSeat const& reservation) {
    std::lock_guard const lock(mutex_);
    auto const claim = claims_.find(seat);
    switch (reservation.state) {
        case ReservationState::released:
        case ReservationState::expired:
            if (claim == claims_.end() || claim->second.id != reservation.id) break;  // another one sits there now
            drop_claim(seat);
            set(seat, unclaimed(seat));
            break;
        case ReservationState::reserved:
        case ReservationState::paid: {
            if (claim != claims_.end()) drop_claim(seat);
            add_claim(seat, reservation);
            break;
        }
    }
    note_next_lapse();
}

void DateBoard::show(std::span<SeatAt const> seats) {
    std::lock_guard const lock(mutex_);
    for (auto const& [index, seat] : seats) set_block(index, seat.blocked_until);
    set_prices(seats);
    note_next_lapse();
}

// 1970: none. A claim is shown all the same: nobody can have taken the seat but when the block was over.
void DateBoard::set_block(std::uint32_t seat, Instant until) {
    auto const found = blocked_.find(seat);
    if ((found == blocked_.end() ? Instant{} : found->second) == until) return;
    if (until == Instant{}) {
        blocked_.erase(found);
    } else {
        blocked_.insert_or_assign(seat, until);
        if (until != Block::no_end) block_ends_[until].push_back(seat);
    }
    if (!claims_.contains(seat)) set(seat, unclaimed(seat));
}

SeatStatus DateBoard::unclaimed(std::uint32_t seat) const {
    return blocked_.contains(seat) ? SeatStatus::blocked : SeatStatus::available;
}

// Runs of seats that cost something else are made again, each once.
void DateBoard::set_prices(std::span<SeatAt const> seats) {
    std::map<std::uint32_t, std::shared_ptr<SeatRun>> fresh;
    for (auto const& [index, seat] : seats) {
        auto const [run, at] = locations_[index];
        if (runs_[run].run->seats[at].seat.price == seat.price) continue;
        auto& copy = fresh[run];
        if (!copy) copy = std::make_shared<SeatRun>(*runs_[run].run);
        copy->seats[at].seat.price = seat.price;
    }
    if (fresh.empty()) return;
    choices_.drop_plan();  // it knows prices, too
    auto const version = version_.load(std::memory_order_relaxed) + 1;
    for (auto& [run, copy] : fresh) {
        runs_[run].run = std::move(copy);
        runs_[run].version = version;
    }
    totals_.lowest_price = totals_.highest_price = std::nullopt;
    for (auto const& state : runs_) {
        for (auto const& each : state.run->seats) count_price(totals_, each.seat);
    }
    version_.store(version, std::memory_order_release);
}

void DateBoard::show_only(std::span<SeatClaim const> claims) {
    std::lock_guard const lock(mutex_);
    lapsed_.clear();
    holds_.clear();
    by_user_.clear();
    auto const before = std::exchange(claims_, {});
    for (auto const& [seat, reservation] : claims) add_claim(seat, reservation);
    for (auto const& [seat, reservation] : before) {
        if (!claims_.contains(seat)) set(seat, unclaimed(seat));
    }
    note_next_lapse();
}

std::vector<ReservationId> DateBoard::take_lapsed(Instant now, std::size_t most) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    auto const count = static_cast<std::ptrdiff_t>(std::min(most, lapsed_.size()));
    std::vector<ReservationId> taken(lapsed_.begin(), lapsed_.begin() + count);
    lapsed_.erase(lapsed_.begin(), lapsed_.begin() + count);
    return taken;
}

void DateBoard::lapse(Instant now) {
    if (now.time_since_epoch().count() < next_lapse_.load(std::memory_order_relaxed)) return;
    while (!holds_.empty() && holds_.begin()->first <= now) {
        auto const seat = holds_.begin()->second;
        // Seats of one reservation lapse together.
        if (auto const of = claims_.at(seat).reservation; lapsed_.empty() || lapsed_.back() != of)
            lapsed_.push_back(of);
        drop_claim(seat);
        set(seat, unclaimed(seat));
    }
    while (!block_ends_.empty() && block_ends_.begin()->first <= now) {
        auto const over = block_ends_.extract(block_ends_.begin());
        for (auto const seat : over.mapped()) {
            auto const found = blocked_.find(seat);
            if (found != blocked_.end() && found->second == over.key()) set_block(seat, {});
        }
    }
    note_next_lapse();
}

void DateBoard::set(std::uint32_t seat, SeatStatus status) {
    auto const [run, at] = locations_[seat];
    auto& state = runs_[run];
    auto& now = state.statuses[at];
    --count_of(totals_, now);
    ++count_of(totals_, status);
    now = status;
    choices_.show(seat, status);
    state.version = version_.load(std::memory_order_relaxed) + 1;
    version_.store(state.version, std::memory_order_release);
}

void DateBoard::add_claim(std::uint32_t seat, ReservedSeat const& reservation) {
    claims_.emplace(seat, reservation);
    by_user_[reservation.user].push_back(seat);
    bool const paid = reservation.state == ReservationState::paid;
    if (!paid) holds_.emplace(reservation.hold_expires_at, seat);
    set(seat, paid ? SeatStatus::sold : SeatStatus::reserved);
}

void DateBoard::drop_claim(std::uint32_t seat) {
    auto const claim = claims_.find(seat);
    auto const& reservation = claim->second;
    if (reservation.state == ReservationState::reserved) holds_.erase({reservation.hold_expires_at, seat});
    auto const mine = by_user_.find(reservation.user);
    std::erase(mine->second, seat);
    if (mine->second.empty()) by_user_.erase(mine);
    claims_.erase(claim);
}

SeatStatus DateBoard::status(std::uint32_t seat) const {
    auto const [run, at] = locations_[seat];
    return runs_[run].statuses[at];
}

SeatId DateBoard::id(std::uint32_t seat) const {
    auto const [run, at] = locations_[seat];
    return runs_[run].run->seats[at].seat.id;
}

std::vector<SeatId> DateBoard::ids(std::span<std::uint32_t const> seats) const {
    std::vector<SeatId> ids;
    for (auto const seat : seats) ids.push_back(id(seat));
    return ids;
}

void DateBoard::note_next_lapse() {
    auto const first = [](auto const& by_end) {
        return by_end.empty() ? never : by_end.begin()->first.time_since_epoch().count();
    };
    next_lapse_.store(std::min(first(holds_), first(block_ends_)), std::memory_order_release);
}

}  // namespace onsale
