// The map of a hall, and venue plans that are uploaded.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "api/rendering/inflated.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

constexpr std::string_view small_plan = R"({"format": "onsale-venue-plan/1", "name": "작은 홀",
  "stage": {"x": -2, "y": -1, "width": 4, "height": 2},
  "sections": [{"name": "S", "group": "floor", "rows": [
    {"name": "A", "seats": [{"from": 1, "to": 3, "x": -1, "y": 3}]},
    {"name": "B", "price": 700, "seats": [{"from": 1, "to": 2, "x": -0.5, "y": 4}]}]}]})";

class Maps : public testing::Test {
  protected:
    Response preview(std::string_view plan, std::string const& key = {}) {
        return api.post("/operator/venue-plans/preview", key, std::string(plan));
    }
    Response upload(std::string_view plan, std::string_view more = R"("price": 500)",
                    std::string_view concert = R"({"singerName": "새벽 밴드"})") {
        return api.post("/operator/concert-dates", {},
                        fmt::format(R"({{"concert": {}, "concertDate": "2099-01-01T19:00:00+09:00", {}, "plan": {}}})",
                                    concert, more, plan));
    }
    std::string uploaded(std::string_view plan) {
        return text_of(json_of(expect_status(upload(plan), 201)).at("concertDate"), "id");
    }
    boost::json::value map_of(std::string const& date) {
        return json_of(expect_status(api.get("/concert/" + date + "/map"), 200));
    }

    RunningSale sale;
    ApiClient api = sale.client();
};

