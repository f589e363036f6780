#include "application/steering/change_prices.h"

#include <algorithm>

#include "application/steering/note_action.h"
#include "domain/limits.h"

namespace onsale {

ChangePrices::ChangePrices(ConcertDateId date, std::vector<PriceChange> changes, Operator by)
    : date_(date), changes_(std::move(changes)), by_(std::move(by)) {
    for (std::size_t group = 0; group < changes_.size(); ++group) {
        for (auto const seat : changes_[group].seats) seats_.push_back({seat, group});
    }
    done_.groups.resize(changes_.size());
}

std::span<ChangePrices::InGroup const> ChangePrices::piece() const {
    auto const rest = std::span(seats_).subspan(done_.looked_at);
    return rest.first(std::min(rest.size(), limits::seats_of_a_piece));
}

void ChangePrices::want(Wanted& wanted) const {
    for (auto const& [seat, group] : piece()) wanted.seats.push_back(seat);
}

void ChangePrices::decide(SaleRows& rows, DecisionContext const& at) {
    outcome.reset();  // of an earlier try
    next_ = done_;
    for (auto const& [id, group] : piece()) {
        auto const* seat = rows.seat(id);
        auto const price = changes_[group].price;
        if (seat == nullptr || seat->concert_date != date_) continue;
        if (seat->status == SeatStatus::sold || seat->price == price) continue;
        auto& changed = next_.groups[group];
        changed.lowest = changed.seats == 0 ? seat->price : std::min(changed.lowest, seat->price);
        changed.highest = std::max(changed.highest, seat->price);
        ++changed.seats;
        rows.set_price(id, price);
    }
    next_.looked_at += piece().size();
    if (next_.looked_at == seats_.size()) finish(rows, at);
}

bool ChangePrices::goes_on() {
    if (outcome || (keyed != nullptr && keyed->given)) return false;
    done_ = std::move(next_);
    return true;
}

void ChangePrices::finish(SaleRows& rows, DecisionContext const& at) {
    std::int64_t all = 0;
    for (std::size_t group = 0; group < changes_.size(); ++group) {
        auto const& [seats, lowest, highest] = next_.groups[group];
        all += seats;
        if (seats == 0) continue;
        Action what{.kind = ActionKind::set_price,
                    .subject = date_.to_string(),
                    .details = {changes_[group].group, {"from", lowest.value}}};
        if (highest != lowest) what.details.push_back({"fromHighest", highest.value});
        what.details.push_back({"to", changes_[group].price.value});
        what.details.push_back({"seats", seats});
        note_action(rows, at, by_, std::move(what));
    }
    outcome = all;
}

}  // namespace onsale
