// The line in Redis, held to the contract of every line.
#include "contract/line_under_test.h"
#include "infrastructure/redis/test_redis.h"

namespace onsale::contract {
namespace {

// As in the server: a pause is noticed, and by then the lease has run out, so that nobody calls in between. Both go by
// the test's clock: a slow machine changes nothing.
constexpr redis::LeaseTerms notices_pauses = [] {
    auto terms = redis::for_ever;
    terms.gap = redis::LeaseTerms{}.gap;
    terms.term = redis::LeaseTerms{}.term;
    return terms;
}();

class LineInRedis final : public LineUnderTest {
  public:
    explicit LineInRedis(redis::LeaseTerms const& terms) : terms_(terms) {}

    std::unique_ptr<Line> open(Clock const& clock, LineOptions options) override {
        return std::make_unique<redis::RedisLine>(name_.url, clock, std::move(options), terms_, redis::by_hand(clock));
    }

  private:
    redis::LeaseTerms terms_;
    redis::LineName name_;
};

std::unique_ptr<LineUnderTest> make_line_in_redis() { return std::make_unique<LineInRedis>(redis::for_ever); }

std::unique_ptr<LineUnderTest> make_line_that_notices_pauses() { return std::make_unique<LineInRedis>(notices_pauses); }

INSTANTIATE_TEST_SUITE_P(Redis, LineContract, testing::Values(&make_line_in_redis),
                         [](auto const&) { return std::string("one_server"); });
INSTANTIATE_TEST_SUITE_P(Redis, LineAbsence, testing::Values(&make_line_that_notices_pauses),
                         [](auto const&) { return std::string("one_server"); });

}  // namespace
}  // namespace onsale::contract
