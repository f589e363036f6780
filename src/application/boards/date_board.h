// The seat board of one concert date: every seat's status as of the last commit and of this very instant.
//
// A hold that ran out shows its seat as available from its last millisecond on, and so does a block that ended: every
// reading names its `now`, and what is over by then is shown as free before anything is read. Thread-safe; the clerk
// writes, everybody reads.
//
// Seats lie in runs of at most 128 of one section. Runs never change once made (adding seats replaces the last one, a
// new price the one of its seat),
// so that a reader may keep one without a lock; each run carries the version at which a status in it last changed.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "application/boards/digest.h"
#include "application/boards/seat_choices.h"
#include "domain/concert/companions.h"
#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"

namespace onsale {

struct SeatRun {
    static constexpr std::size_t most_seats = 128;
    std::string section;
    std::vector<LabelledSeat> seats;  // `status` and `blocked_until` mean nothing here: RunState has what they come to
};

struct RunState {
    std::shared_ptr<SeatRun const> run;
    std::vector<SeatStatus> statuses;  // one for each seat of the run
    std::uint64_t version = 0;         // of the date, when this run last changed
};

// A user's claim on a seat, as its own user may see it.
struct SeatClaim {
    std::uint32_t seat = 0;  // its index on this board
    ReservedSeat reserved;
};

// All seats of a date together.
struct DateTotals {
    std::int64_t seats = 0;
    std::int64_t available = 0;
    std::int64_t reserved = 0;
    std::int64_t held = 0;
    std::int64_t blocked = 0;
    std::optional<Points> lowest_price{};  // of any seat, free or not; nullopt: there is no seat yet
    std::optional<Points> highest_price{};
};

class DateBoard {
  public:
    DateBoard(ConcertDate const& date, Concert concert);
    DateBoard(DateBoard const&) = delete;

    // Its available_seats, on_sale, terms and unfinished mean nothing here.
    ConcertDate const& date() const { return date_; }
    Concert const& concert() const { return concert_; }

    // Does it take new reservations? Without a lock.
    bool on_sale() const { return on_sale_.load(std::memory_order_relaxed); }

    SaleTerms terms() {
        std::lock_guard const lock(mutex_);
        return terms_;
    }

    // Does it refuse choices that leave a single seat alone? Without a lock.
    bool no_single_seats() const { return no_single_seats_.load(std::memory_order_relaxed); }

    // How its seating plan is to take companion seats.
    seating::Companions companions();

    // As the domain's, by its present terms.
    bool is_over(Instant now);
    // It is over, and no hold of it is left to be tidied up.
    bool may_leave(Instant now);

    // Of a wheelchair space or a companion seat of this date; nullopt: another one.
    std::optional<AccessibleSeat> accessible(SeatId seat) const;

    // False: it is being put on sale, and nobody sees it yet. Without a lock.
    bool finished() const { return finished_.load(std::memory_order_acquire); }

    // Changes whenever a status changes; without a lock unless a hold lapsed.
    std::uint64_t version(Instant now);
    std::int64_t available_seats(Instant now);
    DateTotals totals(Instant now);

    // Calls read(std::span<RunState const>, version) under the lock: copy what you need and leave.
    template <class Read>
    void read(Instant now, Read&& read) {
        std::lock_guard const lock(mutex_);
        lapse(now);
        read(std::span<RunState const>(runs_), version_.load(std::memory_order_relaxed));
    }

    // The user's own open claims here, by seat index.
    std::vector<SeatClaim> claims_of(UserId user, Instant now);

    DateDigest digest(Instant now);

    // One seat by its index, with its status.
    LabelledSeat seat(std::uint32_t index, Instant now);

    // By the clerk. add_seats returns the index of the first one; the others follow.
    std::uint32_t add_seats(std::span<LabelledSeat const> seats);
    void show(std::uint32_t seat, ReservedSeat const& reservation);
    // Their prices and blocks as they are now.
    struct SeatAt {
        std::uint32_t index;
        Seat seat;
    };
    void show(std::span<SeatAt const> seats);
    // These claims and no others; readers see all of it or nothing.
    void show_only(std::span<SeatClaim const> claims);
    void show_state(ConcertDate const& date) {
        {
            std::lock_guard const lock(mutex_);
            // The plan leaves companion seats out, or not.
            if (terms_.companions_for_all != date.terms.companions_for_all) choices_.drop_plan();
            terms_ = date.terms;
        }
        on_sale_.store(date.on_sale, std::memory_order_relaxed);
        no_single_seats_.store(date.terms.no_single_seats, std::memory_order_relaxed);
        finished_.store(!date.unfinished, std::memory_order_release);
    }

