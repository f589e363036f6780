// The parts of the sale's working set: of each kind of row, where it comes from and how it is saved.
//
// Only here is it said what batches load and save. `load` takes a part's rows out of Loaded; `save` gives the changes
// to a repository of the unit of work. What is not a row of its own, but follows from others, saves nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "application/clerk/tracked.h"
#include "application/clerk/unit_of_work.h"
#include "application/clerk/working_set.h"

namespace onsale::part {

// Most fans take a seat or two, and these need no memory of their own.
template <class Row>
using Few = boost::container::small_vector<Row, 2>;

struct Concerts : Tracked<ConcertId, Concert> {
    void load(Loaded const& loaded);
    void save(UnitOfWork& work) const;
};
struct Dates : Tracked<ConcertDateId, ConcertDate> {
    void load(Loaded const& loaded);
    void save(UnitOfWork& work) const;
};
struct NewSeats : Added<LabelledSeat> {
    void save(UnitOfWork& work) const;
};
struct Drawings : Added<DateDrawing> {
    void save(UnitOfWork& work) const;
};
struct NewUsers : Added<NamedUser> {
    void save(UnitOfWork& work) const;
};
struct Seats : Tracked<SeatId, Seat> {
    void load(Loaded const& loaded);
    void save(UnitOfWork& work) const;
};
struct SeatBlocks : Tracked<SeatId, std::optional<Block>> {
    void load(Loaded const& loaded);
    void save(UnitOfWork& work) const;
};
struct ReservedSeats : Tracked<ReservedSeatId, ReservedSeat> {
    void load(Loaded const& loaded);
    void save(UnitOfWork& work) const;
};
// By how much the available seats of each date change.
struct AvailabilityShifts : Tracked<ConcertDateId, std::int64_t> {
    void load(Loaded const&) {}
    void save(UnitOfWork& work) const;
    void shift(ConcertDateId date, std::int64_t by);
};
struct Users : Tracked<UserId, User> {
    void load(Loaded const& loaded);
    void save(UnitOfWork& work) const;
};
struct Ledger : Added<LedgerEntry> {
    void save(UnitOfWork& work) const;
};
struct Answers : Tracked<IdempotencyKey, RememberedAnswer> {
    void load(Loaded& loaded);
    void save(UnitOfWork& work) const;
};
// There is one row: its id says nothing.
struct SteeringRow : Tracked<std::uint8_t, Steering> {
    static constexpr std::uint8_t only = 0;
    void load(Loaded const& loaded);
    void save(UnitOfWork& work) const;
};
struct Actions : Added<OperatorAction> {
    void save(UnitOfWork& work) const;
};

// The claim on a seat that is not closed.
struct OpenClaims : Tracked<SeatId, std::optional<ReservedSeatId>> {
    void load(Loaded const& loaded);
    void save(UnitOfWork&) const {}
};
// All claims of a reservation that was asked for, or is begun.
struct SeatsOfReservations : Tracked<ReservationId, Few<ReservedSeatId>> {
    void load(Loaded const& loaded);
    void save(UnitOfWork&) const {}
    void note(ReservedSeat const& reserved);
};
// The date of a seat as it was a moment ago: it is not locked, so as not to wait for its counter.
struct DatesOfSeats : Tracked<ConcertDateId, ConcertDate> {
    void load(Loaded const& loaded);
    void save(UnitOfWork&) const {}
};
// What is counted of a user.
struct CountedOfUsers : Tracked<UserId, Few<ReservedSeatOfDate>> {
    void load(Loaded const& loaded);
    void save(UnitOfWork&) const {}
    void note(ReservedSeatOfDate const& changed);
};
struct SeatCounts : Tracked<ConcertDateId, std::int64_t> {
    void load(Loaded const& loaded);
    void save(UnitOfWork&) const {}
};
// Taken slots and numbers of dates that the batch asked about, or makes.
struct DateSlots : Tracked<DateSlot, std::monostate> {
    void load(Loaded const& loaded);
    void save(UnitOfWork&) const {}
};
struct SeatNumbers : Tracked<SeatNumberSlot, std::monostate> {
    void load(Loaded const& loaded);
    void save(UnitOfWork&) const {}
};
struct DatesAtMoments : Found<std::vector<NamedDate>> {
    void load(Loaded& loaded);
};
// Loading removed some of its seats, or all of it: that is to be committed.
struct RemovedDate : Found<std::optional<ConcertDateId>> {
    void load(Loaded const& loaded);
    bool untouched() const { return !value(); }
};
// How many loading removed: they are to be committed.
struct ForgottenAnswers : Found<std::size_t> {
    void load(Loaded const& loaded);
    bool untouched() const { return value() == 0; }
};

// In the order of saving. What is pointed at comes first; the dates' counters, which every batch of a hot date wants,
// are locked late.
using Rows =
    WorkingSet<Concerts, Dates, NewSeats, Drawings, NewUsers, Seats, SeatBlocks, ReservedSeats, AvailabilityShifts,
               Users, Ledger, Answers, SteeringRow, Actions, OpenClaims, SeatsOfReservations, DatesOfSeats,
               CountedOfUsers, SeatCounts, DateSlots, SeatNumbers, DatesAtMoments, RemovedDate, ForgottenAnswers>;

}  // namespace onsale::part
