// Areas without numbered seats by HTTP: put on sale, on the map and in the list, taken by their number, paid, printed.
#include <thread>

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
using testing::HasSubstr;

// Two seats in front, 96 places, a seat behind.
constexpr std::string_view club = R"({"format": "onsale-venue-plan/1", "name": "Club",
  "categories": [{"name": "seated", "price": 900}, {"name": "standing", "price": 550}],
  "sections": [
    {"name": "S", "category": "seated", "rows": [{"name": "A", "seats": [1, 2]}]},
    {"name": "Standing A", "group": "floor", "category": "standing", "places": 96},
    {"name": "T", "category": "seated", "rows": [{"name": "A", "seats": [1]}]}]})";

class AreasByHttp : public testing::Test {
  protected:
    RunningSale sale;
    ApiClient api = sale.client();
    std::string const date = uploaded(club, R"("mostPerPerson": 100, "mostTakes": 100)");

    void TearDown() override { EXPECT_EQ(violations(sale), ""); }

    Response upload(std::string_view plan, std::string_view terms, std::string_view more = "") {
        return api.post(
            "/operator/concert-dates", {},
            fmt::format(R"({{"concert": {{"singerName": "새벽 밴드"}}, "concertDate": "2099-01-01T19:00:00+09:00",
                                     "again": true, "terms": {{{}}}, {} "plan": {}}})",
                        terms, more, plan));
    }
    std::string uploaded(std::string_view plan, std::string_view terms) {
        return text_of(json_of(expect_status(upload(plan, terms), 201)).at("concertDate"), "id");
    }
    Response wish(Fan const& fan, std::string const& body) {
        return api.post("/concert/" + date + "/reservations", fan.token, body);
    }
    static std::string places(std::size_t count, std::string_view area = "Standing A") {
        return fmt::format(R"({{"areas":[{{"area":"{}","count":{}}}]}})", area, count);
    }
    static std::vector<std::int64_t> entries(json::value const& reservation) {
        std::vector<std::int64_t> all;
        for (auto const& seat : reservation.at("seats").as_array()) all.push_back(number_of(seat, "entryNumber"));
        return all;
    }
    json::array list(Fan const& fan, std::string const& query = "") {
        return json_of(expect_status(api.get("/concert/" + date + "/seats" + query, fan.token), 200)).as_array();
    }
};

