#include "application/steering/block_seats.h"

#include <algorithm>
#include <iterator>

#include "application/steering/note_action.h"
#include "domain/concert/booking.h"
#include "domain/limits.h"

namespace onsale {
namespace {

template <class T>
std::span<T const> piece_from(std::vector<T> const& all, std::size_t from) {
    return std::span(all).subspan(from, std::min(all.size() - from, limits::seats_of_a_piece));
}

}  // namespace

std::vector<SeatId> BlockSeats::piece() const {
    if (!takes_back()) {
        auto const seats = piece_from(seats_, looked_at_);
        return {seats.begin(), seats.end()};
    }
    std::vector<SeatId> seats;
    for (auto const& [seat, before] : piece_from(changed_, taken_back_)) seats.push_back(seat);
    return seats;
}

void BlockSeats::want(Wanted& wanted) const {
    for (auto const seat : piece()) {
        wanted.seats.push_back(seat);
        wanted.blocks.push_back(seat);
    }
}

void BlockSeats::decide(SaleRows& rows, DecisionContext const& at) {
    outcome.reset();  // of an earlier try
    step_ = {.seats = piece(), .changed = {}, .refusal = refusal_};
    if (takes_back()) return take_back(rows);
    for (auto const seat : step_.seats) look_at(rows, seat, at.now);
    if (!step_.refusal) {
        for (auto const seat : step_.seats) change(rows, seat, at.now);
    }
    if (looked_at_ + step_.seats.size() == seats_.size()) finish(rows, at);
}

bool BlockSeats::goes_on() {
    if (outcome || (keyed != nullptr && keyed->given)) return false;
    if (takes_back()) {
        taken_back_ += step_.seats.size();
    } else {
        looked_at_ += step_.seats.size();
        std::ranges::move(step_.changed, std::back_inserter(changed_));
        refusal_ = std::move(step_.refusal);
    }
    return true;
}

void BlockSeats::look_at(SaleRows const& rows, SeatId id, Instant now) {
    auto const* seat = rows.seat(id);
    if (seat == nullptr || seat->concert_date != date_) {
        step_.refusal = Refusal{Reason::unknown_seat};
        return;
    }
    auto const claim = rows.open_claim_of(id);
    if (!block_ || !claim || !is_live(*claim, now)) return;
    if (!step_.refusal) step_.refusal = Refusal{Reason::seats_taken};
    auto& taken = step_.refusal->seats;
    if (step_.refusal->reason == Reason::seats_taken && taken.size() < limits::seats_of_a_piece) taken.push_back(id);
}

void BlockSeats::change(SaleRows& rows, SeatId id, Instant now) {
    auto const* before = rows.block_of(id);
    if (is_wanted(before)) return;
    step_.changed.push_back({id, before == nullptr ? std::nullopt : std::optional(*before)});
    auto const claim = rows.open_claim_of(id);
    auto const lapsed = claim ? expire(*rows.seat(id), *claim, now) : std::nullopt;
    if (lapsed) {
        rows.put(lapsed->seat);
        rows.put(lapsed->reserved);
    }
    rows.put(SeatBlock{id, block_});
}

// Where somebody else has changed a block meanwhile, that one stays.
void BlockSeats::take_back(SaleRows& rows) {
    for (auto const& before : piece_from(changed_, taken_back_)) {
        if (is_wanted(rows.block_of(before.seat))) rows.put(before);
    }
    if (taken_back_ + step_.seats.size() == changed_.size()) outcome = std::unexpected(*refusal_);
}

// The last piece of all seats.
void BlockSeats::finish(SaleRows& rows, DecisionContext const& at) {
    if (step_.refusal) {
        if (changed_.empty()) outcome = std::unexpected(*step_.refusal);
        return;
    }
    auto const seats = static_cast<std::int64_t>(changed_.size() + step_.changed.size());
    outcome = seats;
    if (seats == 0) return;
    Action what{.kind = ActionKind::unblock_seats, .subject = date_.to_string(), .details = {{"seats", seats}}};
    if (block_) {
        what.kind = ActionKind::block_seats;
        what.details.push_back({"reason", block_->reason});
        what.details.push_back({"until", block_->until == Block::no_end ? ActionValue() : ActionValue(block_->until)});
    }
    note_action(rows, at, by_, std::move(what));
}

}  // namespace onsale
