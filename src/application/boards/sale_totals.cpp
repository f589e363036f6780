#include "application/boards/sale_totals.h"

namespace onsale {

void SaleTotals::committed(Changes const& changes) noexcept {
    Counts now{.payments = changes.payments, .charges = changes.charges};
    for (auto const& reserved : changes.reserved_seats) {
        switch (reserved.state) {
            case ReservationState::reserved:  // none goes back to this state: it is new
                ++now.reservations;
                break;
            case ReservationState::expired:
                ++now.expired;
                break;
            case ReservationState::paid:
            case ReservationState::released:
                break;
        }
    }
    reservations_.fetch_add(now.reservations, std::memory_order_relaxed);
    payments_.fetch_add(now.payments, std::memory_order_relaxed);
    charges_.fetch_add(now.charges, std::memory_order_relaxed);
    expired_.fetch_add(now.expired, std::memory_order_relaxed);
    next_.committed(changes);
}

SaleTotals::Counts SaleTotals::counts() const {
    return {.reservations = reservations_.load(std::memory_order_relaxed),
            .payments = payments_.load(std::memory_order_relaxed),
            .charges = charges_.load(std::memory_order_relaxed),
            .expired = expired_.load(std::memory_order_relaxed)};
}

}  // namespace onsale
