// The concert domain's repositories: what it needs kept, said without saying where.
//
// All of them work inside the unit of work that they were taken from (application/clerk/unit_of_work.h). Sets in, sets
// out: an empty set costs nothing. `lock` loads rows and keeps every other unit of work off them until this one ends;
// ids that do not exist are simply not in the answer. Callers lock seats, users, concerts, dates in this order; a store
// locks each set in the order of its ids: no deadlocks, however many units of work there are.
// Errors: StorageFault (application/storage_fault.h), after which the unit of work must be rolled back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"

namespace onsale {

class ConcertRepository {
  public:
    virtual ~ConcertRepository() = default;
    // A unit of work that adds a date to a concert has it locked: no two units of work add the same date.
    virtual std::vector<Concert> lock(std::span<ConcertId const> ids) = 0;
    virtual void add(std::span<Concert const> concerts) = 0;
};

// A concert's date at a moment: unique, whether it has an id yet or not.
struct DateSlot {
    ConcertId concert;
    Instant date;
    auto operator<=>(DateSlot const&) const = default;
};

// A date with the name of its concert.
struct NamedDate {
    ConcertDate date;
    std::string singer_name;
};

struct AvailabilityShift {
    ConcertDateId concert_date;
    std::int64_t by = 0;
};

class ConcertDateRepository {
  public:
    virtual ~ConcertDateRepository() = default;
    virtual std::vector<ConcertDate> lock(std::span<ConcertDateId const> ids) = 0;
    // Without a lock: as they were a moment ago.
    virtual std::vector<ConcertDate> find(std::span<ConcertDateId const> ids) = 0;
    // Which of these slots are taken already.
    virtual std::vector<DateSlot> taken(std::span<DateSlot const> slots) = 0;
    // All that begin at one of these moments, the unfinished ones too.
    virtual std::vector<NamedDate> at(std::span<Instant const> moments) = 0;
    virtual void add(std::span<ConcertDate const> dates) = 0;
    virtual void shift_available(std::span<AvailabilityShift const> shifts) = 0;
    // Whether they are on sale, on which terms, and whether they are finished.
    virtual void save_state(std::span<ConcertDate const> dates) = 0;
    // Of one unfinished date whose last piece came before that instant: `most` of its seats; once it has none, itself,
    // and the concert that came with it. Which date it was; nullopt: there is none, or others have it.
    virtual std::optional<ConcertDateId> remove_unfinished(Instant before, std::size_t most) = 0;
};

struct FanInSession {
    UserId user;
    std::optional<SessionId> session;  // none: outside of the line
    bool operator==(FanInSession const&) const = default;
};

// A seat number of a date: unique.
struct SeatNumberSlot {
    ConcertDateId concert_date;
    std::int32_t number = 0;
    auto operator<=>(SeatNumberSlot const&) const = default;
};

// A row as it is to be, and the state that it was loaded in. A store that finds another state by now, or no such row,
// refuses all that it is given: BrokenInvariant, since the row was locked.
struct SeatChange {
    Seat seat;
    SeatStatus loaded;
};
struct ReservedSeatChange {
    ReservedSeat reserved;
    ReservationState loaded;
};

class SeatRepository {
  public:
    virtual ~SeatRepository() = default;
    // Each of them once, in the order of the ids. The seats of an unfinished date are not there.
    virtual std::vector<Seat> lock(std::span<SeatId const> ids) = 0;
    // Which of these numbers are taken already.
    virtual std::vector<SeatNumberSlot> taken(std::span<SeatNumberSlot const> slots) = 0;
    virtual std::int64_t count(ConcertDateId date) = 0;
    virtual void add(std::span<LabelledSeat const> seats) = 0;
    virtual void save_status(std::span<SeatChange const> changes) = 0;
    // The blocks of these seats, those that have ended, too; under the seats' locks. Seats without one are left out.
    virtual std::vector<SeatBlock> find_blocks(std::span<SeatId const> seats) = 0;
    virtual void save_blocks(std::span<SeatBlock const> blocks) = 0;
    virtual void save_prices(std::span<Seat const> seats) = 0;  // and nothing else of them
};

// A claim on a seat is guarded by the lock of the seat, which must be held when it is read to be changed. Claims are
// added to a reservation, and paid, under the lock of its user.
class ReservationRepository {
  public:
    virtual ~ReservationRepository() = default;
    // All seats of these reservations, closed ones, too.
    virtual std::vector<ReservedSeat> find(std::span<ReservationId const> ids) = 0;
    // The claims on these seats that are reserved or paid: at most one for each seat.
    virtual std::vector<ReservedSeat> find_open_of(std::span<SeatId const> seats) = 0;
    // What is counted of these fans: their seats that are reserved or paid, those that they took in the session, and of
    // `seats` those that they let expire. Under the locks of the users nobody adds one or pays one; they may be closed
    // all the same.
    virtual std::vector<ReservedSeatOfDate> find_counted(std::span<FanInSession const> fans,
                                                         std::span<SeatId const> seats) = 0;
    virtual void add(std::span<ReservedSeat const> reserved) = 0;
    virtual void save_state(std::span<ReservedSeatChange const> changes) = 0;
};

}  // namespace onsale
