// Seats that operators keep from sale, by HTTP: what they ask for and see, and what fans see of it.
#include <algorithm>
#include <chrono>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/json/iso_time.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

namespace json = boost::json;
using api::ProblemType;

std::string from_now(std::chrono::milliseconds time) {
    auto const now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    return api::to_iso(std::chrono::time_point_cast<Instant::duration>(now) + time);
}

class BlockedSeatsByHttp : public testing::Test {
  protected:
    std::string path(std::string const& what = "blocked-seats") {
        return "/operator/concert-dates/" + hall.date + "/" + what;
    }
    std::string seats_json(std::vector<std::size_t> const& which) {
        json::array ids;
        for (auto const i : which) ids.emplace_back(hall.seats[i]);
        return json::serialize(ids);
    }
    Response block(std::vector<std::size_t> const& which, std::string const& more = R"("reason":"house seats")") {
        return ask("PUT", R"({"seats":)" + seats_json(which) + "," + more + "}");
    }
    Response unblock(std::vector<std::size_t> const& which) {
        return ask("DELETE", R"({"seats":)" + seats_json(which) + "}");
    }
    Response ask(std::string_view method, std::string body) {
        return api.ask({.method = method, .target = path(), .body = std::move(body), .more = "Operator: Min\r\n"});
    }
    json::array blocked() { return json_of(expect_status(api.get(path()), 200)).at("entries").as_array(); }
    std::string status_of(std::size_t seat, Fan const& fan) {
        auto const list = json_of(expect_status(api.get("/concert/" + hall.date + "/seats", fan.token), 200));
        return text_of(list.as_array().at(seat), "status");
    }
    void TearDown() override { EXPECT_EQ(violations(sale), ""); }

    RunningSale sale{settings_with([](auto& settings) { settings.max_connections = 10; })};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 6, 1'000);
};

TEST_F(BlockedSeatsByHttp, are_held_for_fans_counted_apart_for_operators_and_sold_again_when_they_are_put_back) {
    auto fan = fan_inside(api);
    EXPECT_EQ(json_of(expect_status(block({1, 2}), 200)), json::parse(R"({"changed":2})"));
    EXPECT_EQ(status_of(1, fan), "held");
    EXPECT_EQ(status_of(0, fan), "available");
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[1]), ProblemType::seat_taken));
    auto const only_held = "/concert/" + hall.date + "/seats?status=held";
    EXPECT_EQ(json_of(expect_status(api.get(only_held, fan.token), 200)).as_array().size(), 2U);
    EXPECT_EQ(number_of(json_of(api.get("/concert/dates", fan.token)).as_array().at(0), "availableSeats"), 4);
    auto const live = json_of(api.get("/operator/live")).at("dates").as_array().at(0);
    EXPECT_EQ(number_of(live, "available"), 4);
    EXPECT_EQ(number_of(live, "held"), 0);
    EXPECT_EQ(number_of(live, "blocked"), 2);
    auto const section = json_of(api.get(path("sections"))).at("sections").as_array().at(0);
    EXPECT_EQ(number_of(section, "seats"), 6);
    EXPECT_EQ(number_of(section, "blocked"), 2);

    EXPECT_EQ(json_of(expect_status(unblock({1}), 200)), json::parse(R"({"changed":1})"));
    EXPECT_EQ(status_of(1, fan), "available");
    held(api, fan, hall.seats[1]);
    auto const actions = json_of(api.get("/operator/actions?limit=2")).at("entries").as_array();
    EXPECT_EQ(text_of(actions.at(0), "action"), "unblock-seats");
    EXPECT_EQ(text_of(actions.at(1), "action"), "block-seats");
    EXPECT_EQ(text_of(actions.at(1), "by"), "Min");
    EXPECT_EQ(actions.at(1).at("detail"), json::parse(R"({"seats":2,"reason":"house seats","until":null})"));
}

