#include "drill/fan.h"

#include <algorithm>

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "drill/limits.h"

namespace onsale::drill {

namespace asio = boost::asio;
using std::chrono::milliseconds;

Awaitable<void> Fan::live() {
    auto& tally = at_.measures.tally;
    wallet_.fan = traits_.number;
    ++tally.arrived;
    auto const registered = co_await insist(Step::registering, at_.api.register_user(traits_.number));
    if (registered.good() && at_.api.registered(registered.body, credentials_) && co_await come_in()) {
        ++tally.inside;
        ++tally.entered;
        co_await act_inside();
        --tally.inside;
        if (stay_) at_.history.stays.push_back(*stay_);
        co_await look_at_wallet();
        co_await look_at_receipt();
    }
    if (traits_.character != Character::hoarder) --at_.buyers_left;
    ++tally.gone;
}

Awaitable<void> Fan::act_inside() {
    if (traits_.character == Character::hoarder) {
        co_await hoard();
        co_return;
    }
    co_await find_seats();
    if (basket_.seats.empty() || traits_.character == Character::no_show) co_return;
    if (traits_.character == Character::leaves_seat) {
        co_await give_up();
    } else {
        co_await buy();
    }
}

Awaitable<Answer> Fan::ask(Step step, std::string const& request, Delivery delivery) {
    auto const wanted = at_.watch.now();
    ++at_.measures.tally.asked;
    auto answer = co_await at_.http.ask(request, delivery);
    at_.measures.own_delay(answer.sent - wanted);
    bool const moves_seats = step == Step::reserve || step == Step::party || step == Step::leave;
    if (moves_seats && !answer.came() && !lost_since_) lost_since_ = answer.sent;
    if (delivery == Delivery::cut_after_sending) co_return answer;
    if (answer.status == 409 && moves_seats) note_refusal(answer);
    auto const standing = step == Step::poll && answer.good() ? at_.api.standing(answer.body) : std::nullopt;
    auto const intent = standing && standing->inside ? Step::enter : step;
    at_.measures.answered(intent, answer.status, answer.received - answer.sent);
    co_return answer;
}

Awaitable<Answer> Fan::insist(Step step, std::string const& request) {
    auto pause = limits::first_pause;
    for (int left = limits::most_tries;; --left) {
        auto answer = co_await ask(step, request);
        bool const again = !answer.came() || answer.status == 503 || at_.api.is_under_way(answer.status, answer.body);
        if (!again || left <= 1 || at_.time_is_up) co_return answer;
        auto const told = std::chrono::duration_cast<milliseconds>(answer.retry_after);
        co_await rest(std::max(told, pause) + milliseconds(traits_.random.below(200)));
        pause = std::min(2 * pause, limits::longest_pause);
    }
}

Awaitable<Fan::Clicked> Fan::click(Step step, std::string const& request) {
    using namespace boost::asio::experimental::awaitable_operators;
    Clicked clicked;
    clicked.sent = at_.watch.now();
    if (traits_.loses_connection) {
        co_await ask(step, request, Delivery::cut_after_sending);
        co_await rest(milliseconds(50 + traits_.random.below(500)));
    }
    if (traits_.double_clicks) {
        auto [first, second] = co_await (insist(step, request) && insist(step, request));
        clicked.first = std::move(first);
        clicked.second = std::move(second);
    } else {
        clicked.first = co_await insist(step, request);
    }
    co_return clicked;
}

Awaitable<void> Fan::rest(milliseconds pause) {
    boost::system::error_code never;
    Timer timer(at_.io.get_executor(), pause);
    auto const due = at_.watch.now() + pause;
    co_await timer.async_wait(asio::redirect_error(use_awaitable, never));
    at_.measures.own_delay(at_.watch.now() - due);
}

Awaitable<void> Fan::think() {
    auto const mean = static_cast<double>(at_.plan.think.count());
    auto const pause = milliseconds(static_cast<std::int64_t>(std::min(traits_.random.exponential(), 5.0) * mean));
    if (pause.count() > 0 && traits_.character != Character::bot) co_await rest(pause);
}

Awaitable<void> Fan::knock() {
    ++at_.trespasses_tried;
    auto const answer = co_await ask(Step::dates, at_.api.dates(credentials_));
    if (answer.good()) at_.history.trespassers.push_back(traits_.number);
}

Awaitable<bool> Fan::come_in() {
    auto& tally = at_.measures.tally;
    auto& witness = at_.history.line;
    bool const bot = traits_.character == Character::bot;
    auto const asks_first = at_.watch.now();
    std::optional<Moment> joined;
    std::uint32_t joined_as = 0;
    bool kept_polling = true;
    auto due = asks_first;  // when the fan was told to ask
    for (int failures = 0; failures < limits::most_tries;) {
        if (at_.time_is_up || (joined && at_.sold_out())) {
            if (!at_.time_is_up) co_await leave();
            break;
        }
        auto const inside_before = witness.latest_inside();
        auto const request = joined ? at_.api.poll(credentials_) : at_.api.join(credentials_);
        auto const answer = co_await ask(joined ? Step::poll : Step::join, request);
        auto const standing = answer.good() ? at_.api.standing(answer.body) : std::nullopt;
        kept_polling = kept_polling && standing && answer.sent <= due + limits::poll_tardiness &&
                       answer.received <= answer.sent + limits::poll_tardiness;
        if (!standing) {
            if (answer.status >= 400 && answer.status < 500) break;
            ++failures;
            auto const told = std::chrono::duration_cast<milliseconds>(answer.retry_after);
            co_await rest(std::max(told, limits::poll_unless_told) + milliseconds(traits_.random.below(300)));
            due = at_.watch.now();
            continue;
        }
        failures = 0;
        if (!standing->token.empty()) credentials_.line = standing->token;
        if (standing->waiting_number > 0) credentials_.waiting_number = standing->waiting_number;
        if (standing->inside) {
            witness.let_in(traits_.number, asks_first);
            stay_ = Stay{traits_.number, answer.received, answer.received};
            if (joined) --tally.waiting;
            if (!joined) joined_as = at_.joined++;
            at_.order.push_back({traits_.number, joined_as, static_cast<std::uint32_t>(at_.order.size())});
            co_return true;
        }
        if (!joined) {
            joined = answer.received;
            joined_as = at_.joined++;
            ++tally.waiting;
        } else {
            witness.still_waiting(traits_.number, *joined, answer.sent, inside_before, kept_polling);
        }
        if (traits_.character == Character::leaves_line && traits_.random.happens(0.3)) break;  // without a word
        if (bot && traits_.random.happens(0.1)) co_await knock();
        auto const told = standing->poll_after.value_or(limits::poll_unless_told);
        due = answer.received + told;
        auto const left = std::chrono::ceil<milliseconds>(due - at_.watch.now());
        co_await rest(bot ? limits::bot_pause : std::max(left, milliseconds(0)));
    }
    if (joined) --tally.waiting;
    co_return false;
}

bool Fan::session_alive(Answer const& answer) {
    if (stay_ && (answer.good() || answer.status == 409)) stay_->to = std::max(stay_->to, answer.sent);
    return answer.came() && answer.status != 401 && answer.status != 403 && !at_.time_is_up;
}

void Fan::note_refusal(Answer const& answer) {
    auto const refusal = at_.api.refusal(answer.body);
    if (refusal.type == "idempotency-key-in-use" || refusal.type == "already-paid") return;
    bool const taken = refusal.type.empty() || refusal.type == "seat-taken" || refusal.type == "seats-taken";
    at_.measures.tally.seat_taken += taken;
    if (traits_.character == Character::hoarder) ++at_.history.hoarders_refused[std::string(refusal.type)];
    if (refusal.type == "too-many-takes" && refusal.limit) {
        auto& told = at_.history.most_takes_told;
        auto const limit = static_cast<std::uint32_t>(*refusal.limit);
        told = told == 0 ? limit : std::min(told, limit);
    }
}

Awaitable<void> Fan::leave() {
    auto const request = at_.api.leave_line(credentials_);
    if (!request.empty()) co_await insist(Step::leave, request);
}

}  // namespace onsale::drill
