// Reserve seats of one date: they are the user's for the hold term, and nobody else can take them. All of them or none.
//
// They join the user's open reservation of the date, whose deadline stays as it is; without one they begin one. Again
// by the same user: the same reservation (made = false).
//
// Seats are named, or chosen: then they are the best that are free, and what somebody else was faster to take is chosen
// again, in the next batch, so that a rush is served and not refused.
//
// Refuses: unknown_seat (one of them, or of another date than the first), unknown_user, seat_taken (of one seat) or
// seats_taken (of several; names them, and as many free ones near them), no_such_seats_free, sale_closed,
// not_on_sale_yet, sale_over, too_many_seats, too_many_takes, not_in_line (the session has ended: a payment was made in
// it).
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "application/boards/chosen_seats.h"
#include "application/boards/date_board.h"
#include "application/clerk/command.h"

namespace onsale {

struct SeatsReserved {
    Reservation reservation;  // with its other open seats
    std::vector<Seat> seats;  // those that were asked for
    bool made = false;        // false: the user had them all already
};

// These seats of a date, at least one.
struct SeatsByName {
    std::shared_ptr<DateBoard> date;
    std::vector<SeatId> seats;
    std::vector<std::uint32_t> indices;  // on the board
};

// The best seats of a date. It has its seating plan.
struct BestOfDate {
    std::shared_ptr<DateBoard> date;
    seating::BestRequest request;
};

class ReserveSeats final : public CommandFor<SeatsReserved> {
  public:
    using Wish = std::variant<SeatId, SeatsByName, BestOfDate>;

    // session: the one that lets the user do this; without it they need none.
    ReserveSeats(Wish wish, UserId user, std::optional<SessionId> session = {})
        : wish_(std::move(wish)), user_(user), session_(session) {}

    void choose(Instant now) override;
    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "reserve-seats"; }

  private:
    std::vector<SeatId> seats() const;
    Decision<SeatsReserved> reserve(SaleRows& rows, DecisionContext const& at, std::vector<SeatId> const& seats) const;
    Decision<ConcertDateId> date_of(SaleRows const& rows, std::vector<SeatId> const& seats) const;
    Refusal with_alternatives(Refusal refusal, Instant now) const;
    bool may_choose_again(Refusal const& refusal, Instant now);

    Wish wish_;
    UserId user_;
    std::optional<SessionId> session_;
    std::optional<ChosenSeats> chosen_{};  // of BestOfDate, for one try
};

}  // namespace onsale