TEST_F(BlockedSeatsByHttp, are_listed_in_pages_and_as_a_table) {
    auto const until = from_now(std::chrono::hours{1});
    expect_status(block({0, 3, 5}), 200);
    expect_status(block({3}, R"("reason":"=sound","until":")" + until + '"'), 200);
    auto const all = blocked();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(text_of(all.at(1), "id"), hall.seats[3]);
    EXPECT_EQ(number_of(all.at(1), "seatNumber"), 4);
    EXPECT_EQ(text_of(all.at(1), "reason"), "=sound");
    EXPECT_EQ(text_of(all.at(1), "until"), until);
    EXPECT_TRUE(all.at(0).at("until").is_null());
    auto const first = json_of(expect_status(api.get(path() + "?limit=2"), 200));
    EXPECT_EQ(first.at("entries").as_array().size(), 2U);
    auto const last = json_of(expect_status(api.get(path() + "?limit=2&after=" + text_of(first, "next")), 200));
    EXPECT_EQ(last.at("entries").as_array().size(), 1U);
    EXPECT_TRUE(last.at("next").is_null());
    auto const table = expect_status(api.get(path("blocked-seats.csv")), 200).body;
    EXPECT_THAT(table, testing::StartsWith("seatId,seatNumber,section,row,seat,reason,until\r\n"));
    EXPECT_THAT(table, testing::HasSubstr("\"'=sound\"," + until + "\r\n"));
    EXPECT_EQ(std::ranges::count(table, '\n'), 4);
}

TEST_F(BlockedSeatsByHttp, are_blocked_by_their_numbers) {
    EXPECT_EQ(json_of(expect_status(ask("PUT", R"({"numbers":[2,1,2],"reason":"camera"})"), 200)).at("changed"), 2);
    ASSERT_EQ(blocked().size(), 2U);
    EXPECT_EQ(text_of(blocked().at(1), "id"), hall.seats[1]);
    EXPECT_EQ(json_of(expect_status(ask("DELETE", R"({"numbers":[1]})"), 200)).at("changed"), 1);
    for (auto const* wrong : {"[7]", "[0]", "[1.5]", "[\"1\"]", "[]", "1"}) {
        auto const body = std::string(R"({"reason":"camera","numbers":)") + wrong + '}';
        EXPECT_TRUE(is_problem(ask("PUT", body), ProblemType::invalid_request)) << wrong;
    }
    EXPECT_EQ(blocked().size(), 1U);
}

TEST_F(BlockedSeatsByHttp, are_blocked_by_whole_sections) {
    EXPECT_EQ(json_of(expect_status(ask("PUT", R"({"sections":["가구역"],"reason":"tomorrow"})"), 200)).at("changed"),
              6);
    EXPECT_EQ(json_of(expect_status(ask("DELETE", R"({"sections":["가구역"]})"), 200)).at("changed"), 6);
    EXPECT_TRUE(is_problem(ask("PUT", R"({"sections":["Z"],"reason":"tomorrow"})"), ProblemType::invalid_request));
}

TEST_F(BlockedSeatsByHttp, of_others_are_named_and_nothing_is_changed) {
    auto const fan = fan_inside(api);
    held(api, fan, hall.seats[2]);
    auto const refused = block({1, 2, 3});
    EXPECT_TRUE(is_problem(refused, ProblemType::seats_taken));
    EXPECT_EQ(json_of(refused).at("taken"), json::array{hall.seats[2]});
    EXPECT_TRUE(blocked().empty());
}

TEST_F(BlockedSeatsByHttp, are_for_sale_again_when_their_time_has_come) {
    auto const fan = fan_inside(api);
    expect_status(block({0}, R"("reason":"a moment","until":")" + from_now(std::chrono::milliseconds{1'500}) + '"'),
                  200);
    EXPECT_TRUE(eventually([&] { return status_of(0, fan) == "available"; }));
    EXPECT_TRUE(blocked().empty());
    held(api, fan, hall.seats[0]);
}

TEST_F(BlockedSeatsByHttp, are_still_blocked_after_a_restart) {
    expect_status(block({0}), 200);
    sale.stop();
    sale.start();
    api = sale.client();
    auto const fan = fan_inside(api);
    EXPECT_EQ(status_of(0, fan), "held");
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[0]), ProblemType::seat_taken));
    EXPECT_EQ(blocked().size(), 1U);
}

TEST_F(BlockedSeatsByHttp, are_asked_for_with_a_reason_and_an_end_that_is_to_come) {
    for (auto const* more : {R"("reason":"")", R"("reason":null)", R"("until":null)",
                             R"("reason":"x","until":"2020-01-01T00:00:00Z")", R"("reason":"x","for":"ever")"}) {
        EXPECT_TRUE(is_problem(block({0}, more), ProblemType::invalid_request)) << more;
    }
    EXPECT_TRUE(is_problem(ask("PUT", R"({"seats":["7"],"reason":"x"})"), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(ask("PUT", R"({"seats":[],"reason":"x"})"), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(ask("PUT", R"({"seats":["0193a1e0-3333-7000-8000-000000000002"],"reason":"x"})"),
                           ProblemType::unknown_seat));
    EXPECT_TRUE(blocked().empty());
}

TEST_F(BlockedSeatsByHttp, fans_who_take_seats_and_give_them_back_are_listed_and_limits_are_counted) {
    auto const fan = fan_inside(api, "이서준");
    for (int i = 0; i < 2; ++i) {
        auto const reservation = held(api, fan, hall.seats[0]);
        expect_status(api.del("/concert/reservations/" + reservation, fan.token), 200);
    }
    held(api, fan, hall.seats[1]);
    held(api, fan_inside(api), hall.seats[2]);
    auto const hoarders = json_of(expect_status(api.get(path("hoarders")), 200)).at("hoarders").as_array();
    ASSERT_EQ(hoarders.size(), 1U);
    EXPECT_EQ(hoarders.at(0),
              json::parse(R"({"user":{"id":")" + fan.id +
                          R"(","name":"이서준"},"takes":3,"lapsed":0,"givenBack":2,"held":1,"paid":0})"));
    expect_status(api.patch("/operator/concert-dates/" + hall.date, {}, R"({"terms":{"mostPerPerson":1}})"), 200);
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[3]), ProblemType::too_many_seats));
    auto const limits = json_of(api.get("/operator/live")).at("limits");
    EXPECT_EQ(limits, json::parse(R"({"too-many-seats":1,"too-many-takes":0,"seat-cooling":0,"orphan-seat":0,)"
                                  R"("sale-over":0})"));
    EXPECT_THAT(api.get("/metrics").body, testing::HasSubstr(R"(onsale_limits_hit_total{limit="too-many-seats"} 1)"));
}

}  // namespace
}  // namespace onsale::tests
