// A concert and its dates: what is on sale.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/concert/sale_terms.h"
#include "domain/identifiers.h"
#include "domain/instant.h"
#include "domain/limits.h"

namespace onsale {

struct Concert {
    ConcertId id;
    std::string singer_name;  // UTF-8
};

// Of a date that is being put on sale, piece by piece.
struct Unfinished {
    Instant last_piece_at;                // when the last seats so far were added
    bool concert_came_with_date = false;  // the concert is there for this date alone, and goes with it
};

struct ConcertDate {
    ConcertDateId id;
    ConcertId concert;
    Instant date;                      // when the concert begins; one concert has one date at a time
    std::int64_t available_seats = 0;  // seats whose stored status is `available`
    bool on_sale = true;               // false: closed by the operator, no new reservations
    SaleTerms terms{};
    std::optional<Unfinished> unfinished{};  // nobody sees it or its seats yet; available_seats says how many there are
};

// It leaves the boards then, and stays in the store: for tickets, exports and the audit. Nothing of it is sold, steered
// or shown any more.
inline bool is_over(ConcertDate const& date, Instant now) {
    return !date.unfinished &&
           now >= std::max(date.date, closing_of(date.terms, date.date)) + limits::shown_after_the_end;
}

// No piece came for so long that none will: what there is of the date is removed.
inline bool is_given_up(ConcertDate const& date, Instant now) {
    return date.unfinished && now - date.unfinished->last_piece_at >= limits::given_up_after;
}

}  // namespace onsale