TEST_F(Maps, every_date_has_one_with_a_place_for_each_seat) {
    auto const hall = open_hall(api, 50, 1'000);
    auto const map = map_of(hall.date);
    EXPECT_EQ(text_of(map, "concertDate"), hall.date);
    EXPECT_TRUE(map.at("hall").is_null());
    for (auto const* list : {"label", "category", "x", "y"}) EXPECT_EQ(map.at("seats").at(list).as_array().size(), 50U);
    EXPECT_EQ(map.at("categories").as_array().size(), 1U);
    EXPECT_EQ(number_of(map.at("categories").as_array()[0], "price"), 1'000);
}

TEST_F(Maps, an_uploaded_plan_is_on_sale_and_drawn_as_it_says) {
    auto const date = uploaded(small_plan);
    auto const map = map_of(date);
    EXPECT_EQ(text_of(map, "hall"), "작은 홀");
    EXPECT_EQ(boost::json::serialize(map.at("stage")),
              R"({"shape":"rectangle","x":-200,"y":-100,"width":400,"height":200,"label":"stage"})");
    EXPECT_EQ(
        boost::json::serialize(map.at("seats")),
        R"({"label":["1","2","3","1","2"],"category":[1,1,1,0,0],"x":[-100,0,100,-50,50],"y":[300,300,300,400,400]})");
    EXPECT_EQ(text_of(map.at("sections").as_array()[0], "group"), "floor");
    auto const fan = fan_inside(api);
    auto const seats = json_of(api.get("/concert/" + date + "/seats", fan.token)).as_array();
    ASSERT_EQ(seats.size(), 5U);
    EXPECT_EQ(number_of(seats[4], "price"), 700);
}

TEST_F(Maps, a_map_is_sent_once_and_compressed_where_the_client_takes_that) {
    auto const date = uploaded(small_plan);
    auto const plain = api.get("/concert/" + date + "/map");
    auto const gzip = api.ask({.target = "/concert/" + date + "/map", .more = "Accept-Encoding: gzip\r\n"});
    EXPECT_EQ(gzip.fields.at("content-encoding"), "gzip");
    EXPECT_EQ(api::inflated(gzip.body), plain.body);
    EXPECT_NE(plain.fields.at("etag"), gzip.fields.at("etag"));  // strong: of different bytes
    auto const again =
        api.ask({.target = "/concert/" + date + "/map", .more = "If-None-Match: " + plain.fields.at("etag") + "\r\n"});
    EXPECT_EQ(again.status, 304U);
}

TEST_F(Maps, a_seat_that_comes_later_is_on_it_and_the_others_stay) {
    auto const date = uploaded(small_plan);
    auto const before = map_of(date).at("seats").at("x").as_array();
    expect_status(api.post("/concert/" + date + "/seat", {}, R"({"seatNumber": 6, "price": 1})"), 201);
    auto const map = map_of(date);
    EXPECT_EQ(boost::json::serialize(map.at("numbers")), R"([{"first":1,"count":6}])");
    auto after = map.at("seats").at("x").as_array();
    ASSERT_EQ(after.size(), 6U);
    after.pop_back();
    EXPECT_EQ(after, before);
}

TEST_F(Maps, a_map_is_the_same_after_a_restart) {
    auto const date = uploaded(small_plan);
    auto const before = api.get("/concert/" + date + "/map");
    sale.stop();
    sale.start();
    api = sale.client();
    auto const after = api.get("/concert/" + date + "/map");
    EXPECT_EQ(after.body, before.body);
    EXPECT_EQ(after.fields.at("etag"), before.fields.at("etag"));
}

TEST_F(Maps, a_preview_puts_nothing_on_sale_and_names_what_has_no_price) {
    auto const shown = json_of(expect_status(preview(small_plan), 200));
    EXPECT_EQ(members(shown), "format hall map notes seats sections withoutPrice");
    EXPECT_EQ(number_of(shown, "seats"), 5);
    EXPECT_EQ(boost::json::serialize(shown.at("withoutPrice")), R"(["S"])");
    EXPECT_EQ(boost::json::serialize(shown.at("sections")),
              R"([{"name":"S","seats":5,"area":false,"priceFrom":700,"priceTo":700}])");
    EXPECT_TRUE(shown.at("map").at("concertDate").is_null());
    auto const fan = fan_inside(api);
    EXPECT_TRUE(json_of(api.get("/concert/dates", fan.token)).as_array().empty());
}

TEST_F(Maps, errors_of_a_plan_come_with_their_places_in_the_plan) {
    constexpr std::string_view wrong = "{\"format\": \"onsale-venue-plan/1\", \"name\": \"X\",\n \"sections\": []}";
    for (auto const& answer : {preview(wrong), upload(wrong)}) {
        EXPECT_TRUE(is_problem(answer, ProblemType::invalid_plan));
        EXPECT_EQ(boost::json::serialize(json_of(answer).at("errors")),
                  R"([{"pointer":"/sections","detail":"must not be empty","line":2,"column":14}])");
    }
}

TEST_F(Maps, a_field_that_stands_twice_is_named_where_it_stands_in_the_plan_or_around_it) {
    auto const in_plan =
        upload("{\"format\": \"onsale-venue-plan/1\", \"name\": \"H\",\n \"name\": \"I\", \"sections\": []}");
    ASSERT_TRUE(is_problem(in_plan, ProblemType::invalid_plan));
    auto const first = json_of(in_plan).at("errors").as_array().at(0);
    EXPECT_EQ(text_of(first, "pointer"), "/name");
    EXPECT_EQ(number_of(first, "line"), 2);
    auto const around = upload(small_plan, R"("price": 500, "price": 600)");
    ASSERT_TRUE(is_problem(around, ProblemType::invalid_request));
    EXPECT_EQ(text_of(json_of(around).at("errors").as_array().at(0), "pointer"), "/price");
}

TEST_F(Maps, a_date_of_a_concert_there_is_comes_once) {
    auto const made = json_of(expect_status(upload(small_plan), 201)).at("concertDate");
    auto const concert = fmt::format(R"({{"id": "{}"}})", text_of(made.at("concert"), "id"));
    EXPECT_TRUE(is_problem(upload(small_plan, R"("price": 1)", concert), ProblemType::concert_date_exists));
    EXPECT_TRUE(is_problem(upload(small_plan, R"("price": 1)", R"({"id": "0193a1f0-5b6c-7d8e-9f00-112233445566"})"),
                           ProblemType::unknown_concert));
}

TEST_F(Maps, the_same_name_at_the_same_moment_comes_twice_only_where_it_is_meant) {
    auto const seats = [&] { return json_of(expect_status(api.get("/sale"), 200)).at("dates").as_array().size(); };
    expect_status(upload(small_plan), 201);
    EXPECT_TRUE(is_problem(upload(small_plan), ProblemType::sale_exists));
    EXPECT_TRUE(is_problem(upload(small_plan, R"("price": 1, "again": false)"), ProblemType::sale_exists));
    EXPECT_EQ(seats(), 1U);
    expect_status(upload(small_plan, R"("price": 1, "again": true)"), 201);
    EXPECT_TRUE(eventually([&] { return seats() == 2U; })) << "what all see is made a few times a second";
    EXPECT_TRUE(is_fault_at(upload(small_plan, R"("price": 1, "again": 1)"), "/again"));
}

TEST_F(Maps, what_is_around_a_plan_is_checked_too) {
    EXPECT_TRUE(is_fault_at(upload(small_plan, R"("price": -1)"), "/price"));
    EXPECT_TRUE(is_fault_at(upload(small_plan, R"("sectionPrices": {"S": "x"})"), "/sectionPrices/S"));
    EXPECT_TRUE(is_fault_at(upload(small_plan, R"("colour": 1)"), "/colour"));
    EXPECT_TRUE(is_fault_at(upload(small_plan, R"("price": 1)", R"({"id": "no"})"), "/concert/id"));
    EXPECT_TRUE(is_fault_at(api.post("/operator/concert-dates", {},
                                     R"({"concert": {"singerName": "x"}, "concertDate": "2099-01-01T19:00:00Z"})"),
                            "/plan"));
    EXPECT_TRUE(is_problem(upload("{"), ProblemType::malformed_json));
    EXPECT_TRUE(is_problem(upload(small_plan, R"("sectionPrices": {"T": 1})"), ProblemType::invalid_plan));
}

TEST_F(Maps, a_plan_may_be_larger_than_other_bodies) {
    auto plan = std::string(small_plan);
    plan.insert(1, std::string(200'000, ' '));
    EXPECT_EQ(preview(plan).status, 200U);
    EXPECT_EQ(upload(plan).status, 201U);
    EXPECT_TRUE(is_problem(api.post("/concert", {}, plan), ProblemType::body_too_large));
    auto other = sale.client();
    EXPECT_TRUE(is_problem(other.post("/operator/venue-plans/preview", {}, std::string(9U << 20U, ' ')),
                           ProblemType::body_too_large));
}

TEST(MapsInAClosedPhase, a_large_body_is_not_taken_in_from_somebody_without_the_key) {
    RunningSale sale(closed_phase());
    auto plan = std::string(small_plan);
    EXPECT_EQ(sale.client().post("/operator/venue-plans/preview", {}, plan).status, 401U);
    plan.insert(1, std::string(200'000, ' '));
    EXPECT_EQ(sale.client().post("/operator/venue-plans/preview", {}, plan).status, 413U);
    EXPECT_EQ(sale.client().post("/operator/venue-plans/preview", admin_key, plan).status, 200U);
}

}  // namespace
}  // namespace onsale::tests
