// Reserve seats of one date: they are the user's for the hold term, and nobody else can take them. All of them or none.
//
// They join the user's open reservation of the date, whose deadline stays as it is; without one they begin one. Again
// by the same user: the same reservation (made = false).
//
// Seats are named, or chosen: then they are the best that are free, or the lowest free places of areas, and what
// somebody else was faster to take is chosen again, in the next batch, so that a rush is served and not refused.
//
// Where the date does not let a single seat be left alone, those that the user takes now are judged by what is free on
// the board, which this node's other commands have not chosen; what the user has already is taken, like anybody's. A
// seat that was alone before may stay so.
//
// Refuses: unknown_seat (one of them, or of another date than the first), unknown_user, seat_taken (of one seat) or
// seats_taken (of several; names them, and as many free ones near them), place_of_area (a place of an area is named),
// no_such_seats_free, orphan_seat, companion_seat (names them), sale_closed, not_on_sale_yet, sale_over,
// too_many_seats, too_many_takes, seat_cooling (where seats are chosen, others are chosen in their place), not_in_line
// (the session has ended: a payment was made in it).
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <span>
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

// One seat, and where it is on the board. Of a date that lets single seats be left alone, and whose seats are no
// companion seats, the board may be missing.
struct OneSeat {
    OneSeat(SeatId id, std::shared_ptr<DateBoard> board = {}, std::uint32_t index_on_board = 0)
        : seat(id), date(std::move(board)), index(index_on_board) {}  // NOLINT: a seat is a wish
    SeatId seat;
    std::shared_ptr<DateBoard> date;
    std::uint32_t index;
};

// These seats of a date, at least one.
struct SeatsByName {
    std::shared_ptr<DateBoard> date;
    std::vector<SeatId> seats;
    std::vector<std::uint32_t> indices;  // on the board
};

// The best seats of a date, which has its seating plan. Where that is void by the time of choosing, the command is
// shed.
struct BestOfDate {
    std::shared_ptr<DateBoard> date;
    seating::BestRequest request;
};

// Places of areas of a date, at least one; each area once. They have the lowest entry numbers that are free.
struct PlacesOfDate {
    std::shared_ptr<DateBoard> date;
    std::vector<PlacesOfArea> places;
};

class ReserveSeats final : public CommandFor<SeatsReserved> {
  public:
    using Wish = std::variant<OneSeat, SeatsByName, BestOfDate, PlacesOfDate>;

    // session: the one that lets the user do this; without it they need none.
    ReserveSeats(Wish wish, UserId user, std::optional<SessionId> session = {})
        : wish_(std::move(wish)), user_(user), session_(session) {}

    void choose(Instant now) override;
    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "reserve-seats"; }

  private:
    std::vector<SeatId> seats() const;
    // Where seats are chosen; null: they are named.
    std::shared_ptr<DateBoard> chosen_from() const;
    Decision<SeatsReserved> reserve(SaleRows& rows, DecisionContext const& at, std::vector<SeatId> const& seats);
    // Where the seats are on the board; its date, and indices in the order of seats().
    std::pair<std::shared_ptr<DateBoard>, std::vector<std::uint32_t>> on_board() const;
    Decision<void> leave_none_alone(std::span<Reserving const> reserving, Instant now);
    Decision<void> have_spaces(std::span<Reserving const> reserving, SaleRows const& rows, Instant now) const;
    Decision<ConcertDateId> date_of(SaleRows const& rows, std::vector<SeatId> const& seats) const;
    Refusal with_alternatives(Refusal refusal, Instant now) const;
    void set_aside(std::span<SeatId const> cooling);
    bool has_lost_plan() const;
    bool may_choose_again(Refusal const& refusal, Instant now);
    bool may_come_free(Refusal const& refusal);

    Wish wish_;
    UserId user_;
    std::optional<SessionId> session_;
    std::optional<ChosenSeats> chosen_{};    // for one try: where seats are chosen, or to leave no single seat alone
    std::list<ChosenSeats> cooling_{};       // of those that were chosen, set aside until it is decided
    std::optional<DateBoard::Turn> turn_{};  // of choosing
    std::optional<DateBoard::Turn> first_refused_{};  // such seats were not free: the turn after all that chose by then
};

}  // namespace onsale
