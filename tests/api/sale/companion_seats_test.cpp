// Wheelchair spaces, companion seats and seats with a restricted view, by HTTP.
#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

namespace json = boost::json;
using api::ProblemType;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

// Seat 1 is a space, 2 its companion seat; of 3 to 6 those in front of a pillar are 3 and 4.
constexpr std::string_view hall_with_a_space = R"({"format": "onsale-venue-plan/1", "name": "Club",
  "categories": [{"name": "all", "price": 900}],
  "sections": [{"name": "S", "category": "all", "rows": [{"name": "A", "seats": [
    {"name": 1, "attributes": ["wheelchair"]}, {"name": 2, "attributes": ["companion"]},
    {"from": 3, "to": 4, "attributes": ["restricted-view"]}, {"from": 5, "to": 6}]}]}]})";

class CompanionSeatsByHttp : public testing::Test {
  protected:
    RunningSale sale;
    ApiClient api = sale.client();
    std::string const date = uploaded();
    Fan const fan = fan_inside(api);
    std::vector<std::string> const seats =
        ids_of(json_of(api.get("/concert/" + date + "/seats", fan.token)).as_array());

    void TearDown() override { EXPECT_EQ(violations(sale), ""); }

    std::string uploaded() {
        auto const body = fmt::format(
            R"({{"concert":{{"singerName":"새벽 밴드"}},"concertDate":"2099-01-01T19:00:00+09:00","plan":{}}})",
            hall_with_a_space);
        return text_of(json_of(expect_status(api.post("/operator/concert-dates", {}, body), 201)).at("concertDate"),
                       "id");
    }
    static std::vector<std::string> ids_of(json::array const& of) {
        std::vector<std::string> all;
        for (auto const& each : of) all.push_back(text_of(each, "id"));
        return all;
    }
    Response wish(std::string const& body) { return api.post("/concert/" + date + "/reservations", fan.token, body); }
    Response wish(std::initializer_list<std::size_t> which) {
        json::array ids;
        for (auto const seat : which) ids.emplace_back(seats[seat]);
        return wish(json::serialize(json::object{{"seats", ids}}));
    }
};

TEST_F(CompanionSeatsByHttp, one_alone_is_refused_and_with_its_space_it_is_taken_and_given_back) {
    for (auto const& refused : {reserve(api, fan, seats[1]), wish({1, 4})}) {
        ASSERT_TRUE(is_problem(refused, ProblemType::companion_seat));
        EXPECT_EQ(json_of(refused).at("seats"), json::value({seats[1]}));
    }
    auto const made = json_of(expect_status(wish({0, 1, 5}), 201));
    auto const path = "/concert/reservations/" + text_of(made, "id");
    auto const after = json_of(expect_status(api.del(path + "/seats/" + seats[0], fan.token), 200));
    EXPECT_THAT(ids_of(after.at("seats").as_array()), ElementsAre(seats[5]))
        << "the companion seat goes with its space";
}

TEST_F(CompanionSeatsByHttp, one_is_sold_by_itself_where_the_terms_say_so) {
    auto const answer = api.patch("/operator/concert-dates/" + date, {}, R"({"terms":{"companionsForAll":true}})");
    EXPECT_EQ(json_of(expect_status(answer, 200)).at("terms").at("companionsForAll"), true);
    expect_status(reserve(api, fan, seats[1]), 201);
    auto const action = json_of(api.get("/operator/actions?limit=1")).at("entries").at(0);
    EXPECT_EQ(action.at("detail"), json::parse(R"({"term":"companionsForAll","from":false,"to":true})"));
}

TEST_F(CompanionSeatsByHttp, a_restricted_view_is_the_last_that_is_chosen) {
    auto const best = json_of(expect_status(wish(R"({"best":{"count":2}})"), 201));
    EXPECT_THAT(ids_of(best.at("seats").as_array()), UnorderedElementsAre(seats[4], seats[5]));
    auto const rest = json_of(expect_status(wish(R"({"best":{"count":2}})"), 201));
    EXPECT_THAT(ids_of(rest.at("seats").as_array()), UnorderedElementsAre(seats[2], seats[3], seats[4], seats[5]));
}

}  // namespace
}  // namespace onsale::tests
