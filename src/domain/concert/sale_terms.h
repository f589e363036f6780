// The terms on which the seats of a date are sold: until when, for how long a seat is held, how many for one person,
// and which seats not.
// Each date has its own. What a fan holds already is never touched by a change of them.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/instant.h"
#include "domain/limits.h"
#include "domain/refusal.h"

namespace onsale {

struct SaleTerms {
    std::optional<Instant> opens_at{};   // no seat is taken before it; nullopt: open at once
    std::optional<Instant> closes_at{};  // no seat is taken from it on; nullopt: when the concert begins
    std::optional<seconds> hold{};       // how long a hold lasts; nullopt: as the settings say
    std::int32_t most_per_person = limits::usual_per_person;  // seats that a fan may hold and own, together
    // Seats that a fan may take in one session of the line, those included that were given back or lapsed: so that
    // nobody browses by holding.
    std::int32_t most_takes = limits::usual_takes;
    // A choice that leaves a single free seat alone is refused, as long as other seats are left.
    bool no_single_seats = false;
    // A companion seat is a seat like any other, also of somebody who takes no wheelchair space (companions.h).
    bool companions_for_all = false;
    // For so long after it a fan may not take a seat again that they let lapse twice or more often; 0: no such rule.
    seconds cooling = limits::usual_cooling;
    bool operator==(SaleTerms const&) const = default;
};

inline Instant closing_of(SaleTerms const& terms, Instant concert_begins) {
    return terms.closes_at.value_or(concert_begins);
}

// The terms, if an operator may set them for a concert that begins then. Refuses: unfit_terms (a bound of limits.h, or
// the sale would close before it opens).
inline Decision<SaleTerms> checked(SaleTerms const& terms, Instant concert_begins) {
    bool const hold_fits = !terms.hold || (*terms.hold >= limits::shortest_hold && *terms.hold <= limits::longest_hold);
    bool const count_fits = terms.most_per_person >= 1 && terms.most_per_person <= limits::largest_per_person;
    bool const takes_fit = terms.most_takes >= 1 && terms.most_takes <= limits::largest_takes;
    bool const cooling_fits = terms.cooling >= seconds{0} && terms.cooling <= limits::longest_cooling;
    bool const is_open_once = !terms.opens_at || *terms.opens_at < closing_of(terms, concert_begins);
    if (!hold_fits || !count_fits || !takes_fit || !cooling_fits || !is_open_once) return refuse(Reason::unfit_terms);
    return terms;
}

}  // namespace onsale
