// Points: what an amount may be, and where a wallet is full.
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "domain/identifiers.h"
#include "domain/limits.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class Amounts : public testing::Test {
  protected:
    Response charge_text(std::string const& amount) {
        return api.patch("/user/charge/" + fan.id + "/point", {}, "{\"amount\":" + amount + "}");
    }

    // A first charge that no test could make by calls: the largest one is a millionth of what a wallet holds.
    void fill_wallet(std::int64_t points) {
        sale.stop();
        {
            auto database = sqlite::open_sale_file(sale.settings().data, sqlite::Mode::read_write);
            auto const user = UserId::parse(fan.id)->value.bytes;
            database.prepare("INSERT INTO point_history VALUES (zeroblob(16), ?1, 0, ?2, ?2, NULL, 0)")
                .bind(1, user)
                .bind(2, points)
                .run();
            database.prepare("UPDATE user SET balance = ?2 WHERE id = ?1").bind(1, user).bind(2, points).run();
        }
        sale.start();
        api = sale.client();
    }

    RunningSale sale;
    ApiClient api = sale.client();
    Fan fan = registered(api);
};

TEST_F(Amounts, an_amount_that_is_no_whole_number_within_the_limit_is_refused_and_changes_nothing) {
    charge(api, fan, 7);
    for (auto const* amount :
         {"0", "-1", "-0", "-9223372036854775808", "1.5", "1.0", "1e3", "1000000001", "9223372036854775808",
          "18446744073709551616", "1e300", "\"100\"", "null", "true", "[100]", "{\"value\":100}"}) {
        EXPECT_TRUE(is_fault_at(charge_text(amount), "/amount")) << amount;
    }
    EXPECT_EQ(balance(api, fan), 7);
}

TEST_F(Amounts, a_number_that_no_machine_holds_is_refused_too) {
    for (auto const* amount : {"1e400", "-1e400", "1e99999999999", "0x10", "1_000", "+1", "01", ".5", "NaN"}) {
        EXPECT_EQ(charge_text(amount).status, 400U) << amount;
    }
    EXPECT_EQ(charge_text(std::string(500, '9')).status, 400U);
    EXPECT_EQ(balance(api, fan), 0);
}

TEST_F(Amounts, the_smallest_and_the_largest_charge_are_taken) {
    EXPECT_EQ(charge_text("1").status, 200U);
    EXPECT_EQ(charge_text("1000000000").status, 200U);
    EXPECT_EQ(balance(api, fan), 1'000'000'001);
}

TEST_F(Amounts, a_charge_that_would_overflow_the_balance_is_refused_with_what_still_fits) {
    fill_wallet(limits::largest_balance - 500);
    auto const answer = charge(api, fan, 501);
    ASSERT_TRUE(is_problem(answer, ProblemType::balance_overflow));
    EXPECT_EQ(number_of(json_of(answer), "chargeablePoints"), 500);
    EXPECT_EQ(charge(api, fan, 500).status, 200U);
    EXPECT_EQ(balance(api, fan), limits::largest_balance);
    EXPECT_TRUE(is_problem(charge(api, fan, 1), ProblemType::balance_overflow));
    EXPECT_EQ(violations(sale), "");
}

TEST(OperatorsLimit, a_charge_above_the_operators_own_limit_is_refused) {
    RunningSale sale(settings_with([](auto& settings) { settings.max_charge = 10'000; }));
    auto api = sale.client();
    auto const fan = registered(api);
    EXPECT_TRUE(is_fault_at(charge(api, fan, 10'001), "/amount"));
    EXPECT_EQ(charge(api, fan, 10'000).status, 200U);
}

}  // namespace
}  // namespace onsale::tests
