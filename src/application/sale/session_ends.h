// Paying ends the session of the line that it was made in. The payment is the durable fact; that the session ends
// follows from it, here and nowhere else: for what this node commits, for what others have committed, and for what was
// committed when this node could not hear of it: before its start, or before its boards were filled again.
#pragma once

#include <cstddef>

#include "application/boards/payments_heard.h"
#include "application/boards/sale_archive.h"
#include "application/clerk/clerk.h"
#include "application/line/line.h"

namespace onsale {

// Thread-safe, as the line is.
class SessionEnds final : public CommitListener, public PaymentsHeard {
  public:
    // Borrows both. `next` is told first, so that what was bought is on the boards when the slot becomes free.
    SessionEnds(Line& line, CommitListener& next) : line_(line), next_(next) {}

    // What this node has committed.
    void committed(Changes const& changes) noexcept override {
        next_.committed(changes);
        for_each_payment(changes, [&](auto const& paid) { line_.end_session(paid.user, paid.session); });
    }

    // The end of a session that nobody could name is left to the node that took the payment: here the user may have a
    // later one by now.
    void heard(ReservedSeat const& paid) override {
        if (paid.session) line_.end_session(paid.user, paid.session);
    }

    void missed(SaleArchive& archive, Instant now) override { end_paid(archive, now); }

    // Those that a payment has ended and the line does not know it of. Returns how many there were. Errors:
    // StorageFault.
    std::size_t end_paid(SaleArchive& archive, Instant now) {
        std::size_t ended = 0;
        auto const live = line_.sessions(now);
        if (live.empty()) return 0;
        for (auto const& paid : archive.paid_of(live)) ended += line_.end_session(paid.user, paid.id()) ? 1 : 0;
        return ended;
    }

  private:
    Line& line_;
    CommitListener& next_;
};

}  // namespace onsale
