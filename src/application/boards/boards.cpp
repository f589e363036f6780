#include "application/boards/boards.h"

#include <algorithm>
#include <vector>

namespace onsale {
namespace {

std::vector<ConcertDateId> ids_of(std::vector<ConcertDate> const& dates) {
    std::vector<ConcertDateId> ids;
    for (auto const& date : dates) ids.push_back(date.id);
    return ids;
}

}  // namespace

void Boards::fill(SaleArchive& archive, Instant now) {
    archive.read_concerts([&](Concert const& concert) { seats.add(concert); });
    std::vector<ConcertDate> dates;
    archive.read_dates([&](ConcertDate const& date) {
        if (is_over(date, now)) return seats.leave_out(date.id, now);
        dates.push_back(date);
    });
    for (auto const& date : dates) seats.add(date);
    auto const shown = ids_of(dates);
    std::vector<LabelledSeat> all;
    archive.read_seats(shown, [&](LabelledSeat const& seat) {
        all.push_back(seat);
        all.back().seat.status = SeatStatus::available;  // claims are shown below, by the clock
    });
    seats.add(all);
    for (auto const& date : dates) seats.show(date);
    archive.read_open_reservations(shown, [&](ReservedSeat const& reservation) { seats.show(reservation); });
    archive.read_users([&](User const& user) { wallets.show(user); });
    steering.show(archive.read_steering(main_line));
}

bool Boards::fill_again(SaleArchive& archive, Instant now) {
    std::vector<Concert> concerts;
    std::vector<ConcertDate> dates;
    std::vector<ConcertDateId> over;
    std::vector<LabelledSeat> all;
    std::vector<ReservedSeat> open;
    std::vector<User> users;
    archive.read_concerts([&](Concert const& concert) { concerts.push_back(concert); });
    // One that is over and still here stays until it leaves by itself.
    archive.read_dates([&](ConcertDate const& date) {
        if (seats.date(date.id) || !is_over(date, now)) return dates.push_back(date);
        over.push_back(date.id);
    });
    auto const shown = ids_of(dates);
    archive.read_seats(shown, [&](LabelledSeat const& seat) {
        all.push_back(seat);
        all.back().seat.status = SeatStatus::available;
    });
    archive.read_open_reservations(shown, [&](ReservedSeat const& reservation) { open.push_back(reservation); });
    archive.read_users([&](User const& user) { users.push_back(user); });
    auto const steered = archive.read_steering(main_line);

    seats.remove_unfinished();
    if (!seats.all_within(dates, all)) return false;
    for (auto const date : over) seats.leave_out(date, now);
    for (auto const& concert : concerts) seats.add(concert);
    for (auto const& date : dates) seats.add(date);
    seats.add(all);
    for (auto const& date : dates) seats.show(date);
    std::vector<Seat> each;
    for (auto const& labelled : all) each.push_back(labelled.seat);
    seats.show(each);
    seats.show_only(open);
    wallets.show_only(users);
    steering.show(steered);
    return true;
}

BoardsDigest Boards::digest(Instant now) const {
    BoardsDigest all{.wallets = wallets.digest(), .dates = {}};
    for (auto const& board : seats.dates()) {
        if (!board->is_over(now)) all.dates.push_back(board->digest(now));
    }
    std::ranges::sort(all.dates, {}, &DateDigest::date);
    return all;
}

void Boards::show(Changes const& changes) {
    for (auto const& concert : changes.concerts) seats.add(concert);
    for (auto const& date : changes.dates) seats.add(date);
    if (!changes.seats.empty()) seats.add(changes.seats);
    for (auto const& date : changes.dates) seats.show(date);
    if (!changes.changed_seats.empty()) seats.show(changes.changed_seats);
    for (auto const& user : changes.users) wallets.show(user);
    for (auto const& reservation : changes.reserved_seats) seats.show(reservation);
    for (auto const& changed : changes.steering) steering.show(changed);
    for (auto const& date : changes.removed_dates) seats.remove(date);
}

}  // namespace onsale
