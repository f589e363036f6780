// Fan: what one fan does, from registering to going home, as one coroutine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drill/crowd.h"
#include "drill/rehearsal.h"

namespace onsale::drill {

class Fan {
  public:
    Fan(Rehearsal& rehearsal, FanTraits const& traits) : at_(rehearsal), traits_(traits) {}

    Awaitable<void> live();

  private:
    // What the fan holds and has not paid, or held until it lapsed, as far as the fan knows.
    struct Held {
        SeatNumber seat = 0;
        std::size_t record = 0;  // of History::holds
    };
    struct Basket {
        std::string reservation;
        Moment surely_until{};
        std::vector<Held> seats;
    };
    // Several seats at once: those, or the best ones.
    struct Wish {
        std::vector<SeatNumber> seats{};
        BestWish best{};
        std::size_t count() const { return seats.empty() ? best.count : seats.size(); }
    };
    struct Before {  // what was in the basket when the wish was made
        std::string reservation;
        std::vector<SeatNumber> seats;
    };
    struct Taken {
        bool took = false;
        bool alive = true;  // the session
        std::string problem{};
        std::vector<SeatNumber> alternatives{};
    };

    // One request, counted and timed.
    Awaitable<Answer> ask(Step step, std::string const& request, Delivery delivery = Delivery::whole);
    // The same until an answer comes that is not 503, with growing pauses; for requests that may safely be repeated.
    Awaitable<Answer> insist(Step step, std::string const& request);
    // The way this fan sends what matters: twice at once, or with a connection lost in between, or plainly. The
    // second answer is of the double click.
    struct Clicked {
        Answer first, second;
        Moment sent{};  // of the first attempt
    };
    Awaitable<Clicked> click(Step step, std::string const& request);

    Awaitable<void> rest(std::chrono::milliseconds pause);
    Awaitable<void> think();

    // False: went home without coming in.
    Awaitable<bool> come_in();
    Awaitable<void> act_inside();
    Awaitable<void> knock();  // a bot tries the inside while it waits

    // Choosing (fan_choosing.cpp). What was taken is in the basket.
    Awaitable<void> find_seats();
    Awaitable<void> pick_from(std::string const& seats);
    Awaitable<void> pick_one_by_one(std::vector<std::string_view> free);
    Awaitable<void> pick_together(std::vector<std::string_view> free);
    Awaitable<void> ask_for_best(int look);
    Awaitable<bool> take_one(SeatNumber seat);  // false: the session is over
    Awaitable<Taken> take(Wish wish);
    Awaitable<void> look_whether_refused(Wish const& wish, std::vector<SeatNumber> before);
    Awaitable<std::optional<std::uint32_t>> look_at_dates();
    std::string_view section_to_look_at(int look, std::uint32_t available);
    bool note_hold(SeatNumber seat, Answer const& answer, Moment sent);
    bool note_take(Wish const& wish, Before const& before, Answer const& answer, Moment sent);
    void keep(HoldAnswer const& hold, std::vector<SeatNumber> const& seats, Answer const& answer, Moment sent);
    std::vector<SeatNumber> in_hand() const;  // sorted

    Awaitable<void> give_up();    // gives all back, or walks away
    Awaitable<void> give_back();  // all
    Awaitable<void> give_one_back();
    Awaitable<void> hoard();  // fan_hoarding.cpp
    Awaitable<void> let_lapse();

    // Paying (fan_paying.cpp).
    Awaitable<bool> charge(Points amount);
    Awaitable<void> buy();
    Awaitable<void> look_at_wallet();
    Awaitable<void> look_at_receipt();
    bool note_payment(Answer const& answer);

    Awaitable<void> leave();

    void note_refusal(Answer const& answer);
    // A gated answer: the session was alive when the request was sent, or it is over.
    bool session_alive(Answer const& answer);

    Rehearsal& at_;
    FanTraits traits_;
    Credentials credentials_;
    Wallet wallet_;
    Basket basket_;
    std::optional<Receipt> receipt_;  // of what was paid; the server's side is still empty
    // When the first request was sent that took or gave back seats and was never answered: what it did is not known.
    std::optional<Moment> lost_since_;
    int keys_ = 0;  // of idempotency, used so far
    std::optional<Stay> stay_;
};

}  // namespace onsale::drill
