// A unit of work: one transaction of the sale's store, with the domain's repositories inside it.
//
// Belongs to one thread at a time (a clerk). begin ... commit is all or nothing, and durable when commit returns.
// Errors: StorageFault from any call; the caller then rolls back, and nothing of the unit of work remains. RowsBusy
// when another unit of work, or somebody else who uses the store, keeps a row for too long. Where a lost connection
// leaves it unknown whether a commit happened, commit throws StoreAway: nobody is told yes.
#pragma once

#include "application/clerk/loaded.h"
#include "application/drawings.h"
#include "application/idempotency/answer_repository.h"
#include "domain/concert/repositories.h"
#include "domain/steering/repositories.h"
#include "domain/user/repositories.h"

namespace onsale {

struct Changes;

class UnitOfWork {
  public:
    virtual ~UnitOfWork() = default;

    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;

    // Locks and loads what a batch wants (each list sorted, each once): keys with their answers, then seats (also those
    // of wanted reservations), then users, and under both locks reservations and what is counted; then the
    // steering, concerts, and dates with what there is at their slots and numbers. Always in this order: no deadlocks.
    // The dates of seats are only read. A seat that was added to a reservation between the two locks is not loaded,
    // though its claim is.
    // A store whose units of work run at the same time obeys `waits`, and asks for everything at once where it can.
    virtual Loaded load(Wanted const& wanted, Waits waits);

    // Before the commit, and part of it: what this unit of work has saved, for the boards of other nodes; not called
    // where boards have nothing to show. A store that no other node uses has nobody to tell.
    virtual void announce(Changes const&) {}

    virtual ConcertRepository& concerts() = 0;
    virtual ConcertDateRepository& dates() = 0;
    virtual SeatRepository& seats() = 0;
    virtual DrawingRepository& drawings() = 0;
    virtual ReservationRepository& reservations() = 0;
    virtual UserRepository& users() = 0;
    virtual PointHistoryRepository& histories() = 0;
    virtual AnswerRepository& answers() = 0;
    virtual SteeringRepository& steering() = 0;
    virtual OperatorActionRepository& actions() = 0;
};

}  // namespace onsale