    // Moves up to `most` reservations whose holds lapsed, and whose rows are not tidied yet, out of the board.
    std::vector<ReservationId> take_lapsed(Instant now, std::size_t most);

    // How its seats stand to each other. Null: nobody has asked for that yet, or seats were added since.
    SeatChoices::Plan seating_plan() const;
    // Made of the seats of these runs, in their order; seats that were added meanwhile make it void. Shows every seat
    // in it: not for an I/O thread. Void, too, where it takes companion seats otherwise than companions() says by now.
    void use(SeatChoices::Plan const& plan, std::span<std::shared_ptr<SeatRun const> const> runs);

    // What was chosen (chosen_seats.h).
    struct Chosen {
        std::vector<SeatId> seats;
        std::vector<std::uint32_t> indices;
    };
    using Turn = SeatChoices::Turn;
    Turn take_turn();
    // Without a seating plan nothing is chosen.
    Chosen choose(seating::BestRequest const& request, Turn turn, Instant now);
    // The lowest places that are free, of each of these areas; none where one has not as many.
    Chosen choose(std::span<PlacesOfArea const> wanted, Turn turn, Instant now);
    // Nullopt: the date has no area of that name.
    std::optional<AreaIndex> find_area(std::string_view name) const;
    // These, but for those that somebody has chosen already.
    Chosen choose(std::span<std::uint32_t const> named, Turn turn);
    void give_up(std::span<std::uint32_t const> chosen) noexcept;
    void give_up_as_taken(Chosen const& chosen, std::span<SeatId const> taken, Instant now);
    // Are seats chosen for a command that is not decided yet, and whose turn came before this one? Then seats that are
    // not free now may be in a moment.
    bool chosen_before(Turn turn) const;
    // Are they side by side in one row? Nullopt: no seating plan, or one of them is a place of an area.
    std::optional<bool> next_to_each_other(std::span<std::uint32_t const> seats) const;
    // The nearest free seats instead of those of `wanted` that are not, as many as are wanted; empty: no plan.
    std::vector<SeatId> alternatives(std::span<std::uint32_t const> wanted, Instant now);
    // A seat that these would leave alone, and as many others to take instead (FreeSeats::leaves_single_seat). Nullopt:
    // there is none, nothing else is left, they are more than most_together, or there is no plan.
    struct LeftAlone {
        SeatId seat;
        std::vector<SeatId> instead;
    };
    std::optional<LeftAlone> leaves_single_seat(std::span<std::uint32_t const> seats, Instant now);

  private:
    struct Location {
        std::uint32_t run;
        std::uint32_t at;
    };
    SeatStatus status(std::uint32_t seat) const;                          // needs the lock
    SeatId id(std::uint32_t seat) const;                                  // needs the lock
    std::vector<SeatId> ids(std::span<std::uint32_t const> seats) const;  // needs the lock
    void lapse(Instant now);                                              // needs the lock
    void set(std::uint32_t seat, SeatStatus status);                      // needs the lock
    void add_claim(std::uint32_t seat, ReservedSeat const& reservation);  // needs the lock
    void drop_claim(std::uint32_t seat);                                  // needs the lock
    void set_block(std::uint32_t seat, Instant until);                    // needs the lock
    SeatStatus unclaimed(std::uint32_t seat) const;                       // needs the lock
    void set_prices(std::span<SeatAt const> seats);                       // needs the lock
    void note_next_lapse();                                               // needs the lock

    ConcertDate const date_;
    Concert const concert_;
    std::atomic<bool> on_sale_{true};
    std::atomic<bool> no_single_seats_{false};
    std::atomic<bool> finished_{false};
    mutable std::mutex mutex_;
    SaleTerms terms_;
    std::vector<RunState> runs_;
    std::vector<Location> locations_;  // seat index -> where it lies
    boost::unordered_flat_map<std::uint32_t, ReservedSeat> claims_;
    boost::unordered_flat_map<UserId, std::vector<std::uint32_t>, std::hash<UserId>> by_user_;
    std::set<std::pair<Instant, std::uint32_t>> holds_;          // unpaid, by the end of their hold
    std::vector<ReservationId> lapsed_;                          // shown as free, rows not tidied yet
    boost::unordered_flat_map<std::uint32_t, Instant> blocked_;  // until when
    std::map<Instant, std::vector<std::uint32_t>> block_ends_;   // also of blocks that are other ones by now
    boost::unordered_flat_map<SeatId, AccessibleSeat, std::hash<SeatId>> accessible_;
    SeatChoices choices_;
    DateTotals totals_;  // as of the last lapse() and show()
    std::atomic<std::uint64_t> version_{1};
    std::atomic<Instant::rep> next_lapse_;  // milliseconds; the largest value: none
};

}  // namespace onsale
