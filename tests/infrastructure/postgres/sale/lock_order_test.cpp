// Fans and operators through two units of work, in any order: nobody waits for each other in a circle, and nothing that
// is only a race becomes a fault.
#include <mutex>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/clerk/clerk_doubles.h"
#include "application/steering/change_date.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"

namespace onsale::postgres {
namespace {

using testing::IsEmpty;

class Crowd {
  public:
    SaleOnPostgres sale;
    ConcertId concert;
    std::vector<ConcertDateId> dates;
    std::vector<SeatId> seats;
    std::vector<UserId> users;

    Crowd() {
        concert = sale.ask<CreateConcert>("IU")->id;
        for (int n = 0; n < 3; ++n) {
            dates.push_back(sale.ask<AddConcertDate>(concert, opening + std::chrono::days{n + 1})->date.id);
            std::vector<SeatOffer> offers;
            for (int i = 1; i <= 4; ++i) offers.push_back({i, Points{0}, {}});
            auto const added = sale.ask<AddSeats>(dates.back(), offers);
            for (auto const& each : *added) seats.push_back(each.seat.id);
        }
        for (int i = 0; i < 6; ++i) users.push_back(sale.user_with(Points{100}));
        sale.clerk.close();
    }

    // What was not answered, or what a fault was said of.
    std::vector<std::string> live_through(unsigned seed, int threads, int commands) {
        std::mutex mutex;
        std::vector<std::string> faults;
        auto const complain = [&](std::string_view what, std::string_view command) {
            std::lock_guard const lock(mutex);
            faults.push_back(std::string(command) + ": " + std::string(what));
        };
        NoBoards boards;
        Clerk clerk(sale.works, boards, sale.clock, sale.ids,
                    {.usual_hold = HoldTerm{seconds{300}},
                     .longest_wait = seconds{60},
                     .longest_batch = seconds{60},
                     .on_fault = complain});
        {
            std::vector<std::jthread> crowd;
            for (int i = 0; i < threads; ++i) {
                crowd.emplace_back(
                    [&, i] { live(clerk, std::mt19937(seed * 100U + static_cast<unsigned>(i)), commands); });
            }
        }
        clerk.close();
        return faults;
    }

  private:
    void live(Clerk& clerk, std::mt19937 random, int commands) {
        auto const one_of = [&](auto const& all) { return all[random() % all.size()]; };
        std::vector<ReservationId> mine;
        auto const me = one_of(users);
        for (int i = 0; i < commands; ++i) {
            auto const dice = random() % 10;
            if (dice < 5) {
                ReserveSeats reserve(one_of(seats), me);
                ask(clerk, reserve);
                if (*reserve.outcome) mine.push_back((*reserve.outcome)->reservation.id);
            } else if (dice < 7 && !mine.empty()) {
                ReleaseReservation release(mine.back(), me);
                mine.pop_back();
                ask(clerk, release);
            } else if (dice < 8) {
                ChangeDate set(one_of(dates), {.on_sale = random() % 2 == 0}, Operator{});
                ask(clerk, set);
            } else if (dice < 9) {
                AddSeats add(one_of(dates), {{static_cast<std::int32_t>(5 + random() % 40), Points{0}, {}}});
                ask(clerk, add);
            } else {
                AddConcertDate add(concert, opening + std::chrono::days{10 + random() % 20});
                ask(clerk, add);
            }
        }
    }
    template <class SomeCommand>
    static void ask(Clerk& clerk, SomeCommand& command) {
        ASSERT_EQ(submit_and_wait(clerk, command), Fate::answered) << command.name();
    }
};

TEST(PostgresLockOrder, fans_and_operators_of_the_same_dates_never_deadlock) {
    Crowd crowd;
    for (unsigned seed = 1; seed <= 3; ++seed) EXPECT_THAT(crowd.live_through(seed, 8, 40), IsEmpty()) << seed;
    EXPECT_TRUE(crowd.sale.audit().clean());
}

TEST(PostgresLockOrder, the_same_date_added_by_two_nodes_at_once_is_added_once) {
    Crowd crowd;
    for (int round = 0; round < 20; ++round) {
        std::vector<std::string> faults;
        std::mutex mutex;
        auto const complain = [&](std::string_view what, std::string_view) {
            std::lock_guard const lock(mutex);
            faults.emplace_back(what);
        };
        NoBoards boards;
        Clerk::Options const options{.usual_hold = HoldTerm{seconds{300}},
                                     .longest_wait = seconds{60},
                                     .longest_batch = seconds{60},
                                     .on_fault = complain};
        Clerk here(crowd.sale.first, boards, crowd.sale.clock, crowd.sale.ids, options);
        Clerk there(crowd.sale.second, boards, crowd.sale.clock, crowd.sale.ids, options);
        auto const moment = opening + std::chrono::days{100 + round};
        AddConcertDate one(crowd.concert, moment), other(crowd.concert, moment);
        AwaitedReply reply;
        one.reply_to = other.reply_to = &reply;
        here.submit(one);
        there.submit(other);
        reply.wait(2);
        ASSERT_EQ(one.fate, Fate::answered);
        ASSERT_EQ(other.fate, Fate::answered);
        EXPECT_NE(one.outcome->has_value(), other.outcome->has_value());
        EXPECT_THAT(faults, IsEmpty());
    }
}

}  // namespace
}  // namespace onsale::postgres
