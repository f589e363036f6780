// A concert date to render: sections of 1,000 seats with labels as they are in a hall, all available.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "application/boards/date_board.h"
#include "domain/numbered.h"

namespace onsale::bench {

inline constexpr Instant noon{milliseconds{1'766'577'600'000}};
inline constexpr std::uint32_t club_seats = 500;
inline constexpr std::uint32_t stadium_seats = 39'616;  // as venues/metalist-stadium.json
inline constexpr std::uint32_t seats_of_a_section = 1'000;

inline std::string section_name(std::uint32_t number) { return fmt::format("{}구역", number); }

inline std::shared_ptr<DateBoard> sample_board(std::uint32_t seats) {
    auto board = std::make_shared<DateBoard>(
        ConcertDate{numbered<ConcertDateId>(1), numbered<ConcertId>(1), noon + std::chrono::days{30}, seats},
        Concert{numbered<ConcertId>(1), "새벽 밴드"});
    std::vector<LabelledSeat> all;
    for (std::uint32_t n = 0; n < seats; ++n) {
        auto const in_section = n % seats_of_a_section;
        all.push_back({{numbered<SeatId>(n + 1), numbered<ConcertDateId>(1), static_cast<std::int32_t>(n + 1),
                        Points{99'000}, SeatStatus::available},
                       {section_name(1 + n / seats_of_a_section), std::to_string(1 + in_section / 40),
                        std::to_string(1 + in_section % 40)}});
    }
    board->add_seats(all);
    return board;
}

// Reserves the seat, or gives it back: what the clerk shows after a commit.
inline void flip(DateBoard& board, std::uint32_t seat, bool reserved) {
    board.show(seat, {.id = numbered<ReservedSeatId>(seat + 1),
                      .seat = numbered<SeatId>(seat + 1),
                      .user = numbered<UserId>(1),
                      .price = Points{99'000},
                      .state = reserved ? ReservationState::reserved : ReservationState::released,
                      .created_at = noon,
                      .hold_expires_at = noon + std::chrono::hours{24},
                      .payment = {},
                      .paid_at = {}});
}

// Changes one seat after the other, each in another run than the one before; one in ten is reserved at a time.
class Flipper {
  public:
    Flipper(DateBoard& board, std::uint32_t seats) : board_(board), seats_(seats) {}
    void flip_next() {
        if (reserved_.size() > seats_ / 10) {
            flip(board_, reserved_.front(), false);
            reserved_.pop_front();
        } else {
            at_ = (at_ + 331) % seats_;  // a prime, more than two runs away
            flip(board_, at_, true);
            reserved_.push_back(at_);
        }
    }

  private:
    DateBoard& board_;
    std::uint32_t const seats_;
    std::deque<std::uint32_t> reserved_;
    std::uint32_t at_ = 0;
};

}  // namespace onsale::bench
