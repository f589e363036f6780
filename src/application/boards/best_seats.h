// BestSeats: the seats of a date that the next choice of the best ones may take: free on the board, and chosen by
// nobody whose command is not decided yet. So that those who ask in the same moment are given different seats.
//
// Belongs to a DateBoard and is guarded by its lock.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "domain/concert/seat.h"
#include "domain/instant.h"
#include "domain/seating/free_seats.h"

namespace onsale {

class BestSeats {
  public:
    using Plan = std::shared_ptr<seating::SeatingPlan const>;
    using SeatIndex = seating::SeatIndex;

    // All are free; the seats are in the order of the board.
    explicit BestSeats(Plan plan) : plan_(std::move(plan)), free_(*plan_) {}

    Plan const& plan() const { return plan_; }

    // The board shows the seat so from now on.
    void show(SeatIndex seat, SeatStatus status);

    // As FreeSeats::best. They are nobody else's to choose until they are given up.
    std::optional<seating::Choice> choose(seating::BestRequest const& request, Instant now);
    void give_up(SeatIndex seat, SeatStatus shown);
    // Given up, and not free though the board says so: another node has taken it a moment ago. Not chosen again before
    // the board has heard of it or, as clocks differ, a second has passed.
    void give_up_as_taken(SeatIndex seat, SeatStatus shown, Instant now);
    // Nobody else's to choose, either, until they are given up. Those that somebody has chosen already are left out.
    std::vector<SeatIndex> choose(std::span<SeatIndex const> named);
    bool others_choose() const { return !chosen_.empty(); }

    // As FreeSeats::alternatives, as many as were wanted.
    std::vector<SeatIndex> alternatives(std::span<SeatIndex const> wanted) const;

    // As FreeSeats::leaves_single_seat, of seats that the caller may take, whether others have chosen them or not.
    std::optional<seating::Leftover> leaves_single_seat(std::span<SeatIndex const> seats);

  private:
    void bring_back(Instant now);

    Plan const plan_;
    seating::FreeSeats free_;
    std::set<SeatIndex> chosen_;
    std::map<SeatIndex, Instant> taken_elsewhere_;  // until when that is believed
};

}  // namespace onsale
