// The desk: every row that a batch loaded, and every change its commands made, in memory.
//
// Commands decide one after the other on the rows as the earlier ones left them; the clerk then saves all changes by
// a few set-based statements. Belongs to the clerk's thread; handed read-only to the boards after the commit.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "application/clerk/drawer.h"
#include "application/clerk/wanted.h"
#include "application/unit_of_work.h"

namespace onsale {

class Desk {
  public:
    // Lays out what is wanted, as `work` locks and loads it.
    struct Arrival {
        std::optional<Instant> instant;  // by the store's clock, if it has one
        BusyRows busy;
    };
    Arrival load(Wanted wanted, UnitOfWork& work, Waits waits = Waits::for_all);
    // Writes every change; the caller commits.
    void save(UnitOfWork& work) const;
    void clear();

    // Around each command: what a failed command put is taken back.
    void begin_command();
    void undo_command();
    bool untouched() const;

    // Null: not in the store, or not asked for.
    Seat const* seat(SeatId id) const { return seats_.find(id); }
    Reservation const* reservation(ReservationId id) const { return reservations_.find(id); }
    User const* user(UserId id) const { return users_.find(id); }
    Concert const* concert(ConcertId id) const;
    // An unfinished date is there for nobody else than the command that puts it on sale.
    ConcertDate const* date(ConcertDateId id) const;
    ConcertDate const* unfinished_date(ConcertDateId id) const;
    // As they were loaded, the unfinished ones too.
    std::vector<NamedDate> const& dates_at_moments() const { return dates_at_moments_; }
    std::optional<ConcertDateId> removed_date() const { return removed_date_; }
    // Is the seat's date on sale? With this batch's changes.
    bool on_sale(Seat const& seat) const;
    // Must have been asked for.
    Steering const& steering() const;
    // The seat's reservation that is not closed yet, with this batch's changes.
    std::optional<Reservation> open_reservation_of(SeatId id) const;
    bool is_taken(DateSlot slot) const { return date_slots_.contains(slot); }
    bool is_taken(SeatNumberSlot slot) const { return seat_numbers_.contains(slot); }
    std::int64_t seats_of(ConcertDateId date) const;  // how many the date has, with this batch's
    // Under a key of this batch, from earlier or from this batch; of any age. Null: none.
    RememberedAnswer const* answer(IdempotencyKey const& key) const;
    std::size_t forgotten_answers() const { return forgotten_answers_; }

    // A seat or a reservation in a state that may not follow its last one is refused: BrokenInvariant.
    void put(Seat const& seat);
    void put(Reservation const& reservation);
    void put(User const& user) { users_.put(user.id, user); }
    void put(ConcertDate const& date) { dates_.put(date.id, date); }
    void put(Steering steering);
    void add(OperatorAction action) { new_actions_.push_back(std::move(action)); }
    void add(LedgerEntry const& entry) { entries_.push_back(entry); }
    void add(NamedUser user) { new_users_.push_back(std::move(user)); }
    void add(Concert concert);
    void add(ConcertDate date);
    void add(LabelledSeat seat);
    void add(DateDrawing drawing) { new_drawings_.push_back(std::move(drawing)); }
    void remember(RememberedAnswer answer);

    // What the batch did, for the boards.
    template <class Visit>
    void for_each_changed_reservation(Visit&& visit) const {
        reservations_.for_each_change([&](auto const& sheet) { visit(sheet.row); });
    }
    template <class Visit>
    void for_each_changed_user(Visit&& visit) const {
        users_.for_each_change([&](auto const& sheet) { visit(sheet.row); });
    }
    template <class Visit>
    void for_each_changed_date(Visit&& visit) const {
        dates_.for_each_change([&](auto const& sheet) {
            if (sheet.loaded) visit(sheet.row);
        });
    }
    // Null: it is as it was.
    Steering const* changed_steering() const { return steered_ ? &*steering_ : nullptr; }
    std::vector<LedgerEntry> const& new_entries() const { return entries_; }
    std::vector<NamedUser> const& new_users() const { return new_users_; }
    std::vector<Concert> const& new_concerts() const { return new_concerts_; }
    std::vector<ConcertDate> const& new_dates() const { return new_dates_; }
    std::vector<LabelledSeat> const& new_seats() const { return new_seats_; }

  private:
    void save_answers(UnitOfWork& work) const;
    std::vector<AvailabilityShift> availability_shifts() const;

    Drawer<SeatId, Seat> seats_;
    Drawer<ReservationId, Reservation> reservations_;
    Drawer<SeatId, std::optional<ReservationId>> open_;  // seat -> its reservation that is not closed
    Drawer<UserId, User> users_;
    std::map<ConcertId, Concert> concerts_;
    Drawer<ConcertDateId, ConcertDate> dates_;
    std::map<ConcertDateId, std::int64_t> seat_counts_;
    std::set<DateSlot> date_slots_;
    std::set<SeatNumberSlot> seat_numbers_;
    std::vector<NamedDate> dates_at_moments_;
    std::optional<ConcertDateId> removed_date_;

    std::optional<Steering> steering_;
    bool steered_ = false;

    std::map<IdempotencyKey, RememberedAnswer> answers_;
    std::size_t forgotten_answers_ = 0;

    std::vector<LedgerEntry> entries_;
    std::vector<NamedUser> new_users_;
    std::vector<Concert> new_concerts_;
    std::vector<ConcertDate> new_dates_;
    std::vector<LabelledSeat> new_seats_;
    std::vector<DateDrawing> new_drawings_;
    std::vector<IdempotencyKey> new_answers_;
    std::vector<OperatorAction> new_actions_;

    // How many of each list there were when the present command began, and how the line was steered.
    struct Marks {
        std::size_t entries = 0, users = 0, concerts = 0, dates = 0, seats = 0, drawings = 0, answers = 0, actions = 0;
        std::optional<Steering> steering{};
        bool steered = false;
    } marks_;
};

}  // namespace onsale
