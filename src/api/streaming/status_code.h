// A seat's status as streams and packed statuses say it.
#pragma once

#include "domain/concert/seat.h"

namespace onsale::api {

constexpr unsigned code_of(SeatStatus status) {
    switch (status) {
        case SeatStatus::available:
            return 0;
        case SeatStatus::reserved:
            return 1;
        case SeatStatus::sold:
        case SeatStatus::blocked:
            return 2;
    }
    return 3;
}

}  // namespace onsale::api
