// PaymentsHeard: who is told by a store that many nodes share of what was paid there.
#pragma once

#include "application/boards/sale_archive.h"
#include "domain/concert/reservation.h"

namespace onsale {

class PaymentsHeard {
  public:
    virtual ~PaymentsHeard() = default;

    // A payment that any node has committed, a moment after it; for one of this node it is said again.
    virtual void heard(ReservedSeat const& paid) = 0;
    // Payments may have been made that nobody is told of one by one: the boards have been filled again from this
    // archive. Errors: StorageFault; it is told again then.
    virtual void missed(SaleArchive& archive, Instant now) = 0;
};

}  // namespace onsale
