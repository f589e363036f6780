// What the operator's console watches: totals that only grow, counts that agree with what was done.
#include <sstream>
#include <string>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

namespace json = boost::json;
using api::ProblemType;

class OperatorView : public testing::Test {
  protected:
    json::value live() { return json_of(expect_status(api.get("/operator/live"), 200)); }
    std::int64_t total(json::value const& of, char const* name) { return number_of(of.at("totals"), name); }

    RunningSale sale{settings_with([](auto& settings) { settings.max_connections = 50; })};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 3, 10'000);
};

TEST_F(OperatorView, totals_count_what_was_committed_once_each) {
    auto const before = live();
    EXPECT_EQ(members(before), "answers at connections dates latency limits line lineStore node store streams totals");
    auto fan = fan_inside(api);
    expect_status(charge(api, fan, 10'000), 200);
    auto const reservation = held(api, fan, hall.seats[0]);
    expect_status(reserve(api, fan, hall.seats[0]), 200);  // the same again is no new reservation
    expect_status(pay(api, fan, reservation), 200);
    expect_status(pay(api, fan, reservation), 200);
    auto const other = fan_inside(api);
    held(api, other, hall.seats[1]);

    auto const after = live();
    EXPECT_EQ(text_of(before, "node"), text_of(after, "node"));
    EXPECT_EQ(total(after, "reservations") - total(before, "reservations"), 2);
    EXPECT_EQ(total(after, "payments") - total(before, "payments"), 1);
    EXPECT_EQ(total(after, "charges") - total(before, "charges"), 1);
    EXPECT_EQ(total(after, "joins") - total(before, "joins"), 2);
    EXPECT_EQ(number_of(after.at("line"), "admitted") - number_of(before.at("line"), "admitted"), 2);
    EXPECT_EQ(number_of(after.at("line"), "inside"), 1) << "a payment ends the session";
    EXPECT_EQ(number_of(after.at("line"), "capacity"), 50);
    EXPECT_TRUE(after.at("store").at("connected").as_bool());
    EXPECT_GT(number_of(after.at("store"), "batches"), number_of(before.at("store"), "batches"));
    EXPECT_EQ(number_of(after.at("lineStore"), "faults"), 0);
    EXPECT_EQ(number_of(after, "connections"), 1);
    EXPECT_EQ(total(after, "expired"), 0);
    expect_status(api.patch("/operator/steering", {}, R"({"capacity":7})"), 200);
    EXPECT_TRUE(eventually([&] { return number_of(live().at("line"), "capacity") == 7; })) << "what is in force";
}

TEST_F(OperatorView, everything_that_is_of_a_line_carries_its_name) {
    EXPECT_EQ(text_of(live().at("line"), "id"), "main");
    EXPECT_EQ(text_of(json_of(api.get("/sale")).at("line"), "id"), "main");
    EXPECT_EQ(text_of(json_of(api.get("/operator/steering")), "line"), "main");
    std::istringstream measures(api.get("/metrics").body);
    int of_the_line = 0;
    for (std::string measure; std::getline(measures, measure);) {
        if (!measure.starts_with("onsale_line_")) continue;
        ++of_the_line;
        EXPECT_TRUE(measure.contains("{line=\"main\"")) << measure;
    }
    EXPECT_GE(of_the_line, 14);
}

TEST(OperatorViewOfShortHolds, a_hold_that_ran_out_is_counted) {
    RunningSale sale(settings_with([](auto& settings) { settings.seat_hold_seconds = seconds{1}; }));
    auto api = sale.client();
    auto const hall = open_hall(api, 1, 10'000);
    held(api, fan_inside(api), hall.seats[0]);
    EXPECT_TRUE(eventually([&] { return number_of(json_of(api.get("/operator/live")).at("totals"), "expired") == 1; }));
}

TEST_F(OperatorView, every_answer_is_counted_by_its_status_and_by_the_time_it_took) {
    auto const counted = [&](json::value const& of, char const* status) {
        auto const* count = of.at("answers").as_object().if_contains(status);
        return count == nullptr ? 0 : count->to_number<std::int64_t>();
    };
    auto const before = live();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(api.get("/nowhere").status, 404U);
    auto const after = live();
    EXPECT_EQ(counted(after, "404") - counted(before, "404"), 5);
    EXPECT_EQ(counted(after, "200") - counted(before, "200"), 1);

    auto const& bounds = after.at("latency").at("bounds").as_array();
    auto const& counts = after.at("latency").at("counts").as_array();
    ASSERT_EQ(counts.size(), bounds.size() + 1);
    for (std::size_t i = 1; i < counts.size(); ++i) {
        EXPECT_GE(counts[i].to_number<std::int64_t>(), counts[i - 1].to_number<std::int64_t>())
            << "they are cumulative";
    }
    auto const all_of = [](json::value const& of) {
        return of.at("latency").at("counts").as_array().back().to_number<std::int64_t>();
    };
    EXPECT_EQ(all_of(after) - all_of(before), 6);
    EXPECT_THAT(api.get("/metrics").body, testing::HasSubstr("onsale_http_answer_seconds_bucket{le=\"0.0001\"}"));
}

TEST_F(OperatorView, a_date_is_counted_by_status_and_by_section) {
    expect_status(api.post("/concert/" + hall.date + "/seat", {}, R"({"seatNumber":9,"price":1,"section":"나구역"})"),
                  201);
    auto fan = fan_inside(api);
    expect_status(charge(api, fan, 10'000), 200);
    expect_status(pay(api, fan, held(api, fan, hall.seats[0])), 200);

    auto const date = live().at("dates").at(0);
    EXPECT_EQ(text_of(date, "id"), hall.date);
    EXPECT_EQ(number_of(date, "seats"), 4);
    EXPECT_EQ(number_of(date, "available"), 3);
    EXPECT_EQ(number_of(date, "reserved"), 0);
    EXPECT_EQ(number_of(date, "held"), 1);

    auto const path = "/operator/concert-dates/" + hall.date + "/sections";
    auto const sections = json_of(expect_status(api.get(path), 200)).at("sections").as_array();
    ASSERT_EQ(sections.size(), 2U);
    EXPECT_EQ(text_of(sections[0], "name"), "가구역");
    EXPECT_EQ(number_of(sections[0], "seats"), 3);
    EXPECT_EQ(number_of(sections[0], "available"), 2);
    EXPECT_EQ(number_of(sections[0], "held"), 1);
    EXPECT_EQ(text_of(sections[1], "name"), "나구역");
    EXPECT_EQ(number_of(sections[1], "available"), 1);
    EXPECT_TRUE(is_problem(api.get("/operator/concert-dates/0193a1f0-5b6c-7d8e-9f00-112233445566/sections"),
                           ProblemType::unknown_concert_date));
    EXPECT_TRUE(is_fault_at(api.get("/operator/concert-dates/x/sections"), ":concertDateId"));
}

}  // namespace
}  // namespace onsale::tests
