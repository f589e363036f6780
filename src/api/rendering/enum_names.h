// How answers, exports and maps write the domain's enums: one text for each value, and the contract's word. Exhaustive:
// a new value breaks the build until it has its text.
#pragma once

#include <optional>
#include <string_view>

#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/hall/drawing.h"
#include "domain/user/point_history.h"

namespace onsale::api {

constexpr std::string_view name_of(SeatStatus status) {
    switch (status) {
        case SeatStatus::available:
            return "available";
        case SeatStatus::reserved:
            return "reserved";
        case SeatStatus::sold:
        case SeatStatus::blocked:  // nobody can take it: why is not for fans
            return "held";
    }
    return {};
}

// Nullopt: no status has this name.
constexpr std::optional<SeatStatus> seat_status_of(std::string_view name) {
    for (auto const status : {SeatStatus::available, SeatStatus::reserved, SeatStatus::sold}) {
        if (name_of(status) == name) return status;
    }
    return std::nullopt;
}

constexpr std::string_view name_of(ReservationState state) {
    switch (state) {
        case ReservationState::reserved:
            return "reserved";
        case ReservationState::paid:
            return "paid";
        case ReservationState::released:
            return "released";
        case ReservationState::expired:
            return "expired";
    }
    return {};
}

constexpr std::string_view name_of(LedgerReason reason) {
    switch (reason) {
        case LedgerReason::charge:
            return "charge";
        case LedgerReason::payment:
            return "payment";
    }
    return {};
}

constexpr std::string_view name_of(hall::StageKind kind) {
    switch (kind) {
        case hall::StageKind::stage:
            return "stage";
        case hall::StageKind::pitch:
            return "pitch";
    }
    return {};
}

}  // namespace onsale::api
