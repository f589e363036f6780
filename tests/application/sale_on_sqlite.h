// A whole sale without HTTP: the clerk, the boards and a real SQLite file, under a clock that the test moves.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "application/audit.h"
#include "application/awaited.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "application/sale/charge_points.h"
#include "application/sale/expire_holds.h"
#include "application/sale/pay_reservation.h"
#include "application/sale/put_on_sale.h"
#include "application/sale/register_user.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seats.h"
#include "application/settable_clock.h"
#include "application/storage_fault.h"
#include "infrastructure/sqlite/sale/audit.h"
#include "infrastructure/sqlite/sale/sale_archive.h"
#include "infrastructure/sqlite/sale/schema.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "support/temporary_folder.h"

namespace onsale {

inline std::vector<SeatOffer> seat_offers(std::int32_t count, Points price = {1'000}) {
    std::vector<SeatOffer> offers;
    for (std::int32_t n = 1; n <= count; ++n) offers.push_back({n, price, {"A", "1", std::to_string(n)}});
    return offers;
}

// For tests whose fans take seat after seat.
inline SaleTerms const any_number_of_seats{.most_per_person = limits::largest_per_person,
                                           .most_takes = limits::largest_takes};

class SaleOnSqlite {
  public:
    static constexpr HoldTerm hold_term{seconds{300}};
    static constexpr Instant evening = opening + std::chrono::days{30};

    TemporaryFolder folder;
    std::filesystem::path const data = folder / "data";
    SettableClock clock;
    UuidV7Source ids{clock};
    sqlite::SqliteUnitOfWork work{data};
    sqlite::SqliteSaleArchive archive{data};
    Boards boards;
    Clerk clerk{work, boards, clock, ids, {.usual_hold = hold_term}};

    // Submits, waits, and gives the decision. Throws StorageFault when the clerk could not answer.
    template <class Command, class... Arguments>
    auto ask(Arguments&&... arguments) {
        Command command(std::forward<Arguments>(arguments)...);
        if (submit_and_wait(clerk, command) != Fate::answered) throw StorageFault("not answered");
        return *command.outcome;
    }

    UserId user(std::string name = "Kim") { return ask<RegisterUser>(std::move(name))->user.id; }
    UserId user_with(Points points) {
        auto const id = user();
        charge(id, points).value();
        return id;
    }
    ConcertDateId put_date_on_sale(std::vector<SeatOffer> offers, SaleTerms const& terms = any_number_of_seats) {
        SaleOrder order{.concert = "IU", .date = evening, .offers = std::move(offers), .terms = terms};
        return ask<PutDateOnSale>(std::move(order))->date.id;
    }
    std::vector<SeatId> open_seats(std::int32_t count, Points price = {1'000}) {
        return seats_of(put_date_on_sale(seat_offers(count, price)));
    }
    std::vector<SeatId> seats_of(ConcertDateId date) const {
        std::vector<SeatId> seats;
        boards.seats.date(date)->read(clock.now(), [&](std::span<RunState const> runs, std::uint64_t) {
            for (auto const& run : runs) {
                for (auto const& seat : run.run->seats) seats.push_back(seat.seat.id);
            }
        });
        return seats;
    }

    Decision<SeatsReserved> reserve(SeatId seat, UserId by) { return ask<ReserveSeats>(seat, by); }
    Decision<Reservation> release(ReservationId which, UserId by) { return ask<ReleaseReservation>(which, by); }
    Decision<ReservationPaid> pay(ReservationId which, UserId by) { return ask<PayReservation>(which, by); }
    Decision<PointsCharged> charge(UserId whom, Points amount) { return ask<ChargePoints>(whom, amount); }

    SeatStatus shown(SeatId seat) const { return boards.seats.seat(seat, clock.now())->seat.status; }
    Points balance(UserId whom) const { return *boards.wallets.balance(whom); }

    // What is in the file, not on the boards.
    std::vector<LedgerEntry> history(UserId whom) const {
        auto file = sqlite::open_sale_file(data, sqlite::Mode::read_only);
        return sqlite::SqlitePointHistories(file).page(whom, {}, 1'000);
    }
    SeatStatus stored(SeatId seat) const {
        auto file = sqlite::open_sale_file(data, sqlite::Mode::read_only);
        return sqlite::SqliteSeats(file).lock({&seat, 1}).at(0).status;
    }
    ReservedSeat stored(ReservationId which) const {
        auto file = sqlite::open_sale_file(data, sqlite::Mode::read_only);
        return sqlite::SqliteReservations(file).find({&which, 1}).at(0);
    }
    AuditReport audit() const {
        AuditReport report;
        sqlite::audit_sale(data, report);
        return report;
    }
};

}  // namespace onsale
