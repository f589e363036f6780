// The sale's working set: every row that a batch loaded, and every change its commands made, with the rules that hold
// between rows. Belongs to the clerk's thread.
#pragma once

#include <optional>
#include <vector>

#include "application/clerk/sale_parts.h"
#include "application/clerk/unit_of_work.h"
#include "application/clerk/wanted.h"
#include "domain/concert/booking.h"

namespace onsale {

class SaleRows : public part::Rows {
  public:
    // Takes in what is wanted, as `work` locks and loads it.
    struct Arrival {
        std::optional<Instant> instant;  // by the store's clock, if it has one
        BusyRows busy;
    };
    Arrival load(Wanted wanted, UnitOfWork& work, Waits waits = Waits::for_all);

    // Null: not in the store, or not asked for.
    Seat const* seat(SeatId id) const { return of<part::Seats>().find(id); }
    ReservedSeat const* reserved(ReservedSeatId id) const { return of<part::ReservedSeats>().find(id); }
    User const* user(UserId id) const { return of<part::Users>().find(id); }
    Concert const* concert(ConcertId id) const { return of<part::Concerts>().find(id); }
    // An unfinished date is there for nobody else than the command that puts it on sale.
    ConcertDate const* date(ConcertDateId id) const;
    ConcertDate const* unfinished_date(ConcertDateId id) const;
    // As they were loaded, the unfinished ones too.
    std::vector<NamedDate> const& dates_at_moments() const { return of<part::DatesAtMoments>().value(); }
    std::optional<ConcertDateId> removed_date() const { return of<part::RemovedDate>().value(); }
    // The date of a seat that was asked for, with this batch's changes.
    ConcertDate const& date_of(Seat const& seat) const;
    // How many seats of the date the fan has at that moment, with this batch's changes. Must have been asked for.
    SeatsOfFan seats_of(FanInSession const& fan, ConcertDateId date, Instant now) const;
    // The fan's seats of the date at that moment, held and paid, with this batch's changes. Must have been asked for.
    std::vector<ReservedSeat> live_seats_of(UserId user, ConcertDateId date, Instant now) const;
    // How often the fan let the seat lapse, with this batch's changes. Both must have been asked for.
    Lapses lapses_of(UserId user, SeatId seat, Instant now) const;
    // A reservation of that fan, with all its open seats, and this batch's changes. The fan must have been asked for.
    Reservation open_reservation_of(UserId user, ReservationId id) const;
    // Must have been asked for.
    Steering const& steering() const;
    // The seat's block, with this batch's changes; null: it has none. It must have been asked for.
    Block const* block_of(SeatId seat) const;
    // The claim on the seat that is not closed yet, with this batch's changes.
    std::optional<ReservedSeat> open_claim_of(SeatId id) const;
    // With all its seats, and this batch's changes. Must have been asked for: nullopt is one that does not exist.
    std::optional<Reservation> reservation(ReservationId id) const;
    // False: one was added by another node while these were being locked. Such a command is decided in the next batch.
    bool has_all_seats(Reservation const& reservation) const;
    bool is_taken(DateSlot slot) const { return of<part::DateSlots>().find(slot) != nullptr; }
    bool is_taken(SeatNumberSlot slot) const { return of<part::SeatNumbers>().find(slot) != nullptr; }
    std::int64_t seats_of(ConcertDateId date) const;  // how many the date has, with this batch's
    // Under a key of this batch, from earlier or from this batch; of any age. Null: none.
    RememberedAnswer const* answer(IdempotencyKey const& key) const { return of<part::Answers>().find(key); }
    std::size_t forgotten_answers() const { return of<part::ForgottenAnswers>().value(); }

    // A seat or a claim in a state that may not follow its last one is refused: BrokenInvariant.
    void put(Seat const& seat);
    void put(ReservedSeat const& reserved);
    // The seat must have been asked for, with its block.
    void put(SeatBlock block);
    void set_price(SeatId seat, Points price);
    void put(User const& user) { edit<part::Users>().put(user.id, user); }
    void put(ConcertDate const& date) { edit<part::Dates>().put(date.id, date); }
    void put(Steering steering) { edit<part::SteeringRow>().put(part::SteeringRow::only, std::move(steering)); }
    void add(OperatorAction action) { edit<part::Actions>().add(std::move(action)); }
    void add(LedgerEntry const& entry) { edit<part::Ledger>().add(entry); }
    void add(NamedUser user) { edit<part::NewUsers>().add(std::move(user)); }
    void add(Concert const& concert) { edit<part::Concerts>().put(concert.id, concert); }
    void add(ConcertDate const& date);
    void add(LabelledSeat seat);
    void add(DateDrawing drawing) { edit<part::Drawings>().add(std::move(drawing)); }
    void remember(RememberedAnswer answer);

  private:
    Seat asked_for(SeatId id) const;
};

}  // namespace onsale
