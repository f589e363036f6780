// A fan with a seat in hand: points, payment, and the look at the balance.
#include <algorithm>

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

bool Fan::note_payment(Held const& held, Answer const& answer) {
    auto payment = answer.good() ? at_.api.payment(answer.body) : std::nullopt;
    if (!payment) return false;
    at_.history.payments.push_back(
        {held.seat, traits_.number, held.reservation, std::move(payment->payment), payment->amount, answer.received});
    if (wallet_.paid.value == 0) wallet_.paid = payment->amount;
    return true;
}

Awaitable<void> Fan::buy(Held const& held) {
    auto const price = at_.hall.seats()[held.seat].price;
    co_await think();
    bool const careful = traits_.random.happens(0.5) || !at_.api.dialect().refuses_short_points;
    bool const charges_first = price.value > 0 && careful;
    if (charges_first && !co_await charge(price)) co_return;
    auto const request = at_.api.pay(credentials_, held.reservation);
    for (int tries = 0; tries < 3; ++tries) {
        auto const clicked = co_await click(Step::pay, request);
        bool const first = note_payment(held, clicked.first);
        bool const second = note_payment(held, clicked.second);
        if (first || second) {
            ++at_.measures.tally.paid;
            ++at_.seats_paid;
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

}  // namespace onsale::drill
