// Fan: what one fan does, from registering to going home, as one coroutine.
#pragma once

#include <optional>
#include <string>

#include "drill/crowd.h"
#include "drill/rehearsal.h"

namespace onsale::drill {

class Fan {
  public:
    Fan(Rehearsal& rehearsal, FanTraits const& traits) : at_(rehearsal), traits_(traits) {}

    Awaitable<void> live();

  private:
    struct Held {
        SeatNumber seat = 0;
        std::string reservation;
        std::size_t record = 0;  // of History::holds
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
    Awaitable<void> knock();  // a bot tries the inside while it waits
    Awaitable<std::optional<Held>> find_seat();
    Awaitable<std::optional<Held>> pick_from(std::string const& seats);
    Awaitable<std::optional<std::uint32_t>> look_at_dates();
    Awaitable<void> give_up(Held const& held);
    Awaitable<bool> charge(Points amount);
    Awaitable<void> buy(Held const& held);
    Awaitable<void> look_at_wallet();
    Awaitable<void> leave();

    std::optional<Held> note_hold(SeatNumber seat, Answer const& answer, Moment sent);
    bool note_payment(Held const& held, Answer const& answer);
    // A gated answer: the session was alive when the request was sent, or it is over.
    bool session_alive(Answer const& answer);
    std::string_view section_to_look_at(int look, std::uint32_t available);

    Rehearsal& at_;
    FanTraits traits_;
    Credentials credentials_;
    Wallet wallet_;
    std::optional<Stay> stay_;
};

}  // namespace onsale::drill
