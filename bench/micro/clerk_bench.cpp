// The clerk with a real SQLite file: commands from submission to the durable answer, without HTTP. The argument is how
// many wait for their answers at a time, which is what makes the batches; items are commands.
#include <deque>

#include <benchmark/benchmark.h>

#include "application/awaited.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "application/sale/charge_points.h"
#include "application/sale/put_on_sale.h"
#include "application/sale/register_user.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seats.h"
#include "infrastructure/sqlite/sale/schema.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "infrastructure/system/system_clock.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "support/temporary_folder.h"

namespace onsale::bench {
namespace {

constexpr std::int32_t seats_on_sale = 5'000;

// Gives all answers at once: what this many connections would wait for.
class Latch final : public ReturnAddress {
  public:
    explicit Latch(std::size_t expected) : left_(expected) {}
    void deliver(std::span<Submission* const> finished) noexcept override {
        std::lock_guard const lock(mutex_);
        left_ -= finished.size();
        if (left_ == 0) done_.notify_one();
    }
    void wait() {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return left_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable done_;
    std::size_t left_;
};

class Sale {
  public:
    Sale() {
        std::vector<SeatOffer> offers;
        for (std::int32_t n = 1; n <= seats_on_sale; ++n) offers.push_back({n, Points{1'000}, {"A", "1", ""}});
        PutDateOnSale open("IU", clock_.now() + std::chrono::days{30}, std::move(offers));
        submit_and_wait(clerk, open);
        auto const board = boards_.seats.date(open.outcome->value().date.id);
        board->read(clock_.now(), [&](std::span<RunState const> runs, std::uint64_t) {
            for (auto const& run : runs) {
                for (auto const& seat : run.run->seats) seats.push_back(seat.seat.id);
            }
        });
        for (std::size_t i = 0; i < limits::clerk_batch; ++i) {
            RegisterUser registered("Kim");
            submit_and_wait(clerk, registered);
            users.push_back(registered.outcome->value().user.id);
        }
    }

  private:
    TemporaryFolder folder_;
    SystemClock clock_;
    UuidV7Source ids_{clock_};
    sqlite::SqliteUnitOfWork work_{folder_ / "data"};
    Boards boards_;

  public:
    Clerk clerk{work_, boards_, clock_, ids_, {.usual_hold = HoldTerm{std::chrono::hours{24}}}};
    std::vector<SeatId> seats;
    std::vector<UserId> users;  // one for each command of a batch
};

// Submits all, waits for all. False: not all were decided in favour.
template <class C>
bool serve(Sale& sale, std::deque<C>& commands) {
    Latch latch(commands.size());
    for (auto& command : commands) {
        command.reply_to = &latch;
        if (!sale.clerk.submit(command)) return false;
    }
    latch.wait();
    return std::ranges::all_of(
        commands, [](auto const& command) { return command.fate == Fate::answered && command.outcome->has_value(); });
}

// Each round reserves seats and gives them back, so that there are always some.
void clerk_reserve_and_release(benchmark::State& state) {
    Sale sale;
    auto const together = static_cast<std::size_t>(state.range(0));
    std::size_t at = 0;
    for (auto _ : state) {
        std::deque<ReserveSeats> reserving;
        std::deque<ReleaseReservation> releasing;
        for (std::size_t i = 0; i < together; ++i) {
            reserving.emplace_back(sale.seats[at++ % sale.seats.size()], sale.users[i]);
        }
        bool decided = serve(sale, reserving);
        for (std::size_t i = 0; decided && i < together; ++i) {
            releasing.emplace_back(reserving[i].outcome->value().reservation.id, sale.users[i]);
        }
        decided = decided && serve(sale, releasing);
        if (!decided) {
            state.SkipWithError("not decided");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0) * 2);
}
BENCHMARK(clerk_reserve_and_release)->Arg(1)->Arg(64)->Arg(512)->UseRealTime()->Unit(benchmark::kMicrosecond);

void clerk_charge(benchmark::State& state) {
    Sale sale;
    for (auto _ : state) {
        std::deque<ChargePoints> charging;
        for (std::int64_t i = 0; i < state.range(0); ++i) charging.emplace_back(sale.users.front(), Points{1});
        if (!serve(sale, charging)) {
            state.SkipWithError("not decided");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(clerk_charge)->Arg(1)->Arg(64)->Arg(512)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace onsale::bench
