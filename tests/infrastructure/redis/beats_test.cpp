// A node beats whatever its fans do.
#include <atomic>

#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"

namespace onsale::redis {
namespace {

// Submits what comes back again, at once, until told to stop: there is no moment without a wish.
class Insatiable final : public ReturnAddress {
  public:
    explicit Insatiable(RedisLine& line) : line_(line) { join_.reply_to = this; }

    bool begin() { return line_.submit(join_); }
    void deliver(std::span<Submission* const> finished) noexcept override {
        bool const again = !stops_ && join_.fate == Fate::answered && line_.submit(join_);
        if (!again) over_.deliver(finished);
    }
    void stop() {
        stops_ = true;
        over_.wait();
    }

  private:
    RedisLine& line_;
    JoinLine join_{fan(1)};
    std::atomic<bool> stops_ = false;
    AwaitedReply over_;
};

TEST(LineBeats, a_node_goes_on_beating_while_fans_join_without_a_pause) {
    LineName const name;
    SystemClock const real;
    auto const node = node_by_itself(name.url, real);
    Operator redis(name.url);
    auto const ticked_at = [&] {
        return std::string(redis({"HGET", line_keys(name.url, main_line)[0], "ticked_at"}).view().text());
    };
    Insatiable fans(*node);
    ASSERT_TRUE(fans.begin());
    for (int beat = 0; beat < 3; ++beat) {
        auto const before = ticked_at();
        EXPECT_TRUE(eventually([&] { return ticked_at() != before; }));
    }
    fans.stop();
}

}  // namespace
}  // namespace onsale::redis
