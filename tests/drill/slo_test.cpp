#include "drill/slo.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

using std::chrono::milliseconds;

TEST(Slo, a_latency_has_a_percentile_a_step_and_a_unit) {
    auto const slo = parse_slo("p99.poll<50ms");
    ASSERT_TRUE(slo);
    EXPECT_EQ(slo->metric, "p99.poll");
    EXPECT_EQ(slo->relation, Slo::Relation::less);
    EXPECT_EQ(slo->limit, 50'000);
    EXPECT_EQ(parse_slo("p99.9.pay<=1.5s")->limit, 1'500'000);
    EXPECT_EQ(parse_slo("max.enter<800us")->limit, 800);
}

TEST(Slo, a_count_has_a_number) {
    EXPECT_EQ(parse_slo("oversold=0")->relation, Slo::Relation::equal);
    EXPECT_EQ(parse_slo("paid>=300")->relation, Slo::Relation::at_least);
    EXPECT_EQ(parse_slo("errors<=10")->relation, Slo::Relation::at_most);
    EXPECT_EQ(parse_slo("requests_per_second>1000")->limit, 1000);
}

TEST(Slo, what_makes_no_sense_is_refused) {
    for (auto const* text : {"", "oversold", "p99.poll<50", "p99.poll<50min", "p98.poll<50ms", "p99.sleep<1s",
                             "oversold=none", "oversold=", "happiness>1", "paid>-1", "=0", "errors<1x"}) {
        EXPECT_FALSE(parse_slo(text)) << text;
    }
}

TEST(Slo, a_limit_is_judged_by_what_was_measured) {
    Measures measures;
    for (int i = 0; i < 99; ++i) measures.answered(Step::poll, 200, milliseconds{10});
    measures.answered(Step::poll, 200, milliseconds{900});
    measures.tally.paid = 300;
    std::vector<Finding> const findings = {{"oversold", "no seat is sold twice", 300, 1, {}}};
    auto const kept = [&](std::string_view text) {
        return judge({*parse_slo(text)}, measures, findings, std::chrono::seconds{10})[0].kept;
    };
    EXPECT_TRUE(kept("p99.poll<50ms"));
    EXPECT_FALSE(kept("max.poll<50ms"));
    EXPECT_FALSE(kept("oversold=0"));
    EXPECT_TRUE(kept("paid>=300"));
    EXPECT_FALSE(kept("paid>300"));
    EXPECT_TRUE(kept("requests_per_second=10"));
}

TEST(Slo, a_limit_on_what_never_happened_is_not_kept) {
    EXPECT_FALSE(judge({*parse_slo("p99.pay<1s")}, Measures{}, {}, std::chrono::seconds{1})[0].kept);
}

TEST(Latencies, a_percentile_is_right_to_within_a_bucket) {
    Latencies latencies;
    for (int us = 1; us <= 10'000; ++us) latencies.add(Moment{us});
    EXPECT_NEAR(static_cast<double>(latencies.percentile(0.5).count()), 5'000, 500);
    EXPECT_NEAR(static_cast<double>(latencies.percentile(0.99).count()), 9'900, 900);
    EXPECT_EQ(latencies.percentile(1).count(), 10'000);
    EXPECT_EQ(latencies.count(), 10'000U);
}

}  // namespace
}  // namespace onsale::drill
