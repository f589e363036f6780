// A seat that a fan let lapse twice is kept from that fan for a while, by HTTP.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/json/iso_time.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

TEST(CoolingSeatsByHttp, a_seat_that_lapsed_twice_is_refused_and_the_answer_says_until_when) {
    RunningSale sale{settings_with([](auto&) {})};
    auto api = sale.client();
    auto const hall = open_hall(api, 2, 1'000);
    auto const change = R"({"terms":{"holdSeconds":1,"coolingSeconds":86400}})";
    auto const path = "/operator/concert-dates/" + hall.date;
    EXPECT_EQ(json_of(expect_status(api.patch(path, {}, change), 200)).at("terms").at("coolingSeconds"), 86'400);
    auto const fan = fan_inside(api);
    std::string ends;
    for (int lapse = 0; lapse < 2; ++lapse) {
        auto const made = json_of(expect_status(reserve(api, fan, hall.seats[0]), 201));
        ends = text_of(made.at("reservations").at(0), "holdExpiresAt");
        EXPECT_TRUE(eventually([&] {
            auto const list = json_of(expect_status(api.get("/concert/" + hall.date + "/seats", fan.token), 200));
            return text_of(list.at(0), "status") == "available";
        }));
    }
    auto const refused = reserve(api, fan, hall.seats[0]);
    EXPECT_TRUE(is_problem(refused, api::ProblemType::seat_cooling));
    auto const problem = json_of(refused);
    EXPECT_EQ(api::parse_iso(text_of(problem, "retryAt")).value(),
              api::parse_iso(ends).value() + std::chrono::hours{24});
    EXPECT_EQ(problem.at("seats").at(0), boost::json::value(hall.seats[0]));
    held(api, fan, hall.seats[1]);
    held(api, fan_inside(api, "Lee"), hall.seats[0]);
    EXPECT_EQ(violations(sale), "");
}

}  // namespace
}  // namespace onsale::tests