TEST_F(AreasByHttp, places_are_taken_by_their_number_and_carry_entry_numbers_to_the_ticket) {
    auto const fan = fan_inside(api);
    auto const made = json_of(expect_status(wish(fan, places(2)), 201));
    EXPECT_THAT(entries(made), ElementsAre(1, 2));
    EXPECT_EQ(number_of(made, "amount"), 1'100);
    EXPECT_TRUE(made.at("nextToEachOther").is_null());
    auto const& place = made.at("seats").at(0);
    EXPECT_EQ(text_of(place, "section"), "Standing A");
    EXPECT_TRUE(place.at("row").is_null());
    EXPECT_EQ(text_of(place, "seat"), "1");

    charge(api, fan, 5'000);
    auto const paid = json_of(expect_status(pay(api, fan, text_of(made, "id")), 200));
    EXPECT_THAT(entries(paid.at("reservation")), ElementsAre(1, 2));
    auto const own = json_of(expect_status(api.get("/user/" + fan.id + "/reservations", fan.access), 200));
    EXPECT_THAT(entries(own.at("reservations").at(0)), ElementsAre(1, 2));
    EXPECT_THAT(api.get("/operator/reservations.csv", {}).body, HasSubstr(R"(,"Standing A","","2",)"));
}

TEST_F(AreasByHttp, the_map_draws_no_places_and_the_list_has_them_all) {
    auto const fan = fan_inside(api);
    auto const map = json_of(expect_status(api.get("/concert/" + date + "/map"), 200));
    auto const& area = map.at("sections").at(1);
    EXPECT_EQ(text_of(area, "name"), "Standing A");
    EXPECT_EQ(number_of(area, "places"), 96);
    EXPECT_EQ(number_of(map.at("categories").at(static_cast<std::size_t>(number_of(area, "category"))), "price"), 550);
    EXPECT_EQ(area.at("outline").as_array().size(), 4U);
    EXPECT_FALSE(map.at("sections").at(0).as_object().contains("places"));
    EXPECT_EQ(map.at("rows").at(1), (json::value{{"section", 1}, {"name", ""}, {"first", 2}, {"count", 96}}));
    EXPECT_EQ(map.at("rows").at(2), (json::value{{"section", 2}, {"name", "A"}, {"first", 98}, {"count", 1}}));
    for (auto const* of : {"label", "category", "x", "y"}) EXPECT_EQ(map.at("seats").at(of).as_array().size(), 3U);
    EXPECT_TRUE(map.at("traits").as_array().empty());

    auto const all = list(fan);
    ASSERT_EQ(all.size(), 99U);
    EXPECT_EQ(number_of(all[97], "entryNumber"), 96);
    EXPECT_FALSE(all[98].as_object().contains("entryNumber"));
    wish(fan, places(3));
    EXPECT_EQ(list(fan, "?section=Standing+A&status=reserved").size(), 3U);
    auto const dates = json_of(expect_status(api.get("/concert/dates", fan.token), 200));
    EXPECT_EQ(number_of(dates.at(0), "availableSeats"), 96);
}

TEST_F(AreasByHttp, a_place_cannot_be_picked) {
    auto const fan = fan_inside(api);
    auto const place = text_of(list(fan)[2], "id");
    auto const refused = reserve(api, fan, place);
    EXPECT_TRUE(is_problem(refused, ProblemType::place_of_area));
    EXPECT_EQ(json_of(refused).at("seats"), json::array({json::value(place)}));
    EXPECT_TRUE(is_problem(wish(fan, fmt::format(R"({{"seats":["{}"]}})", place)), ProblemType::place_of_area));
    auto const made = json_of(expect_status(wish(fan, places(1)), 201));
    auto const again = json_of(expect_status(reserve(api, fan, place), 200));
    EXPECT_EQ(text_of(again.at("reservations").at(0), "id"), text_of(made, "id")) << "it is mine";
    EXPECT_EQ(number_of(again, "entryNumber"), 1);
}

TEST_F(AreasByHttp, the_best_seats_are_no_places) {
    auto const fan = fan_inside(api);
    auto const best = json_of(expect_status(wish(fan, R"({"best":{"count":3}})"), 201));
    for (auto const& seat : best.at("seats").as_array()) EXPECT_NE(text_of(seat, "section"), "Standing A");
    EXPECT_TRUE(is_problem(wish(fan, R"({"best":{"count":1}})"), ProblemType::no_such_seats_free));
    auto const of_area = wish(fan, R"({"best":{"count":1,"sections":["Standing A"]}})");
    EXPECT_TRUE(is_problem(of_area, ProblemType::invalid_request));
    EXPECT_THAT(of_area.body, HasSubstr("is an area"));
}

TEST_F(AreasByHttp, what_cannot_be_asked_for_is_refused_and_changes_nothing) {
    auto const fan = fan_inside(api);
    for (std::string const body :
         {R"({"areas":[]})", R"({"areas":7})", R"({"areas":[{"area":"Standing A"}]})", R"({"areas":[{"count":1}]})",
          R"({"areas":[{"area":"S","count":1}]})", R"({"areas":[{"area":"none","count":1}]})",
          R"({"areas":[{"area":"Standing A","count":0}]})", R"({"areas":[{"area":"Standing A","count":101}]})",
          R"({"areas":[{"area":"Standing A","count":1},{"area":"Standing A","count":1}]})",
          R"({"areas":[{"area":"Standing A","count":1}],"best":{"count":1}})",
          R"({"areas":[{"area":"Standing A","count":1,"more":1}]})"}) {
        EXPECT_TRUE(is_problem(wish(fan, body), ProblemType::invalid_request)) << body;
    }
    EXPECT_TRUE(is_problem(wish(fan, places(97)), ProblemType::no_such_seats_free));
    EXPECT_EQ(list(fan, "?status=available").size(), 99U);
}

TEST_F(AreasByHttp, a_rush_is_served_in_the_order_of_the_numbers_until_none_is_left) {
    std::vector<Fan> fans;
    for (int i = 0; i < 48; ++i) fans.push_back(fan_inside(api));
    std::vector<std::vector<std::int64_t>> given(fans.size());
    {
        std::vector<std::jthread> crowd;
        for (std::size_t i = 0; i < fans.size(); ++i) {
            crowd.emplace_back([&, i] {
                auto own = sale.client();
                auto const answer = own.post("/concert/" + date + "/reservations", fans[i].token, places(2));
                if (answer.status == 201) given[i] = entries(json_of(answer));
            });
        }
    }
    std::set<std::int64_t> numbers;
    for (auto const& each : given) numbers.insert(each.begin(), each.end());
    EXPECT_EQ(numbers.size(), 96U);
    EXPECT_EQ(*numbers.rbegin(), 96);
    auto const late = fan_inside(api);
    EXPECT_TRUE(is_problem(wish(late, places(1)), ProblemType::no_such_seats_free));
}

TEST_F(AreasByHttp, a_preview_and_an_upload_count_places_and_take_another_number_of_them) {
    auto const preview = json_of(expect_status(api.post("/operator/venue-plans/preview", {}, std::string(club)), 200));
    EXPECT_EQ(number_of(preview, "seats"), 99);
    EXPECT_EQ(preview.at("sections").at(1).at("area"), true);
    EXPECT_EQ(preview.at("sections").at(0).at("area"), false);
    auto const smaller = json_of(expect_status(upload(club, "", R"("areas": {"Standing A": 5},)"), 201));
    EXPECT_EQ(number_of(smaller, "seats"), 8);
    EXPECT_TRUE(is_problem(upload(club, "", R"("areas": {"none": 5},)"), ProblemType::invalid_plan));
    EXPECT_TRUE(is_problem(upload(club, "", R"("areas": {"Standing A": 0},)"), ProblemType::invalid_request));
}

}  // namespace
}  // namespace onsale::tests
