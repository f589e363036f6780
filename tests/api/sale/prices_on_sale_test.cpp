// Prices that operators change while seats are sold, by HTTP: list, map and totals follow.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

namespace json = boost::json;
using api::ProblemType;

constexpr auto plan = R"({"concert":{"singerName":"IU"},"concertDate":"2036-12-24T19:00:00+09:00","plan":{
  "format":"onsale-venue-plan/1","name":"Club","categories":[{"name":"front","price":200},{"name":"back","price":100}],
  "sections":[{"name":"A","category":"front","rows":[{"name":"1","seats":[{"from":1,"to":2}]}]},
              {"name":"B","category":"back","rows":[{"name":"1","seats":[{"from":1,"to":2}]}]},
              {"name":"C","category":"back","rows":[{"name":"1","seats":[{"from":1,"to":1}]}]}]}})";

class PricesByHttp : public testing::Test {
  protected:
    static std::string id_of(json::value const& opened) { return text_of(opened.at("concertDate"), "id"); }
    Response change(std::string const& body) {
        return api.patch("/operator/concert-dates/" + date + "/prices", {}, body);
    }
    std::vector<std::int64_t> prices(Fan const& fan) {
        std::vector<std::int64_t> all;
        auto const list = json_of(expect_status(api.get("/concert/" + date + "/seats", fan.token), 200));
        for (auto const& seat : list.as_array()) all.push_back(number_of(seat, "price"));
        return all;
    }
    void TearDown() override { EXPECT_EQ(violations(sale), ""); }

    RunningSale sale{settings_with([](auto& settings) { settings.max_connections = 10; })};
    ApiClient api = sale.client();
    std::string const date = id_of(json_of(expect_status(api.post("/operator/concert-dates", {}, plan), 201)));
};

TEST_F(PricesByHttp, are_set_by_section_and_by_category_and_the_section_goes_first) {
    using Prices = std::vector<std::int64_t>;
    auto const fan = fan_inside(api);
    EXPECT_EQ(prices(fan), (Prices{200, 200, 100, 100, 100}));
    auto const map = [&] { return api.get("/concert/" + date + "/map").fields.at("etag"); };
    auto const before = map();
    auto const answer = expect_status(change(R"({"sections":{"B":70},"categories":{"back":90,"front":300}})"), 200);
    EXPECT_EQ(json_of(answer), json::parse(R"({"changed":5})"));
    EXPECT_EQ(prices(fan), (Prices{300, 300, 70, 70, 90}));
    EXPECT_NE(map(), before);
    auto const shown = json_of(api.get("/operator/live")).at("dates").as_array();
    EXPECT_EQ(shown.size(), 1U);
    auto const actions = json_of(api.get("/operator/actions?limit=3")).at("entries").as_array();
    EXPECT_EQ(text_of(actions.at(0), "action"), "set-price");
    EXPECT_EQ(actions.at(2).at("detail"), json::parse(R"({"section":"B","from":100,"to":70,"seats":2})"));
}

TEST_F(PricesByHttp, of_what_the_hall_does_not_have_are_refused_and_change_nothing) {
    for (auto const* body : {R"({"sections":{"Z":1,"A":2}})", R"({"categories":{"none":1}})",
                             R"({"sections":{"A":-1}})", R"({})", R"({"sections":{}})", R"({"seats":{"A":1}})"}) {
        EXPECT_TRUE(is_problem(change(body), ProblemType::invalid_request)) << body;
    }
    EXPECT_EQ(prices(fan_inside(api)).front(), 200);
}

TEST_F(PricesByHttp, are_there_after_a_restart) {
    expect_status(change(R"({"sections":{"A":1}})"), 200);
    sale.stop();
    sale.start();
    api = sale.client();
    EXPECT_EQ(prices(fan_inside(api)).front(), 1);
}

}  // namespace
}  // namespace onsale::tests
