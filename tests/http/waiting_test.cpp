// Coroutines that wait for another thread: the clerk's batches, and a pool for what blocks.
#include <stdexcept>
#include <thread>

#include <boost/asio/thread_pool.hpp>

#include "application/batch_queue.h"
#include "http/engine.h"

namespace onsale::http::tests {
namespace {

struct Sum : Submission {
    int left = 0;
    int right = 0;
    int outcome = 0;
};

// The real queue and the real way back, with an addition instead of a store.
class Clerk {
  public:
    explicit Clerk(std::size_t limit) : queue_(limit, std::chrono::hours(1)) {}
    ~Clerk() { queue_.close(); }
    bool submit(Sum& sum) { return queue_.submit(sum); }
    void close() { queue_.close(); }
    std::atomic<int> batches = 0;

  private:
    void work() {
        std::vector<Sum*> batch;
        while (queue_.take(batch, 64)) {
            for (auto* sum : batch) {
                sum->outcome = sum->left + sum->right;
                sum->fate = Fate::answered;
            }
            ++batches;
            deliver_batch(batch);
        }
    }
    BatchQueue<Sum> queue_;
    std::jthread thread_{[this] { work(); }};
};

class Waiting : public EngineTest {
  protected:
    void TearDown() override {
        if (engine.server) engine.server->stop(std::chrono::seconds(10));
    }
};

Awaitable<void> add(Clerk& clerk, Request const& request, Answer& answer, IoThread& io) {
    Sum sum;
    sum.left = std::stoi(std::string(request.path.substr(1)));
    sum.right = 1;
    auto const here = std::this_thread::get_id();
    co_await delivered(io, sum, [&] { return clerk.submit(sum); });
    if (here != std::this_thread::get_id()) throw std::logic_error("came back on another thread");
    answer.status = sum.fate == Fate::answered ? 200 : 503;
    answer.body = std::to_string(sum.outcome);
}

TEST_F(Waiting, every_coroutine_gets_its_own_outcome_on_its_own_thread) {
    Clerk clerk(1'000);
    engine.handler.script = [&](Request const& request, Answer& answer, IoThread& io) {
        return std::optional(add(clerk, request, answer, io));
    };
    engine.options.threads = 2;
    start();
    std::vector<std::jthread> fans;
    for (int fan = 0; fan < 16; ++fan) {
        fans.emplace_back([&, fan] {
            auto client = engine.connect();
            for (int i = 0; i < 200; ++i) {
                auto const number = fan * 1'000 + i;
                ASSERT_EQ(client.ask(get("/" + std::to_string(number))).body, std::to_string(number + 1));
            }
        });
    }
    fans.clear();
    EXPECT_EQ(engine.handler.failures, 0);
    EXPECT_LE(clerk.batches, 16 * 200);
    engine.server->stop(std::chrono::seconds(10));
}

TEST_F(Waiting, answers_keep_their_order_when_handlers_wait) {
    Clerk clerk(1'000);
    engine.handler.script = [&](Request const& request, Answer& answer,
                                IoThread& io) -> std::optional<Awaitable<void>> {
        if (request.path.starts_with("/now")) {
            answer.body = request.path;
            return std::nullopt;
        }
        return add(clerk, request, answer, io);
    };
    start();
    auto client = engine.connect();
    std::string many;
    for (int i = 0; i < 300; ++i) many += get("/now" + std::to_string(i)) + get("/" + std::to_string(i));
    client.send(many);
    for (int i = 0; i < 300; ++i) {
        ASSERT_EQ(client.read_response().body, "/now" + std::to_string(i));
        ASSERT_EQ(client.read_response().body, std::to_string(i + 1));
    }
    engine.server->stop(std::chrono::seconds(10));
}

TEST_F(Waiting, what_is_shed_goes_on_at_once) {
    Clerk clerk(1'000);
    clerk.close();
    engine.handler.script = [&](Request const& request, Answer& answer, IoThread& io) {
        return std::optional(add(clerk, request, answer, io));
    };
    start();
    EXPECT_EQ(engine.ask(get("/1")).status, 503U);
    engine.server->stop(std::chrono::seconds(10));
}

TEST_F(Waiting, a_delivery_before_the_coroutine_has_suspended_is_not_lost) {
    engine.handler.script = [](Request const&, Answer& answer, IoThread& io) {
        return std::optional([](Answer& filled, IoThread& thread) -> Awaitable<void> {
            Sum sum;
            co_await delivered(thread, sum, [&] {
                std::thread([&] {
                    Submission* one = &sum;
                    sum.fate = Fate::answered;
                    sum.reply_to->deliver({&one, 1});
                }).join();  // delivered, and only then do we suspend
                return true;
            });
            filled.body = sum.fate == Fate::answered ? "answered" : "pending";
        }(answer, io));
    };
    start();
    EXPECT_EQ(engine.ask(get("/")).body, "answered");
}

Awaitable<void> in_pool(boost::asio::thread_pool& pool, Request const& request, Answer& answer, IoThread& io) {
    auto const here = std::this_thread::get_id();
    auto const there = co_await on_other_thread(io, pool, [] { return std::this_thread::get_id(); });
    co_await on_other_thread(io, pool, [&] {
        if (request.path == "/throws") throw std::runtime_error("from the pool");
    });
    auto const text = co_await on_other_thread(io, pool, [] { return std::make_unique<std::string>("moved"); });
    answer.body = *text;
    answer.body += here == std::this_thread::get_id() && here != there ? " and back" : " but lost";
}

TEST_F(Waiting, blocking_work_runs_on_the_pool_and_its_result_or_exception_comes_back) {
    boost::asio::thread_pool pool(2);
    engine.handler.script = [&](Request const& request, Answer& answer, IoThread& io) {
        return std::optional(in_pool(pool, request, answer, io));
    };
    start();
    for (int i = 0; i < 50; ++i) EXPECT_EQ(engine.ask(get("/")).body, "moved and back");
    EXPECT_EQ(engine.ask(get("/throws")).status, 500U);
    EXPECT_EQ(engine.handler.failures, 1);
    engine.server->stop(std::chrono::seconds(10));
}

}  // namespace
}  // namespace onsale::http::tests
