// A fan inside looks for seats, for one or for a party, and takes them.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "drill/fan.h"
#include "drill/limits.h"

namespace onsale::drill {

// How many seats are free on the date; nullopt: not allowed to know any more.
Awaitable<std::optional<std::uint32_t>> Fan::look_at_dates() {
    auto const answer = co_await insist(Step::dates, at_.api.dates(credentials_));
    if (!session_alive(answer)) co_return std::nullopt;
    for (auto const& date : at_.api.dates_of(answer.body)) {
        if (date.id == at_.hall.date_id) co_return date.available;
    }
    co_return 0;
}

// First where everybody wants to sit, then anywhere, and when little is left, at all of it: no section.
std::string_view Fan::section_to_look_at(int look, std::uint32_t available) {
    auto const& sections = at_.hall.sections();
    bool const whole_hall = available <= 500 || sections.size() <= 1;
    if (whole_hall) return {};
    auto const many = static_cast<std::uint32_t>(sections.size());
    return sections[look < 2 ? at_.hall.pick_section(traits_.random) : traits_.random.below(many)].query;
}

Awaitable<void> Fan::find_seats() {
    std::optional<std::uint32_t> available;
    bool const lets_choose = traits_.taking == Taking::best || traits_.taking == Taking::side_by_side;
    for (int look = 0; look < limits::most_looks; ++look) {
        if (look % 2 == 0) available = co_await look_at_dates();
        if (!available) co_return;
        if (look == 0 && traits_.character == Character::leaves_hall) break;
        if (*available > 0 && lets_choose) {
            co_await ask_for_best(look);
        } else if (*available > 0) {
            auto const section = section_to_look_at(look, *available);
            auto const request = at_.api.free_seats(credentials_, at_.hall.date_id, section);
            auto const answer = co_await insist(Step::seats, request);
            if (!session_alive(answer)) co_return;
            if (answer.good()) co_await pick_from(answer.body);
        }
        if (!basket_.seats.empty() || at_.time_is_up) co_return;
        if (at_.sold_out()) break;
        co_await rest(limits::look_pause);
    }
    co_await leave();
}

Awaitable<void> Fan::pick_from(std::string const& seats) {
    std::string keep;
    auto free = at_.api.free_ids(seats, keep);
    if (traits_.taking == Taking::named) {
        co_await pick_together(std::move(free));
    } else {
        co_await pick_one_by_one(std::move(free));
    }
}

// The next one is the next of the list, where nobody was faster.
Awaitable<void> Fan::pick_one_by_one(std::vector<std::string_view> free) {
    std::size_t at = 0;
    auto const tries = limits::most_picks + static_cast<int>(traits_.party) - 1;
    for (int pick = 0; pick < tries && !free.empty(); ++pick) {
        auto const many = static_cast<std::uint32_t>(free.size());
        at = basket_.seats.empty() ? Hall::pick_front(traits_.random, many) : std::min(at, free.size() - 1);
        auto const seat = at_.hall.find(free[at]);
        free.erase(free.begin() + static_cast<std::ptrdiff_t>(at));
        if (!seat) continue;  // put on sale since
        co_await think();
        bool const alive = co_await take_one(*seat);
        if (basket_.seats.size() >= traits_.party || !alive) co_return;
    }
}

// As many as the party, following each other in the list; or what the server offers instead.
Awaitable<void> Fan::pick_together(std::vector<std::string_view> free) {
    Taken taken;
    for (int pick = 0; pick < limits::most_picks && free.size() >= traits_.party; ++pick) {
        Wish wish;
        if (taken.alternatives.size() == traits_.party && traits_.random.happens(0.5)) {
            wish.seats = std::move(taken.alternatives);
        } else {
            auto const starts = static_cast<std::uint32_t>(free.size()) - traits_.party + 1;
            auto const first = free.begin() + Hall::pick_front(traits_.random, starts);
            for (auto id = first; id != first + traits_.party; ++id) {
                if (auto const seat = at_.hall.find(*id)) wish.seats.push_back(*seat);
            }
            free.erase(first, first + traits_.party);
            if (wish.seats.size() < traits_.party) continue;  // put on sale since
        }
        co_await think();
        taken = co_await take(std::move(wish));
        if (taken.took || !taken.alive) co_return;
    }
}

// First in a section that everybody likes, then anywhere; those who want to sit together give it up at last.
Awaitable<void> Fan::ask_for_best(int look) {
    auto const& sections = at_.hall.sections();
    Wish wish;
    wish.best.count = traits_.party;
    wish.best.must_be_adjacent = traits_.taking == Taking::side_by_side && look < limits::most_looks - 2;
    if (look < 2 && sections.size() > 1 && traits_.random.happens(0.5)) {
        wish.best.section = sections[at_.hall.pick_section(traits_.random)].name;
    }
    co_await think();
    co_await take(std::move(wish));
}

Awaitable<bool> Fan::take_one(SeatNumber seat) {
    auto const request = at_.api.reserve(credentials_, at_.hall.seats()[seat].id);
    auto const clicked = co_await click(Step::reserve, request);
    note_hold(seat, clicked.first, clicked.sent);
    note_hold(seat, clicked.second, clicked.sent);
    co_return session_alive(clicked.first);
}

Awaitable<Fan::Taken> Fan::take(Wish wish) {
    Before const before{basket_.reservation, in_hand()};
    bool const named = !wish.seats.empty();
    // The best seats of a second request are other ones: only a key says that it is the first one again.
    std::string key;
    if (!named || traits_.random.happens(0.5)) key = fmt::format("{}-{}", credentials_.user, ++keys_);
    std::string request;
    if (named) {
        std::vector<std::string_view> ids;
        for (auto const seat : wish.seats) ids.push_back(at_.hall.seats()[seat].id);
        request = at_.api.reserve_together(credentials_, at_.hall.date_id, ids, key);
    } else {
        request = at_.api.reserve_best(credentials_, at_.hall.date_id, wish.best, key);
    }
    auto const clicked = co_await click(Step::party, request);
    bool const first = note_take(wish, before, clicked.first, clicked.sent);
    bool const second = note_take(wish, before, clicked.second, clicked.sent);
    Taken taken{.took = first || second, .alive = session_alive(clicked.first)};
    if (taken.took || clicked.first.status != 409) co_return taken;
    taken.problem = at_.api.refusal(clicked.first.body).type;
    taken.alternatives = at_.hall.find_all(at_.api.alternatives(clicked.first.body));
    bool const looks = traits_.character != Character::hoarder && traits_.random.happens(at_.plan.curious);
    if (looks && !lost_since_) co_await look_whether_refused(wish, before.seats);
    co_return taken;
}

// After a refusal: does the server agree that the fan has nothing by it?
Awaitable<void> Fan::look_whether_refused(Wish const& wish, std::vector<SeatNumber> before) {
    auto const answer = co_await insist(Step::own, at_.api.own_reservations(credentials_));
    if (!answer.good() || lost_since_) co_return;
    std::vector<std::string> ids;
    for (auto const& own : at_.api.own_reservations_of(answer.body)) {
        ids.insert(ids.end(), own.seats.begin(), own.seats.end());
    }
    PartyTake take{.fan = traits_.number, .refused = true, .asked = wish.count()};
    std::ranges::set_difference(at_.hall.find_all(ids), before, std::back_inserter(take.got));
    at_.history.party_takes.push_back(std::move(take));
}

bool Fan::note_hold(SeatNumber seat, Answer const& answer, Moment sent) {
    session_alive(answer);
    auto const hold = answer.good() ? at_.api.hold(answer.body) : std::nullopt;
    if (hold) keep(*hold, {seat}, answer, sent);
    return hold.has_value();
}

bool Fan::note_take(Wish const& wish, Before const& before, Answer const& answer, Moment sent) {
    session_alive(answer);
    auto const hold = answer.good() ? at_.api.hold(answer.body) : std::nullopt;
    if (!hold) return false;
    auto const all = at_.hall.find_all(hold->seats);
    if (at_.hall.knows(hold->seats)) {  // else some were put on sale since
        PartyTake take{.fan = traits_.number, .asked = wish.count(), .named = wish.seats, .sure = !lost_since_};
        std::ranges::sort(take.named);
        // What the fan had before is not of this wish, unless it was named again; and had lapsed, if this is another
        // reservation.
        for (auto const seat : all) {
            bool const had = hold->reservation == before.reservation && std::ranges::binary_search(before.seats, seat);
            if (!had || std::ranges::binary_search(take.named, seat)) take.got.push_back(seat);
        }
        if (wish.seats.empty() && wish.best.must_be_adjacent && take.sure) take.side_by_side = take.got;
        if (hold->next_to_each_other) take.side_by_side = all;
        at_.history.party_takes.push_back(std::move(take));
    }
    keep(*hold, all, answer, sent);
    return true;
}

void Fan::keep(HoldAnswer const& hold, std::vector<SeatNumber> const& seats, Answer const& answer, Moment sent) {
    // All seats of a reservation are held until its first one's deadline. A request that was never answered may have
    // begun it.
    auto const until = std::min(sent, lost_since_.value_or(sent)) + hold.term;
    if (basket_.reservation != hold.reservation) basket_ = {hold.reservation, until, {}};
    basket_.surely_until = std::min(basket_.surely_until, until);
    auto& holds = at_.history.holds;
    for (auto const seat : seats) {
        auto const known = std::ranges::find(basket_.seats, seat, &Held::seat);
        if (known != basket_.seats.end()) {
            // A double click's other answer, or another request's. It is one hold, with one end.
            auto& acknowledged = holds[known->record].acknowledged;
            acknowledged = std::min(acknowledged, answer.received);
            continue;
        }
        // At once over, if the reservation may have begun long ago; it must not look as if no term was told.
        auto const surely_until = hold.term.count() == 0 ? sent : std::max(basket_.surely_until, sent + Moment{1});
        ++at_.measures.tally.held;
        basket_.seats.push_back({seat, holds.size()});
        holds.push_back({.seat = seat,
                         .fan = traits_.number,
                         .reservation = hold.reservation,
                         .sent = sent,
                         .acknowledged = answer.received,
                         .surely_until = surely_until,
                         .hoarded = traits_.character == Character::hoarder});
    }
}

std::vector<SeatNumber> Fan::in_hand() const {
    std::vector<SeatNumber> seats;
    for (auto const& held : basket_.seats) seats.push_back(held.seat);
    std::ranges::sort(seats);
    return seats;
}

Awaitable<void> Fan::give_up() {
    // Half of them walk away without a word; the hold runs out.
    if (traits_.random.happens(0.5) || at_.api.dialect().release.empty()) co_return;
    co_await give_back();
    co_await leave();
}

// The reservation's end is remembered: should it live on, whatever is taken next joins it.
Awaitable<void> Fan::give_back() {
    for (auto const& held : std::exchange(basket_.seats, {})) {
        auto& until = at_.history.holds[held.record].surely_until;
        until = std::min(until, at_.watch.now());
    }
    auto const answer = co_await insist(Step::leave, at_.api.release(credentials_, basket_.reservation));
    if (!answer.good() && answer.status != 410 && !lost_since_) lost_since_ = answer.sent;
}

Awaitable<void> Fan::give_one_back() {
    auto const held = basket_.seats.back();
    auto& until = at_.history.holds[held.record].surely_until;
    until = std::min(until, at_.watch.now());
    auto const& seat = at_.hall.seats()[held.seat].id;
    auto const answer = co_await insist(Step::leave, at_.api.release_seat(credentials_, basket_.reservation, seat));
    if (answer.good()) basket_.seats.pop_back();
    if (!answer.good() && !lost_since_) lost_since_ = answer.sent;
}

}  // namespace onsale::drill
