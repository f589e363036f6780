#include "application/clerk/desk.h"

#include <algorithm>
#include <utility>

#include "domain/invariant.h"

namespace onsale {
namespace {

template <class T>
void sort_unique(std::vector<T>& values) {
    std::ranges::sort(values);
    auto const rest = std::ranges::unique(values);
    values.erase(rest.begin(), rest.end());
}

}  // namespace

Desk::Arrival Desk::load(Wanted wanted, UnitOfWork& work, Waits waits) {
    sort_unique(wanted.keys);
    sort_unique(wanted.seats);
    sort_unique(wanted.reservations);
    sort_unique(wanted.users);
    sort_unique(wanted.concerts);
    sort_unique(wanted.dates);
    sort_unique(wanted.date_slots);
    sort_unique(wanted.seat_numbers);
    sort_unique(wanted.seat_counts);
    sort_unique(wanted.moments);
    auto loaded = work.load(wanted, waits);

    for (auto& answer : loaded.answers) {
        auto key = answer.use.key;
        answers_.insert_or_assign(std::move(key), std::move(answer));
    }
    forgotten_answers_ = loaded.forgotten_answers;
    for (auto const& seat : loaded.seats) seats_.load(seat.id, seat);
    for (auto const& reservation : loaded.reservations) {
        reservations_.load(reservation.id, reservation);
        if (is_open(reservation)) open_.load(reservation.seat, reservation.id);
    }
    for (auto const& user : loaded.users) users_.load(user.id, user);
    steering_ = std::move(loaded.steering);
    for (auto& concert : loaded.concerts) concerts_.try_emplace(concert.id, concert);
    for (auto const& date : loaded.dates) dates_.load(date.id, date);
    for (auto const& [date, seats] : loaded.seat_counts) seat_counts_.try_emplace(date, seats);
    date_slots_.insert(loaded.date_slots.begin(), loaded.date_slots.end());
    seat_numbers_.insert(loaded.seat_numbers.begin(), loaded.seat_numbers.end());
    dates_at_moments_ = std::move(loaded.dates_at_moments);
    removed_date_ = loaded.removed_date;
    return {loaded.instant, std::move(loaded.busy)};
}

void Desk::save(UnitOfWork& work) const {
    work.concerts().add(new_concerts_);
    work.dates().add(new_dates_);
    work.seats().add(new_seats_);
    if (!new_drawings_.empty()) work.drawings().add(new_drawings_);
    work.users().add(new_users_);

    std::vector<SeatChange> seats;
    seats_.for_each_change([&](auto const& sheet) { seats.push_back({sheet.row, sheet.loaded->status}); });
    work.seats().save_status(seats);

    // Closed ones first: a seat's lapsed hold makes way for the new one.
    std::vector<ReservationChange> changed;
    std::vector<Reservation> made;
    reservations_.for_each_change([&](auto const& sheet) {
        if (sheet.loaded) {
            changed.push_back({sheet.row, sheet.loaded->state});
        } else {
            made.push_back(sheet.row);
        }
    });
    work.reservations().save_state(changed);
    work.reservations().add(made);
    work.dates().shift_available(availability_shifts());
    std::vector<ConcertDate> dates;
    for_each_changed_date([&](ConcertDate const& date) { dates.push_back(date); });
    work.dates().save_state(dates);

    std::vector<User> users;
    users_.for_each_change([&](auto const& sheet) { users.push_back(sheet.row); });
    work.users().save_balance(users);
    work.histories().add(entries_);
    save_answers(work);
    if (auto const* steering = changed_steering()) work.steering().save(*steering);
    work.actions().add(new_actions_);
}

void Desk::save_answers(UnitOfWork& work) const {
    if (new_answers_.empty()) return;
    std::vector<RememberedAnswer> answers;
    answers.reserve(new_answers_.size());
    for (auto const& key : new_answers_) answers.push_back(answers_.at(key));
    work.answers().remember(answers);
}

std::vector<AvailabilityShift> Desk::availability_shifts() const {
    std::map<ConcertDateId, std::int64_t> shifts;
    auto const available = [](Seat const& seat) { return seat.status == SeatStatus::available ? 1 : 0; };
    for (auto const& labelled : new_seats_) shifts[labelled.seat.concert_date] += available(labelled.seat);
    seats_.for_each_change(
        [&](auto const& sheet) { shifts[sheet.row.concert_date] += available(sheet.row) - available(*sheet.loaded); });
    std::vector<AvailabilityShift> result;
    for (auto const& [date, by] : shifts) {
        if (by != 0) result.push_back({date, by});
    }
    return result;
}

void Desk::clear() {
    seats_.clear();
    reservations_.clear();
    open_.clear();
    users_.clear();
    concerts_.clear();
    dates_.clear();
    seat_counts_.clear();
    date_slots_.clear();
    seat_numbers_.clear();
    dates_at_moments_.clear();
    removed_date_.reset();
    entries_.clear();
    new_users_.clear();
    new_concerts_.clear();
    new_dates_.clear();
    new_seats_.clear();
    new_drawings_.clear();
    answers_.clear();
    new_answers_.clear();
    new_actions_.clear();
    steering_.reset();
    steered_ = false;
    forgotten_answers_ = 0;
    marks_ = {};
}

void Desk::begin_command() {
    seats_.begin_command();
    reservations_.begin_command();
    open_.begin_command();
    users_.begin_command();
    dates_.begin_command();
    marks_ = {.entries = entries_.size(),
              .users = new_users_.size(),
              .concerts = new_concerts_.size(),
              .dates = new_dates_.size(),
              .seats = new_seats_.size(),
              .drawings = new_drawings_.size(),
              .answers = new_answers_.size(),
              .actions = new_actions_.size(),
              .steering = steering_,
              .steered = steered_};
}

void Desk::undo_command() {
    seats_.undo();
    reservations_.undo();
    open_.undo();
    users_.undo();
    dates_.undo();
    steering_ = marks_.steering;
    steered_ = marks_.steered;
    new_actions_.resize(marks_.actions);
    entries_.resize(marks_.entries);
    new_users_.resize(marks_.users);
    new_drawings_.resize(marks_.drawings);
    for (; new_answers_.size() > marks_.answers; new_answers_.pop_back()) answers_.erase(new_answers_.back());
    for (; new_concerts_.size() > marks_.concerts; new_concerts_.pop_back()) concerts_.erase(new_concerts_.back().id);
    for (; new_dates_.size() > marks_.dates; new_dates_.pop_back()) {
        auto const& date = new_dates_.back();
        seat_counts_.erase(date.id);
        date_slots_.erase({date.concert, date.date});
    }
    for (; new_seats_.size() > marks_.seats; new_seats_.pop_back()) {
        auto const& seat = new_seats_.back().seat;
        seat_numbers_.erase({seat.concert_date, seat.number});
        if (auto const count = seat_counts_.find(seat.concert_date); count != seat_counts_.end()) --count->second;
    }
}

bool Desk::untouched() const {
    return seats_.untouched() && reservations_.untouched() && users_.untouched() && dates_.untouched() && !steered_ &&
           new_actions_.empty() && entries_.empty() && new_users_.empty() && new_concerts_.empty() &&
           new_dates_.empty() && new_seats_.empty() && new_drawings_.empty() && new_answers_.empty() &&
           forgotten_answers_ == 0 && !removed_date_;
}

Concert const* Desk::concert(ConcertId id) const {
    auto const found = concerts_.find(id);
    return found == concerts_.end() ? nullptr : &found->second;
}

ConcertDate const* Desk::date(ConcertDateId id) const {
    auto const* found = dates_.find(id);
    return found == nullptr || found->unfinished ? nullptr : found;
}

ConcertDate const* Desk::unfinished_date(ConcertDateId id) const {
    auto const* found = dates_.find(id);
    return found != nullptr && found->unfinished ? found : nullptr;
}

bool Desk::on_sale(Seat const& seat) const {
    auto const* date = dates_.find(seat.concert_date);
    return date == nullptr ? seat.on_sale : date->on_sale;
}

Steering const& Desk::steering() const {
    invariant(steering_.has_value(), "who decides on the steering has asked for it");
    return *steering_;
}

std::optional<Reservation> Desk::open_reservation_of(SeatId id) const {
    auto const* open = open_.find(id);
    if (open == nullptr || !*open) return std::nullopt;
    return *reservations_.find(**open);
}

std::int64_t Desk::seats_of(ConcertDateId date) const {
    auto const found = seat_counts_.find(date);
    return found == seat_counts_.end() ? 0 : found->second;
}

RememberedAnswer const* Desk::answer(IdempotencyKey const& key) const {
    auto const found = answers_.find(key);
    return found == answers_.end() ? nullptr : &found->second;
}

void Desk::remember(RememberedAnswer answer) {
    new_answers_.push_back(answer.use.key);
    answers_.insert_or_assign(new_answers_.back(), std::move(answer));
}

void Desk::put(Seat const& seat) {
    auto const* before = seats_.find(seat.id);
    invariant(before != nullptr && may_become(before->status, seat.status), "a seat's status follows its last one");
    seats_.put(seat.id, seat);
}

void Desk::put(Reservation const& reservation) {
    auto const* before = reservations_.find(reservation.id);
    invariant(before == nullptr ? reservation.state == ReservationState::reserved
                                : may_become(before->state, reservation.state),
              "a reservation begins as a hold, and its state follows its last one");
    reservations_.put(reservation.id, reservation);
    auto const* now_open = open_.find(reservation.seat);
    if (is_open(reservation)) {
        open_.put(reservation.seat, reservation.id);
    } else if (now_open != nullptr && *now_open == reservation.id) {
        open_.put(reservation.seat, std::nullopt);
    }
}

void Desk::put(Steering steering) {
    steering_ = std::move(steering);
    steered_ = true;
}

void Desk::add(Concert concert) {
    concerts_.try_emplace(concert.id, concert);
    new_concerts_.push_back(std::move(concert));
}

void Desk::add(ConcertDate date) {
    dates_.put(date.id, date);
    seat_counts_.try_emplace(date.id, 0);
    date_slots_.insert({date.concert, date.date});
    new_dates_.push_back(date);
}

void Desk::add(LabelledSeat seat) {
    seat_numbers_.insert({seat.seat.concert_date, seat.seat.number});
    ++seat_counts_[seat.seat.concert_date];
    new_seats_.push_back(std::move(seat));
}

}  // namespace onsale
