// The seat board: all concert dates and their seats, in memory. What reads are answered from.
//
// Thread-safe. The clerk shows each committed batch here before it gives the batch's answers, so that a caller who was
// told yes sees it on the next read.
//
// Dates that are over leave it (ConcertDate's is_over): they are in the store alone from then on.
//
// A date that is being put on sale is here with the seats that it has so far, but no reader finds it or them.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "application/boards/date_board.h"

namespace onsale {

class SeatBoard {
  public:
    SeatBoard() = default;
    SeatBoard(SeatBoard const&) = delete;

    // Null: no such date.
    std::shared_ptr<DateBoard> date(ConcertDateId id) const;
    // All of them, by the moment of the concert.
    std::vector<std::shared_ptr<DateBoard>> dates() const;
    // Nullopt: no such seat. With its status at `now`.
    std::optional<LabelledSeat> seat(SeatId id, Instant now) const;

    // Where a seat is; nullopt: no such seat.
    struct Place {
        std::shared_ptr<DateBoard> date;
        std::uint32_t index = 0;  // on it
    };
    std::optional<Place> place(SeatId id) const;

    // The user's open reservations of all dates, the newest first: their ids have the time in them.
    std::vector<Reservation> reservations_of(UserId user, Instant now) const;

    // By the clerk, and once at start.
    void add(Concert const& concert);
    // Nobody sees it before it is shown. One that is there already stays as it is; one that has left stays away.
    void add(ConcertDate const& date);
    // Of one date or several, each date's in order; what is there already stays as it is.
    void add(std::span<LabelledSeat const> seats);
    // Whether it is on sale; and unless it is unfinished, it and its seats are seen from now on.
    void show(ConcertDate const& date);
    // Of a seat that is not here, nothing is shown.
    void show(ReservedSeat const& reservation);
    void show(std::span<Seat const> seats);  // their prices and blocks
    // It was given up before it was finished; its seats go with it.
    void remove(ConcertDateId date);
    void remove_unfinished();  // all of them

    // A date that is over: what is heard of it from now on shows nothing.
    void leave_out(ConcertDateId date, Instant now);
    // Dates that may leave by now do, with their seats; which ones.
    std::vector<ConcertDateId> leave(Instant now);
    // Did it leave, or was it left out?
    bool has_left(ConcertDateId date) const;
    // Did any, since there is this user? If not, the user has no seat of such a date. Without a lock: by the moment in
    // the id, of whichever node's clock, since the last seat of a date is sold a day before it leaves. Where an id has
    // none: did any at all?
    bool some_left_since(UserId user) const;

    // Is every date and seat that is here among these?
    bool all_within(std::span<ConcertDate const> dates, std::span<LabelledSeat const> seats) const;
    // These claims and no others, each date's at once. Those of a date that has left meanwhile show nothing.
    void show_only(std::span<ReservedSeat const> open);

    // Up to `most` reservations whose holds lapsed and whose rows are to be tidied.
    std::vector<ReservationId> take_lapsed(Instant now, std::size_t most);

  private:
    struct Location {
        DateBoard* board;
        std::uint32_t index;
    };
    void remove(DateBoard const& board);  // needs the lock

    mutable std::shared_mutex mutex_;
    std::map<ConcertId, Concert> concerts_;
    std::map<ConcertDateId, std::shared_ptr<DateBoard>> dates_;
    boost::unordered_flat_map<SeatId, Location, std::hash<SeatId>> seats_;
    std::set<ConcertDateId> left_;
    std::atomic<Instant> last_left_{Instant::min()};
};

}  // namespace onsale
