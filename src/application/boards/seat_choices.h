// SeatChoices: the seats of a date that the next choice may take, be it of the best ones or of places of an area: free
// on the board, and chosen by nobody whose command is not decided yet. So that those who ask in the same moment are
// given different ones.
//
// Belongs to a DateBoard and is guarded by its lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "application/boards/area_places.h"
#include "domain/concert/seat.h"
#include "domain/instant.h"
#include "domain/seating/free_seats.h"

namespace onsale {

class SeatChoices {
  public:
    using Plan = std::shared_ptr<seating::SeatingPlan const>;
    using SeatIndex = seating::SeatIndex;
    // When a command first chose here: the later, the greater. It keeps its turn when it has to choose again.
    using Turn = std::uint64_t;
    Turn take_turn() { return next_turn_++; }

    // The next seat of the board, as the board shows it. A seating plan is void then.
    void add(LabelledSeat const& seat);

    // Null: none is in use.
    Plan plan() const { return best_ ? best_->plan : nullptr; }
    // Of the seats in the order of the board, all of them free: the caller shows every seat afterwards.
    struct Best {
        explicit Best(Plan of) : plan(std::move(of)), free(*plan) {}
        Plan const plan;
        seating::FreeSeats free;
    };
    void use(std::unique_ptr<Best> best) { best_ = std::move(best); }
    void drop_plan() { best_.reset(); }

    // The board shows the seat so from now on.
    void show(SeatIndex seat, SeatStatus status);

    // As FreeSeats::best. They are nobody else's to choose until they are given up. Without a plan nothing is chosen.
    std::optional<seating::Choice> choose(seating::BestRequest const& request, Turn turn, Instant now);
    // The lowest places that are free of each of these areas; none where one has not as many.
    std::vector<SeatIndex> choose(std::span<PlacesOfArea const> wanted, Turn turn, Instant now);
    void give_up(SeatIndex seat, SeatStatus shown);
    // Given up, and not free though the board says so: another node has taken it a moment ago. Not chosen again before
    // the board has heard of it or, as clocks differ, a second has passed.
    void give_up_as_taken(SeatIndex seat, SeatStatus shown, Instant now);
    // Nobody else's to choose, either, until they are given up. Those that somebody has chosen already are left out.
    std::vector<SeatIndex> choose(std::span<SeatIndex const> named, Turn turn);
    // Are seats chosen by one whose turn came before this one?
    bool chosen_before(Turn turn) const;

    std::optional<AreaIndex> find_area(std::string_view name) const { return areas_.find(name); }

    // As FreeSeats::alternatives, as many as were wanted.
    std::vector<SeatIndex> alternatives(std::span<SeatIndex const> wanted) const;

    // As FreeSeats::leaves_single_seat, of seats that the caller may take, whether others have chosen them or not.
    std::optional<seating::Leftover> leaves_single_seat(std::span<SeatIndex const> seats);

  private:
    void take(SeatIndex seat);
    void give_back(SeatIndex seat);
    void bring_back(Instant now);

    std::unique_ptr<Best> best_;  // null: no seating plan
    AreaPlaces areas_;
    SeatIndex seats_ = 0;  // of the board
    std::map<SeatIndex, Turn> chosen_;
    Turn next_turn_ = 0;
    std::map<SeatIndex, Instant> taken_elsewhere_;  // until when that is believed
};

}  // namespace onsale
