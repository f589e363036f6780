// The line in Redis, held to the contract of every line.
#include "contract/line_under_test.h"
#include "infrastructure/redis/test_redis.h"

namespace onsale::contract {
namespace {

class LineInRedis final : public LineUnderTest {
  public:
    std::unique_ptr<Line> open(Clock const& clock, LineOptions options) override {
        return std::make_unique<redis::RedisLine>(name_.url, clock, std::move(options), redis::for_ever,
                                                  redis::by_hand(clock));
    }

  private:
    redis::LineName name_;
};

std::unique_ptr<LineUnderTest> make_line_in_redis() { return std::make_unique<LineInRedis>(); }

INSTANTIATE_TEST_SUITE_P(Redis, LineContract, testing::Values(&make_line_in_redis),
                         [](auto const&) { return std::string("one_server"); });

}  // namespace
}  // namespace onsale::contract
