// A fan with seats in hand: points, payment, and the look at the balance and the tickets.
#include <algorithm>
#include <set>
#include <string>

#include "drill/fan.h"
#include "drill/limits.h"

namespace onsale::drill {

using std::chrono::milliseconds;

// A charge is never sent twice: where no answer came, the wallet tells.
Awaitable<bool> Fan::charge(Points amount) {
    auto const request = at_.api.charge(credentials_, amount);
    for (int left = limits::most_tries; left > 0; --left) {
        auto const answer = co_await ask(Step::charge, request);
        if (answer.good()) {
            wallet_.charged = wallet_.charged + amount;
            co_return true;
        }
        if (!answer.came()) {
            wallet_.maybe_charged = wallet_.maybe_charged + amount;
            co_return true;
        }
        if (answer.status != 503) co_return false;
        co_await rest(std::max(std::chrono::duration_cast<milliseconds>(answer.retry_after), limits::first_pause));
    }
    co_return false;
}

bool Fan::note_payment(Answer const& answer) {
    auto const payment = answer.good() ? at_.api.payment(answer.body) : std::nullopt;
    if (!payment) return false;
    auto const held = in_hand();
    auto const paid = payment->seats ? at_.hall.find_all(*payment->seats) : held;
    auto& history = at_.history;
    if (payment->seats && at_.hall.knows(*payment->seats)) {
        history.party_payments.push_back(
            {traits_.number, held, paid, at_.hall.price_of(paid), payment->amount, !lost_since_});
    }
    for (auto const seat : paid) {
        history.payments.push_back(
            {seat, traits_.number, basket_.reservation, payment->payment, payment->amount, answer.received});
    }
    if (receipt_) return true;  // the other answer of a double click
    at_.measures.tally.paid += static_cast<std::uint32_t>(paid.size());
    at_.seats_paid += paid.size();
    wallet_.paid = payment->amount;
    receipt_ = Receipt{.fan = traits_.number, .seats = paid.size(), .amount = payment->amount};
    return true;
}

Awaitable<void> Fan::buy() {
    if (traits_.gives_one_back && basket_.seats.size() > 1) co_await give_one_back();
    auto const price = at_.hall.price_of(in_hand());
    co_await think();
    bool const careful = traits_.random.happens(0.5) || !at_.api.dialect().refuses_short_points;
    bool const charges_first = price.value > 0 && careful;
    if (charges_first && !co_await charge(price)) co_return;
    auto const request = at_.api.pay(credentials_, basket_.reservation);
    for (int tries = 0; tries < 3; ++tries) {
        auto const clicked = co_await click(Step::pay, request);
        bool const first = note_payment(clicked.first);
        bool const second = note_payment(clicked.second);
        if (first || second) {
            wallet_.maybe_paid = Points{0};
            co_return;
        }
        // Of a request whose connection was cut nobody knows, whatever the next one was told.
        if (!clicked.first.came() || traits_.loses_connection) wallet_.maybe_paid = price;
        if (clicked.first.status != 402) co_return;
        auto const missing = at_.api.missing_points(clicked.first.body).value_or(price.value);
        if (!co_await charge(Points{missing})) co_return;
    }
}

Awaitable<void> Fan::look_at_wallet() {
    if (wallet_.charged.value == 0 && wallet_.maybe_charged.value == 0 && wallet_.paid.value == 0) co_return;
    auto const answer = co_await insist(Step::point, at_.api.point(credentials_));
    auto const balance = answer.good() ? at_.api.balance(answer.body) : std::nullopt;
    if (!balance) co_return;
    wallet_.balance = *balance;
    at_.history.wallets.push_back(wallet_);
}

// Some look whether they have their tickets, and what the ledger says.
Awaitable<void> Fan::look_at_receipt() {
    auto const reservations = at_.api.own_reservations(credentials_);
    if (!receipt_ || reservations.empty() || !traits_.random.happens(at_.plan.curious)) co_return;
    auto const own = co_await insist(Step::own, reservations);
    auto const ledger = co_await insist(Step::own, at_.api.ledger(credentials_));
    if (!own.good() || !ledger.good()) co_return;
    std::set<std::string> tickets;
    for (auto& each : at_.api.own_reservations_of(own.body)) {
        if (each.paid && each.id == basket_.reservation) tickets.insert(each.tickets.begin(), each.tickets.end());
    }
    receipt_->tickets = tickets.size();
    for (auto const& entry : at_.api.payments_of(ledger.body)) {
        if (entry.reservation != basket_.reservation) continue;
        ++receipt_->entries;
        receipt_->taken = receipt_->taken + entry.amount;
    }
    at_.history.receipts.push_back(*receipt_);
}

}  // namespace onsale::drill
