// ChosenSeats: seats of a date, chosen for one command until it is decided; given up when this is destroyed.
// What was reserved meanwhile stays reserved. Belongs to one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "application/boards/date_board.h"
#include "domain/seating/choice.h"

namespace onsale {

class ChosenSeats {
  public:
    // Nothing is chosen where not enough seats are free that are as asked for. The date has its seating plan.
    ChosenSeats(std::shared_ptr<DateBoard> date, seating::BestRequest const& request, DateBoard::Turn turn, Instant now)
        : date_(std::move(date)), choice_(date_->choose(request, turn, now)) {}
    // The lowest places that are free of these areas; nothing where one has not as many.
    ChosenSeats(std::shared_ptr<DateBoard> date, std::span<PlacesOfArea const> wanted, DateBoard::Turn turn,
                Instant now)
        : date_(std::move(date)), choice_(date_->choose(wanted, turn, now)) {}
    // These and no others, but for those that somebody has chosen already.
    ChosenSeats(std::shared_ptr<DateBoard> date, std::span<std::uint32_t const> named, DateBoard::Turn turn)
        : date_(std::move(date)), choice_(date_->choose(named, turn)) {}
    ~ChosenSeats() { give_up(); }
    ChosenSeats(ChosenSeats const&) = delete;
    ChosenSeats& operator=(ChosenSeats const&) = delete;

    bool none() const { return choice_.seats.empty(); }
    std::vector<SeatId> const& seats() const { return choice_.seats; }
    std::vector<std::uint32_t> const& indices() const { return choice_.indices; }  // on the board

    void give_up() noexcept {
        date_->give_up(choice_.indices);
        choice_ = {};
    }
    // These of them are taken, whatever the board says; all are given up.
    void give_up_as_taken(std::span<SeatId const> taken, Instant now) {
        date_->give_up_as_taken(choice_, taken, now);
        choice_ = {};
    }

  private:
    std::shared_ptr<DateBoard> date_;
    DateBoard::Chosen choice_;
};

}  // namespace onsale
