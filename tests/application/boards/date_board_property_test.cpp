// Random commits shown on a board, against a model so simple that it can be believed: one claim and one block for each
// seat, looked at by the clock each time.
#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "application/boards/date_board.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale {
namespace {

constexpr seconds term{10};

class Pair {
  public:
    DateBoard board{{numbered<ConcertDateId>(1), numbered<ConcertId>(1), opening, 0}, {}};
    std::vector<std::optional<ReservedSeat>> model;
    std::vector<Seat> seats;  // their blocks and prices
    Instant now = opening;

    void add_seats(int count) {
        std::vector<LabelledSeat> fresh;
        for (int i = 0; i < count; ++i) {
            auto const n = static_cast<std::uint32_t>(model.size()) + 1;
            auto const section = *rc::gen::element<std::string>("A", "B");
            fresh.push_back({{numbered<SeatId>(n), numbered<ConcertDateId>(1), static_cast<std::int32_t>(n), {}, {}},
                             {section, "", ""}});
            fresh.back().seat.blocked_until = some_end();
            model.emplace_back();
            seats.push_back(fresh.back().seat);
        }
        RC_ASSERT(board.add_seats(fresh) == model.size() - fresh.size());
    }

    void commit_something() {
        auto const at = *rc::gen::inRange<std::size_t>(0, model.size());
        auto& claim = model[at];
        if (!claim || !is_live(*claim, now)) {
            if (is_blocked(seats[at], now)) return;
            if (claim) {  // as the clerk does: the lapsed one first
                claim->state = ReservationState::expired;
                board.show(index(at), *claim);
            }
            auto const user = numbered<UserId>(*rc::gen::inRange(1U, 4U));
            ++made_;
            claim = ReservedSeat{.id = numbered<ReservedSeatId>(made_),
                                 .reservation = numbered<ReservationId>(made_),
                                 .seat = numbered<SeatId>(index(at) + 1),
                                 .user = user,
                                 .price = {},
                                 .state = ReservationState::reserved,
                                 .created_at = now,
                                 .hold_expires_at = now + term,
                                 .payment = {},
                                 .paid_at = {}};
            board.show(index(at), *claim);
        } else if (claim->state == ReservationState::reserved) {
            bool const pays = *rc::gen::arbitrary<bool>();
            claim->state = pays ? ReservationState::paid : ReservationState::released;
            board.show(index(at), *claim);
            if (!pays) claim.reset();
        }
    }

    // As the clerk does: of free seats, the lapsed hold first. Prices change whatever the seat is.
    void change_seats() {
        std::vector<DateBoard::SeatAt> changed;
        for (std::size_t i = 0; i < seats.size(); ++i) {
            if (*rc::gen::inRange(0, 3) > 0) continue;
            seats[i].price = Points{*rc::gen::inRange(0, 3)};
            bool const taken = model[i] && is_live(*model[i], now);
            if (!taken) {
                if (model[i]) {
                    model[i]->state = ReservationState::expired;
                    board.show(index(i), *model[i]);
                    model[i].reset();
                }
                seats[i].blocked_until = some_end();
            }
            changed.push_back({index(i), seats[i]});
        }
        board.show(changed);
    }

    // The sweeper's part: what it takes has lapsed, and nothing is taken twice.
    void sweep() {
        for (auto const id : board.take_lapsed(now, 3)) {
            RC_ASSERT(swept_.insert(id).second);
            for (auto& claim : model) {
                if (!claim || claim->reservation != id) continue;
                RC_ASSERT(!is_live(*claim, now));
                claim->state = ReservationState::expired;
                board.show(static_cast<std::uint32_t>(&claim - model.data()), *claim);
                claim.reset();
            }
        }
    }

    void check() {
        std::int64_t available = 0;
        std::int64_t blocked = 0;
        for (std::size_t i = 0; i < model.size(); ++i) {
            auto const seat = board.seat(index(i), now);
            RC_ASSERT(seat.seat.status == status(i));
            RC_ASSERT(seat.seat.id == numbered<SeatId>(index(i) + 1));
            RC_ASSERT(seat.seat.price == seats[i].price);
            available += status(i) == SeatStatus::available ? 1 : 0;
            blocked += status(i) == SeatStatus::blocked ? 1 : 0;
        }
        RC_ASSERT(board.available_seats(now) == available);
        auto const totals = board.totals(now);
        RC_ASSERT(totals.blocked == blocked);
        if (!seats.empty()) {
            RC_ASSERT(totals.lowest_price == std::ranges::min(seats, {}, &Seat::price).price);
            RC_ASSERT(totals.highest_price == std::ranges::max(seats, {}, &Seat::price).price);
        }
        for (auto const user : {1U, 2U, 3U}) check_claims(numbered<UserId>(user));
    }

  private:
    Instant some_end() const {
        return *rc::gen::element(Instant{}, now - milliseconds{1}, now + milliseconds{1}, now + seconds{10},
                                 Block::no_end);
    }
    static std::uint32_t index(std::size_t at) { return static_cast<std::uint32_t>(at); }

    SeatStatus status(std::size_t at) const {
        auto const& claim = model[at];
        if (!claim || !is_live(*claim, now)) {
            return is_blocked(seats[at], now) ? SeatStatus::blocked : SeatStatus::available;
        }
        return claim->state == ReservationState::paid ? SeatStatus::sold : SeatStatus::reserved;
    }

    void check_claims(UserId user) {
        std::vector<std::pair<std::uint32_t, ReservedSeatId>> expected;
        for (std::size_t i = 0; i < model.size(); ++i) {
            if (model[i] && is_live(*model[i], now) && model[i]->user == user)
                expected.emplace_back(index(i), model[i]->id);
        }
        std::vector<std::pair<std::uint32_t, ReservedSeatId>> shown;
        for (auto const& claim : board.claims_of(user, now)) shown.emplace_back(claim.seat, claim.reserved.id);
        RC_ASSERT(shown == expected);
    }

    std::set<ReservationId> swept_;
    std::uint32_t made_ = 0;
};

RC_GTEST_PROP(DateBoardProperty, the_board_is_what_the_commits_and_the_clock_say, ()) {
    Pair pair;
    pair.add_seats(*rc::gen::inRange(1, 12));
    auto const steps = *rc::gen::inRange(1, 60);
    for (int step = 0; step < steps; ++step) {
        switch (*rc::gen::weightedElement<int>({{8, 0}, {3, 1}, {1, 2}, {1, 3}, {2, 4}})) {
            case 0:
                pair.commit_something();
                break;
            case 1:
                pair.now += milliseconds{*rc::gen::element(1, 2'500, 10'000)};
                break;
            case 2:
                pair.sweep();
                break;
            case 4:
                pair.change_seats();
                break;
            default:
                pair.add_seats(*rc::gen::inRange(0, 5));
                break;
        }
        auto const version = pair.board.version(pair.now);
        pair.check();
        RC_ASSERT(pair.board.version(pair.now) == version);  // reading changes nothing
    }
}

}  // namespace
}  // namespace onsale
