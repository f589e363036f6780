// Threads: the sweeper next to the clerk, and promises 1 and 2 under parallel buyers.
#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "application/sale/sweeper.h"
#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

// The tests' own time-out ends what never comes.
template <class Condition>
void wait_until(Condition&& condition) {
    while (!condition()) std::this_thread::sleep_for(milliseconds{1});
}

TEST(SweeperTest, tidies_the_rows_of_holds_that_ran_out) {
    SaleOnSqlite sale;
    auto const seats = sale.open_seats(3);
    auto const kim = sale.user_with(Points{1'000});
    auto const lapsed = sale.reserve(seats[0], sale.user())->reservation.id;
    sale.pay(sale.reserve(seats[1], kim)->reservation.id, kim).value();
    Sweeper sweeper(sale.boards.seats, sale.clerk, sale.clock, milliseconds{1});
    EXPECT_EQ(sale.stored(lapsed).state, ReservationState::reserved);
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    wait_until([&] { return sale.stored(lapsed).state == ReservationState::expired; });
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::available);
    EXPECT_EQ(sale.stored(seats[1]), SeatStatus::sold);
    EXPECT_TRUE(sale.audit().clean());
}

TEST(SweeperTest, tidies_nothing_while_the_clock_is_not_to_be_believed) {
    SaleOnSqlite sale;
    auto const lapsed = sale.reserve(sale.open_seats(1)[0], sale.user())->reservation.id;
    std::atomic<bool> trusted = false;
    std::atomic<int> asked = 0;
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    Sweeper sweeper(sale.boards.seats, sale.clerk, sale.clock, milliseconds{1}, [&] {
        ++asked;
        return trusted.load();
    });
    wait_until([&] { return asked > 5; });
    EXPECT_EQ(sale.stored(lapsed).state, ReservationState::reserved);
    trusted = true;
    wait_until([&] { return sale.stored(lapsed).state == ReservationState::expired; });
}

TEST(SweeperTest, finds_holds_that_ran_out_while_the_server_was_down) {
    SaleOnSqlite sale;
    auto const seat = sale.open_seats(1)[0];
    auto const lapsed = sale.reserve(seat, sale.user())->reservation.id;
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    Boards restarted;
    restarted.fill(sale.archive, sale.clock.now());
    Sweeper sweeper(restarted.seats, sale.clerk, sale.clock, milliseconds{1});
    wait_until([&] { return sale.stored(lapsed).state == ReservationState::expired; });
    EXPECT_EQ(sale.stored(seat), SeatStatus::available);
}

TEST(SweeperTest, one_bad_row_does_not_keep_the_others_from_being_tidied) {
    SaleOnSqlite sale;
    auto const seats = sale.open_seats(3);
    auto const first = sale.reserve(seats[0], sale.user())->reservation.id;
    auto const bad = sale.reserve(seats[1], sale.user())->reservation.id;
    auto const last = sale.reserve(seats[2], sale.user())->reservation.id;
    auto file = sqlite::open_sale_file(sale.data, sqlite::Mode::read_write);
    auto broken = sqlite::SqliteSeats(file).lock({&seats[1], 1}).at(0);
    broken.status = SeatStatus::sold;
    sqlite::SqliteSeats(file).save_status(std::vector{SeatChange{broken, SeatStatus::reserved}});

    Sweeper sweeper(sale.boards.seats, sale.clerk, sale.clock, milliseconds{1});
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    auto const tidied = [&](ReservationId id) { return sale.stored(id).state == ReservationState::expired; };
    wait_until([&] { return tidied(first) && tidied(last); });
    EXPECT_EQ(sale.stored(bad).state, ReservationState::reserved);
}

// The clock that decides may be behind that of the sweeper's node.
class ClockBehind final : public UnitOfWork {
  public:
    ClockBehind(UnitOfWork& real, SettableClock const& by) : real_(real), by_(by) {}
    void begin() override { real_.begin(); }
    void commit() override { real_.commit(); }
    void rollback() noexcept override { real_.rollback(); }
    Loaded load(Wanted const& wanted, Waits waits) override {
        auto loaded = UnitOfWork::load(wanted, waits);
        loaded.instant = by_.now();
        return loaded;
    }
    ConcertRepository& concerts() override { return real_.concerts(); }
    ConcertDateRepository& dates() override { return real_.dates(); }
    SeatRepository& seats() override { return real_.seats(); }
    DrawingRepository& drawings() override { return real_.drawings(); }
    ReservationRepository& reservations() override { return real_.reservations(); }
    UserRepository& users() override { return real_.users(); }
    PointHistoryRepository& histories() override { return real_.histories(); }
    AnswerRepository& answers() override { return real_.answers(); }
    SteeringRepository& steering() override { return real_.steering(); }
    OperatorActionRepository& actions() override { return real_.actions(); }

  private:
    UnitOfWork& real_;
    SettableClock const& by_;
};

TEST(SweeperTest, comes_back_to_a_hold_that_lives_still_by_the_clock_that_decides) {
    SaleOnSqlite sale;
    auto const seats = sale.open_seats(2);
    auto const kim = sale.user();
    auto const early = sale.reserve(seats[0], kim)->reservation.id;
    sale.clerk.close();
    SettableClock decides;
    ClockBehind work(sale.work, decides);
    Clerk clerk(work, sale.boards, sale.clock, sale.ids, {.usual_hold = SaleOnSqlite::hold_term});
    Sweeper sweeper(sale.boards.seats, clerk, sale.clock, milliseconds{1});
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    wait_until([&] { return clerk.counts().commands >= 2; });
    EXPECT_EQ(sale.stored(early).state, ReservationState::reserved) << "not before its time";
    decides.advance(SaleOnSqlite::hold_term.length);
    wait_until([&] { return sale.stored(early).state == ReservationState::expired; });
}

TEST(ConcurrentSale, parallel_charges_and_payments_on_one_wallet_conserve_its_points) {
    constexpr int threads = 8;
    constexpr int rounds = 30;
    SaleOnSqlite sale;
    auto const seats = sale.open_seats(threads * rounds, Points{70});
    auto const kim = sale.user();
    std::atomic<std::int64_t> expected{0};
    std::atomic<int> paid{0};
    {
        std::vector<std::jthread> crowd;
        for (int t = 0; t < threads; ++t) {
            crowd.emplace_back([&, t] {
                for (int i = 0; i < rounds; ++i) {
                    auto const held = sale.reserve(seats[static_cast<std::size_t>(t * rounds + i)], kim);
                    expected += sale.charge(kim, Points{100})->amount.value;
                    auto const payment = sale.pay(held->reservation.id, kim);
                    if (payment) {
                        if (!payment->made) continue;  // with another seat of the same reservation
                        expected -= payment->reservation.amount().value;
                        ++paid;
                    } else {
                        EXPECT_EQ(payment.error().reason, Reason::points_short);
                    }
                }
            });
        }
    }
    EXPECT_EQ(sale.balance(kim).value, expected);
    Points sum;
    auto const history = sale.history(kim);
    for (auto const& entry : history) sum = sum + entry.amount;
    EXPECT_EQ(sum.value, expected);
    EXPECT_EQ(history.size(), static_cast<std::size_t>(threads * rounds + paid));
    EXPECT_GT(paid, 0);
    EXPECT_TRUE(sale.audit().clean());
}

TEST(ConcurrentSale, of_many_parallel_buyers_exactly_one_gets_each_seat) {
    constexpr std::size_t buyers = 8;
    SaleOnSqlite sale;
    auto const seats = sale.open_seats(20);
    std::array<UserId, buyers> users;
    for (auto& user : users) user = sale.user();
    std::vector<std::atomic<int>> winners(seats.size());
    {
        std::vector<std::jthread> crowd;
        for (auto const user : users) {
            crowd.emplace_back([&, user] {
                for (std::size_t i = 0; i < seats.size(); ++i) winners[i] += sale.reserve(seats[i], user) ? 1 : 0;
            });
        }
    }
    EXPECT_TRUE(std::ranges::all_of(winners, [](auto const& won) { return won == 1; }));
    EXPECT_TRUE(sale.audit().clean());
}

TEST(ConcurrentSale, readers_never_see_a_seat_that_is_not_as_some_commit_left_it) {
    SaleOnSqlite sale;
    auto const seats = sale.open_seats(200);
    auto const kim = sale.user();
    auto const board = sale.boards.seats.dates()[0];
    std::atomic<bool> done{false};
    std::jthread reader([&] {
        std::uint64_t last = 0;
        while (!done) {
            board->read(opening, [&](std::span<RunState const> runs, std::uint64_t version) {
                EXPECT_GE(version, last);
                last = version;
                for (auto const& run : runs) {
                    EXPECT_LE(run.version, version);
                    EXPECT_EQ(run.run->seats.size(), run.statuses.size());
                }
            });
            EXPECT_LE(board->claims_of(kim, opening).size(), seats.size());
        }
    });
    for (auto const seat : seats) sale.reserve(seat, kim).value();
    done = true;
    reader.join();
    EXPECT_EQ(board->claims_of(kim, opening).size(), seats.size());
}

}  // namespace
}  // namespace onsale
