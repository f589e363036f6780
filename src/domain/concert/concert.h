// A concert and its dates: what is on sale.
#pragma once

#include <cstdint>
#include <string>

#include "domain/identifiers.h"
#include "domain/instant.h"

namespace onsale {

struct Concert {
    ConcertId id;
    std::string singer_name;  // UTF-8
};

struct ConcertDate {
    ConcertDateId id;
    ConcertId concert;
    Instant date;                      // when the concert begins; one concert has one date at a time
    std::int64_t available_seats = 0;  // seats whose stored status is `available`
    bool on_sale = true;               // false: closed by the operator, no new reservations
};

}  // namespace onsale
