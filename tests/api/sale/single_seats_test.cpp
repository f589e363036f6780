// Dates that do not let a single seat be left alone, by HTTP.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class SingleSeatsByHttp : public testing::Test {
  protected:
    void SetUp() override { refuse_single_seats("true"); }
    void TearDown() override { EXPECT_EQ(violations(sale), ""); }

    void refuse_single_seats(std::string const& value) {
        auto const change = R"({"terms":{"noSingleSeats":)" + value + "}}";
        auto const answer = json_of(expect_status(api.patch("/operator/concert-dates/" + hall.date, {}, change), 200));
        EXPECT_EQ(answer.at("terms").at("noSingleSeats"), boost::json::parse(value == "null" ? "false" : value));
    }
    Response reserve_many(std::string const& body) {
        return api.post("/concert/" + hall.date + "/reservations", fan.token, body);
    }
    std::string some(std::size_t first, std::size_t second) const {
        return R"({"seats":[")" + hall.seats[first] + R"(",")" + hall.seats[second] + R"("]})";
    }

    RunningSale sale{settings_with([](auto&) {})};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 12, 1'000);  // one row
    Fan fan = fan_inside(api);
};

TEST_F(SingleSeatsByHttp, a_seat_that_leaves_one_alone_is_refused_and_an_alternative_is_reserved) {
    auto const refused = reserve(api, fan, hall.seats[1]);
    EXPECT_TRUE(is_problem(refused, ProblemType::orphan_seat));
    auto const problem = json_of(refused);
    EXPECT_EQ(text_of(problem, "alone"), hall.seats[0]);
    auto const& alternatives = problem.at("alternatives").as_array();
    ASSERT_EQ(alternatives.size(), 1U);
    held(api, fan, std::string(alternatives[0].as_string()));
}

TEST_F(SingleSeatsByHttp, several_seats_are_judged_together_and_with_those_that_the_fan_has) {
    auto const refused = reserve_many(some(1, 2));
    EXPECT_TRUE(is_problem(refused, ProblemType::orphan_seat));
    EXPECT_EQ(json_of(refused).at("alternatives").as_array().size(), 2U);
    EXPECT_EQ(reserve_many(some(0, 1)).status, 201U);
    held(api, fan, hall.seats[2]);
    EXPECT_EQ(reserve_many(some(1, 2)).status, 200U);
    EXPECT_TRUE(is_problem(reserve_many(some(2, 4)), ProblemType::orphan_seat));
}

TEST_F(SingleSeatsByHttp, once_the_operator_allows_it_a_seat_may_be_left_alone) {
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[1]), ProblemType::orphan_seat));
    refuse_single_seats("null");
    held(api, fan, hall.seats[1]);
}

}  // namespace
}  // namespace onsale::tests
