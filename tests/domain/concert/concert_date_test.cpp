// When a concert date is over.
#include <gtest/gtest.h>

#include "domain/concert/concert.h"

namespace onsale {
namespace {

using std::chrono::hours;

constexpr Instant evening{std::chrono::days{20'000}};
constexpr hours a_while{25};
constexpr milliseconds moment{1};

ConcertDate in_the_evening(SaleTerms const& terms = {}) {
    return {.id = {}, .concert = {}, .date = evening, .terms = terms};
}

TEST(ConcertDate, is_over_a_while_after_it_began) {
    auto const date = in_the_evening();
    EXPECT_FALSE(is_over(date, evening - a_while));
    EXPECT_FALSE(is_over(date, evening));
    EXPECT_FALSE(is_over(date, evening + a_while - moment));
    EXPECT_TRUE(is_over(date, evening + a_while));
    EXPECT_TRUE(is_over(date, evening + 1'000 * a_while));
}

TEST(ConcertDate, is_not_over_while_its_sale_goes_on) {
    auto const date = in_the_evening({.closes_at = evening + hours{3}});
    EXPECT_FALSE(is_over(date, evening + hours{3} + a_while - moment));
    EXPECT_TRUE(is_over(date, evening + hours{3} + a_while));
}

TEST(ConcertDate, is_shown_until_the_concert_though_its_sale_closed_long_before) {
    auto const date = in_the_evening({.closes_at = evening - hours{1'000}});
    EXPECT_FALSE(is_over(date, evening));
    EXPECT_FALSE(is_over(date, evening + a_while - moment));
    EXPECT_TRUE(is_over(date, evening + a_while));
}

TEST(ConcertDate, that_the_operator_has_closed_is_over_like_any_other) {
    auto date = in_the_evening();
    date.on_sale = false;
    EXPECT_FALSE(is_over(date, evening));
    EXPECT_TRUE(is_over(date, evening + a_while));
}

// It is removed when it was given up, not kept for tickets.
TEST(ConcertDate, is_never_over_before_it_is_finished) {
    auto date = in_the_evening();
    date.unfinished = Unfinished{evening, true};
    EXPECT_FALSE(is_over(date, evening + 1'000 * a_while));
}

}  // namespace
}  // namespace onsale
