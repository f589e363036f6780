#include "application/steering/change_date.h"

#include <string>
#include <vector>

#include "application/steering/note_action.h"

namespace onsale {
namespace {

ActionValue value_of(std::optional<Instant> const& at) { return at ? ActionValue(*at) : ActionValue(); }
ActionValue value_of(std::optional<seconds> const& length) {
    return length ? ActionValue(std::int64_t{length->count()}) : ActionValue();
}
ActionValue value_of(bool flag) { return flag; }
ActionValue value_of(seconds length) { return std::int64_t{length.count()}; }
ActionValue value_of(std::int32_t number) { return std::int64_t{number}; }

// One action for each of the terms that differ.
std::vector<Action> actions_between(SaleTerms const& before, SaleTerms const& after, std::string const& date) {
    std::vector<Action> actions;
    auto const compare = [&](std::string name, auto const& from, auto const& to) {
        if (from == to) return;
        actions.push_back({.kind = ActionKind::set_term,
                           .subject = date,
                           .details = {{"term", std::move(name)}, {"from", value_of(from)}, {"to", value_of(to)}}});
    };
    compare("opensAt", before.opens_at, after.opens_at);
    compare("closesAt", before.closes_at, after.closes_at);
    compare("holdSeconds", before.hold, after.hold);
    compare("mostPerPerson", before.most_per_person, after.most_per_person);
    compare("mostTakes", before.most_takes, after.most_takes);
    compare("noSingleSeats", before.no_single_seats, after.no_single_seats);
    compare("coolingSeconds", before.cooling, after.cooling);
    compare("companionsForAll", before.companions_for_all, after.companions_for_all);
    return actions;
}

}  // namespace

SaleTerms with(SaleTerms terms, TermsChange const& change) {
    if (change.opens_at) terms.opens_at = *change.opens_at;
    if (change.closes_at) terms.closes_at = *change.closes_at;
    if (change.hold) terms.hold = *change.hold;
    if (change.most_per_person) terms.most_per_person = change.most_per_person->value_or(limits::usual_per_person);
    if (change.most_takes) terms.most_takes = change.most_takes->value_or(limits::usual_takes);
    if (change.no_single_seats) terms.no_single_seats = change.no_single_seats->value_or(false);
    if (change.companions_for_all) terms.companions_for_all = change.companions_for_all->value_or(false);
    if (change.cooling) terms.cooling = change.cooling->value_or(limits::usual_cooling);
    return terms;
}

void ChangeDate::decide(SaleRows& rows, DecisionContext const& at) {
    auto const* found = rows.date(date_);
    if (found == nullptr || is_over(*found, at.now)) {
        outcome = refuse(Reason::unknown_concert_date);
        return;
    }
    auto date = *found;
    auto const terms = checked(with(date.terms, change_.terms), date.date);
    if (!terms) {
        outcome = std::unexpected(terms.error());
        return;
    }
    auto actions = actions_between(date.terms, *terms, date.id.to_string());
    date.terms = *terms;
    if (change_.on_sale && *change_.on_sale != date.on_sale) {
        date.on_sale = *change_.on_sale;
        actions.push_back(
            {.kind = date.on_sale ? ActionKind::reopen_sale : ActionKind::close_sale, .subject = date.id.to_string()});
    }
    if (!actions.empty()) rows.put(date);
    for (auto& what : actions) note_action(rows, at, by_, std::move(what));
    outcome = date;
}

}  // namespace onsale
