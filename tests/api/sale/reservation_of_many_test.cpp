// Several seats at once by HTTP: named, or the best there are; shown, given back one by one, and paid together.
#include <thread>

#include <boost/json.hpp>
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

class ReservationOfManyByHttp : public testing::Test {
  protected:
    RunningSale sale{settings_with([](auto&) {})};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 60, 1'000);  // rows of twenty; one person may have many

    void TearDown() override { EXPECT_EQ(violations(sale), ""); }

    Response wish(Fan const& fan, std::string const& body) {
        return api.post("/concert/" + hall.date + "/reservations", fan.token, body);
    }
    std::string named(std::initializer_list<std::size_t> which) const {
        json::array ids;
        for (auto const seat : which) ids.emplace_back(hall.seats[seat]);
        return json::serialize(json::object{{"seats", ids}});
    }
    static std::vector<std::string> ids(json::value const& reservation) {
        std::vector<std::string> all;
        for (auto const& seat : reservation.at("seats").as_array()) all.push_back(text_of(seat, "id"));
        return all;
    }
    std::string status(Fan const& fan, std::size_t seat) {
        auto const list = json_of(expect_status(api.get("/concert/" + hall.date + "/seats", fan.token), 200));
        return text_of(list.at(seat), "status");
    }
};

TEST_F(ReservationOfManyByHttp, named_seats_are_held_together_shown_and_paid_by_one_payment) {
    auto fan = fan_inside(api);
    auto const made = json_of(expect_status(wish(fan, named({4, 5})), 201));
    EXPECT_EQ(members(made), "amount concertDate createdAt holdExpiresAt id nextToEachOther seats status");
    EXPECT_THAT(ids(made), UnorderedElementsAre(hall.seats[4], hall.seats[5]));
    EXPECT_EQ(made.at("nextToEachOther"), true);
    EXPECT_EQ(number_of(made, "amount"), 2'000);
    EXPECT_EQ(text_of(made.at("concertDate"), "id"), hall.date);
    EXPECT_EQ(members(made.at("seats").at(0)), "id price row seat seatNumber section");

    auto const path = "/concert/reservations/" + text_of(made, "id");
    EXPECT_EQ(json_of(expect_status(api.get(path, fan.token), 200)), made);
    EXPECT_EQ(json_of(expect_status(wish(fan, named({5, 4})), 200)), made) << "again: the same";

    charge(api, fan, 5'000);
    auto const paid = json_of(expect_status(pay(api, fan, text_of(made, "id")), 200));
    EXPECT_EQ(number_of(paid, "amount"), 2'000);
    EXPECT_THAT(ids(paid.at("reservation")), UnorderedElementsAre(hall.seats[4], hall.seats[5]));
    EXPECT_EQ(balance(api, fan), 3'000);
    EXPECT_TRUE(is_problem(wish(fan, named({6})), ProblemType::not_in_line)) << "the payment has ended the session";
    auto const own = json_of(expect_status(api.get("/user/" + fan.id + "/reservations", fan.access), 200));
    ASSERT_EQ(own.at("reservations").as_array().size(), 1U);
    for (auto const& seat : own.at("reservations").at(0).at("seats").as_array()) {
        EXPECT_THAT(text_of(seat, "ticketCode"), testing::StartsWith("onsale:"));
    }
}

TEST_F(ReservationOfManyByHttp, a_seat_by_the_published_route_joins_and_one_is_given_back_alone) {
    auto const fan = fan_inside(api);
    auto const made = json_of(expect_status(wish(fan, named({0, 1})), 201));
    EXPECT_EQ(held(api, fan, hall.seats[2]), text_of(made, "id"));
    auto const path = "/concert/reservations/" + text_of(made, "id");
    auto const left = json_of(expect_status(api.del(path + "/seats/" + hall.seats[0], fan.token), 200));
    EXPECT_THAT(ids(left), UnorderedElementsAre(hall.seats[1], hall.seats[2]));
    EXPECT_EQ(text_of(left, "holdExpiresAt"), text_of(made, "holdExpiresAt"));
    EXPECT_EQ(status(fan, 0), "available");
    EXPECT_TRUE(is_problem(api.del(path + "/seats/" + hall.seats[9], fan.token), ProblemType::unknown_seat));

    auto const all = json_of(expect_status(api.del(path, fan.token), 200));
    EXPECT_EQ(text_of(all, "status"), "released");
    EXPECT_EQ(status(fan, 2), "available");
    EXPECT_TRUE(is_problem(api.get(path, fan.token), ProblemType::unknown_reservation));
}

TEST_F(ReservationOfManyByHttp, taken_seats_are_named_with_as_many_free_ones_and_nothing_is_reserved) {
    auto const first = fan_inside(api);
    auto const second = fan_inside(api);
    held(api, first, hall.seats[5]);
    auto const answer = wish(second, named({4, 5}));
    EXPECT_TRUE(is_problem(answer, ProblemType::seats_taken));
    auto const problem = json_of(answer);
    EXPECT_EQ(problem.at("taken"), json::array({json::value(hall.seats[5])}));
    EXPECT_EQ(problem.at("alternatives").as_array().size(), 2U);
    EXPECT_EQ(status(second, 4), "available");
}

TEST_F(ReservationOfManyByHttp, the_best_seats_are_side_by_side_within_what_was_asked_for) {
    expect_status(api.patch("/operator/concert-dates/" + hall.date, {}, R"({"terms":{"mostPerPerson":4}})"), 200);
    auto const fan = fan_inside(api);
    auto const two = json_of(expect_status(wish(fan, R"({"best":{"count":2}})"), 201));
    EXPECT_EQ(two.at("nextToEachOther"), true);
    EXPECT_EQ(two.at("seats").as_array().size(), 2U);
    auto const other = fan_inside(api);
    auto const three = R"({"best":{"count":3,"sections":["가구역"],"maxPrice":1000,"adjacent":"must"}})";
    EXPECT_EQ(json_of(expect_status(wish(other, three), 201)).at("nextToEachOther"), true);
    auto const cheap = R"({"best":{"count":1,"maxPrice":999}})";
    EXPECT_TRUE(is_problem(wish(fan, cheap), ProblemType::no_such_seats_free));
    EXPECT_TRUE(is_problem(wish(fan, R"({"best":{"count":10}})"), ProblemType::too_many_seats));
}

TEST_F(ReservationOfManyByHttp, what_cannot_be_asked_for_is_refused_and_changes_nothing) {
    auto const fan = fan_inside(api);
    auto const other = open_hall(api, 1, 1'000);
    for (std::string const body :
         {R"({})", R"({"seats":[]})", R"({"seats":["x"]})", R"({"seats":7})", R"({"best":{}})",
          R"({"best":{"count":0}})", R"({"best":{"count":11}})", R"({"best":{"count":2,"adjacent":"maybe"}})",
          R"({"best":{"count":2,"sections":["none"]}})",
          R"({"best":{"count":1},"seats":["0193a1f0-5b6c-7d8e-9f00-112233445566"]})",
          R"({"best":{"count":1,"more":1}})"}) {
        EXPECT_TRUE(is_problem(wish(fan, body), ProblemType::invalid_request)) << body;
    }
    auto const twice = json::serialize(json::object{{"seats", {hall.seats[0], hall.seats[0]}}});
    EXPECT_TRUE(is_problem(wish(fan, twice), ProblemType::invalid_request));
    auto const elsewhere = json::serialize(json::object{{"seats", {hall.seats[0], other.seats[0]}}});
    EXPECT_TRUE(is_problem(wish(fan, elsewhere), ProblemType::unknown_seat));
    EXPECT_TRUE(is_problem(
        api.post("/concert/0193a1f0-5b6c-7d8e-9f00-112233445566/reservations", fan.token, R"({"best":{"count":1}})"),
        ProblemType::unknown_concert_date));
    EXPECT_EQ(status(fan, 0), "available");
}

// Nobody is refused while there are seats: sixty for twenty parties of three, all at once.
TEST_F(ReservationOfManyByHttp, a_rush_for_the_best_seats_is_served_until_none_is_left) {
    std::vector<Fan> fans;
    for (int i = 0; i < 20; ++i) fans.push_back(fan_inside(api));
    auto const last = fan_inside(api);
    std::atomic<int> served{0};
    {
        std::vector<std::jthread> crowd;
        for (auto const& fan : fans) {
            crowd.emplace_back([&] {
                auto own = sale.client();
                auto const answer =
                    own.post("/concert/" + hall.date + "/reservations", fan.token, R"({"best":{"count":3}})");
                served += answer.status == 201 ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(served, 20);
    EXPECT_TRUE(is_problem(wish(last, R"({"best":{"count":1}})"), ProblemType::no_such_seats_free));
}

// Half of the seats are sold, every second one, so that no three are side by side.
TEST_F(ReservationOfManyByHttp, parties_in_a_half_sold_section_are_refused_only_when_not_enough_seats_are_left) {
    constexpr std::size_t seats = 300;
    constexpr int parties = 64;
    auto const section = open_hall(api, seats, 1'000);
    auto const ask = [&](ApiClient& client, Fan const& fan, std::string const& body) {
        return client.post("/concert/" + section.date + "/reservations", fan.token, body);
    };
    auto const early = fan_inside(api);
    for (std::size_t first = 0; first < seats; first += 10) {
        json::array some;
        for (auto seat = first; seat < first + 10; seat += 2) some.emplace_back(section.seats[seat]);
        expect_status(ask(api, early, json::serialize(json::object{{"seats", some}})), 201);
    }
    std::vector<Fan> fans;
    for (int i = 0; i < parties; ++i) fans.push_back(fan_inside(api));
    std::atomic<int> served{0};
    std::atomic<int> told_none{0};
    {
        std::vector<std::jthread> crowd;
        for (auto const& fan : fans) {
            crowd.emplace_back([&] {
                auto own = sale.client();
                auto const answer = ask(own, fan, R"({"best":{"count":3}})");
                served += answer.status == 201 ? 1 : 0;
                told_none += is_problem(answer, ProblemType::no_such_seats_free) ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(served, 50) << "of 150 free seats";
    EXPECT_EQ(told_none, parties - 50);
}

TEST_F(ReservationOfManyByHttp, under_a_key_the_same_seats_are_answered_again) {
    auto const fan = fan_inside(api);
    Call const call{.method = "POST",
                    .target = "/concert/" + hall.date + "/reservations",
                    .bearer = fan.token,
                    .body = R"({"best":{"count":2}})",
                    .more = "Idempotency-Key: two-best\r\n"};
    auto const first = json_of(expect_status(api.ask(call), 201));
    EXPECT_EQ(json_of(expect_status(api.ask(call), 201)), first);
}

}  // namespace
}  // namespace onsale::tests
