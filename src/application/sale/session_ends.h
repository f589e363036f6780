// Paying ends the session of the line that it was made in. The payment is the durable fact; that the session ends
// follows from it, here and nowhere else: for what this node commits, for what others have committed, and at the start
// for what was committed before.
#pragma once

#include <cstddef>

#include "application/boards/sale_archive.h"
#include "application/clerk/clerk.h"
#include "application/line/line.h"

namespace onsale {

// Thread-safe, as the line is.
class SessionEnds final : public CommitListener {
  public:
    // Borrows both. `next` is told first, so that what was bought is on the boards when the slot becomes free.
    SessionEnds(Line& line, CommitListener& next) : line_(line), next_(next) {}

    // What this node has committed.
    void committed(Changes const& changes) noexcept override {
        next_.committed(changes);
        for_each_payment(changes, [&](auto const& paid) { line_.end_session(paid.user, paid.session); });
    }

    // A payment that any node has committed; for one of this node it is said again. The end of a session that nobody
    // could name is left to the node that took the payment: here the user may have a later one by now.
    void heard(ReservedSeat const& paid) {
        if (paid.session) line_.end_session(paid.user, paid.session);
    }

    // At the start, when a crash may have come before the line could write an end down. Returns how many sessions were
    // ended. Errors: StorageFault.
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
