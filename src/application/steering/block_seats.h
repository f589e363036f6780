// Keep seats of a date from sale, or put them back on it. All of those that are named, or, where others hold or own one
// that is to be blocked, none. A hold that ran out keeps no seat.
//
// In pieces of limits::seats_of_a_piece seats, each a transaction of its own. Where a later piece is refused, what the
// earlier ones blocked is given its former block again, or none, before the refusal is told. A command that fails half
// way leaves what it had done; the same one again finishes it. What is different afterwards is one operator action.
// Refuses: unknown_seat (of this date), seats_taken (names those of all pieces, the first limits::seats_of_a_piece).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "application/clerk/command.h"
#include "domain/steering/operator_action.h"

namespace onsale {

// Answers with how many seats are different.
class BlockSeats final : public CommandFor<std::int64_t> {
  public:
    // At least one seat, each once. `block`: nullopt puts them back on sale.
    BlockSeats(ConcertDateId date, std::vector<SeatId> seats, std::optional<Block> block, Operator by)
        : date_(date), seats_(std::move(seats)), block_(std::move(block)), by_(std::move(by)) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "block-seats"; }
    bool is_bulk() const override { return true; }
    bool goes_on() override;

  private:
    // What a piece comes to.
    struct Step {
        std::vector<SeatId> seats;
        std::vector<SeatBlock> changed;  // as they were before
        std::optional<Refusal> refusal;  // of this piece and those before it
    };

    bool takes_back() const { return looked_at_ == seats_.size(); }
    bool is_wanted(Block const* block) const { return block == nullptr ? !block_ : block_ == *block; }
    std::vector<SeatId> piece() const;
    void look_at(SaleRows const& rows, SeatId seat, Instant now);
    void change(SaleRows& rows, SeatId seat, Instant now);
    void take_back(SaleRows& rows);
    void finish(SaleRows& rows, DecisionContext const& at);

    ConcertDateId const date_;
    std::vector<SeatId> const seats_;
    std::optional<Block> const block_;
    Operator const by_;
    // By the pieces that are committed.
    std::size_t looked_at_ = 0;
    std::vector<SeatBlock> changed_;  // as they were before
    std::size_t taken_back_ = 0;      // of these
    std::optional<Refusal> refusal_;
    Step step_;  // of this try
};

}  // namespace onsale
