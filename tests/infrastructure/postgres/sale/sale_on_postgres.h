// A whole sale without HTTP on a database of its own: the clerk with several units of work, and the boards.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "application/awaited.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "application/sale/charge_points.h"
#include "application/sale/pay_reservation.h"
#include "application/sale/put_on_sale.h"
#include "application/sale/register_user.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seats.h"
#include "application/settable_clock.h"
#include "application/storage_fault.h"
#include "infrastructure/postgres/fresh_database.h"
#include "infrastructure/postgres/sale/audit.h"
#include "infrastructure/postgres/sale/sale_archive.h"
#include "infrastructure/postgres/sale/unit_of_work.h"
#include "infrastructure/system/uuid_v7_source.h"

namespace onsale::postgres {

// So patient that a slow machine fails no test, and by the test's clock.
inline UnitOfWorkOptions const patient{.bounds = {.lock_wait = seconds{30}, .answer = seconds{60}, .idle = seconds{60}},
                                       .decides_by = DecidesBy::clock_of_caller,
                                       .guard = {}};

// For tests whose fans take seat after seat.
inline SaleTerms const any_number_of_seats{.most_per_person = limits::largest_per_person,
                                           .most_takes = limits::largest_takes};

// Rows as they are in the database; the boards are only there because a clerk wants some.
class SaleOnPostgres {
  public:
    explicit SaleOnPostgres(UnitOfWorkOptions work_options = patient) : options(work_options) {}

    UnitOfWorkOptions const options;
    FreshDatabase database;
    SettableClock clock;
    UuidV7Source ids{clock};
    PostgresUnitOfWork first{database.url(), options};
    PostgresUnitOfWork second{database.url(), options};
    std::vector<UnitOfWork*> works{&first, &second};
    Boards boards;
    PostgresSaleArchive archive{database.url()};
    Clerk clerk{works,
                boards,
                clock,
                ids,
                {.usual_hold = HoldTerm{seconds{300}}, .longest_wait = seconds{30}, .longest_batch = seconds{30}}};

    // Submits, waits, and gives the decision. Throws StorageFault when the clerk could not answer.
    template <class Command, class... Arguments>
    auto ask(Arguments&&... arguments) {
        Command command(std::forward<Arguments>(arguments)...);
        if (submit_and_wait(clerk, command) != Fate::answered) throw StorageFault("not answered");
        return *command.outcome;
    }

    UserId user_with(Points points) {
        auto const id = ask<RegisterUser>("Kim")->user.id;
        charge(id, points).value();
        return id;
    }
    std::vector<SeatId> open_seats(std::int32_t count, SaleTerms const& terms = any_number_of_seats) {
        std::vector<SeatOffer> offers;
        for (std::int32_t n = 1; n <= count; ++n) offers.push_back({n, Points{1'000}, {"A", "1", std::to_string(n)}});
        SaleOrder order{
            .concert = "IU", .date = opening + std::chrono::days{30}, .offers = std::move(offers), .terms = terms};
        ask<PutDateOnSale>(std::move(order)).value();
        std::vector<SeatId> seats;
        archive.read_seats([&](LabelledSeat const& each) { seats.push_back(each.seat.id); });
        return seats;
    }
    Decision<SeatsReserved> reserve(SeatId seat, UserId by) { return ask<ReserveSeats>(seat, by); }
    Decision<Reservation> release(ReservationId which, UserId by) { return ask<ReleaseReservation>(which, by); }
    Decision<ReservationPaid> pay(ReservationId which, UserId by) { return ask<PayReservation>(which, by); }
    Decision<PointsCharged> charge(UserId whom, Points amount) { return ask<ChargePoints>(whom, amount); }

    AuditReport audit() const {
        AuditReport report;
        audit_sale(database.url(), report);
        return report;
    }
};

}  // namespace onsale::postgres
