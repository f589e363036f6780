// What the operator steers by HTTP, what fans feel of it, and what is noted of it.
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/json/iso_time.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using api::ProblemType;
using testing::ElementsAre;

class SteeringByHttp : public testing::Test {
  protected:
    Response steer(std::string const& body, std::string more = {}) {
        return api.ask({.method = "PATCH", .target = "/operator/steering", .body = body, .more = std::move(more)});
    }
    boost::json::value steered(std::string const& body) { return json_of(expect_status(steer(body), 200)); }
    Response set_on_sale(bool on_sale) {
        return api.patch("/operator/concert-dates/" + hall.date, {},
                         on_sale ? R"({"onSale":true})" : R"({"onSale":false})");
    }
    std::int64_t number(Fan& fan) { return number_of(json_of(expect_status(poll(api, fan), 200)), "waitingNumber"); }
    boost::json::array actions(std::string const& query = {}) {
        return json_of(expect_status(api.get("/operator/actions" + query), 200)).at("entries").as_array();
    }
    std::vector<std::string> names_of_actions() {
        std::vector<std::string> names;
        for (auto const& action : actions()) names.push_back(text_of(action, "action"));
        return names;
    }
    void restart() {
        sale.stop();
        EXPECT_EQ(violations(sale), "");
        sale.start();
        api = sale.client();
    }

    RunningSale sale{settings_with([](auto& settings) { settings.max_connections = 2; })};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 3, 1'000);
};

TEST_F(SteeringByHttp, at_first_everything_is_as_the_settings_say) {
    auto const answer = json_of(expect_status(api.get("/operator/steering"), 200));
    EXPECT_EQ(members(answer), "admitPerSecond capacity changedAt inForce line message opensAt paused");
    EXPECT_EQ(text_of(answer, "line"), "main");
    EXPECT_EQ(answer.at("paused"), false);
    for (auto const* member : {"admitPerSecond", "capacity", "changedAt", "message", "opensAt"}) {
        EXPECT_TRUE(answer.at(member).is_null()) << member;
    }
    EXPECT_EQ(number_of(answer.at("inForce"), "capacity"), 2);
    EXPECT_EQ(number_of(answer.at("inForce"), "admitPerSecond"), 200);
}

TEST_F(SteeringByHttp, any_subset_is_changed_and_null_goes_back) {
    auto const first = steered(R"({"capacity":500,"opensAt":"2020-01-01T09:00:00+09:00","message":"곧 시작합니다"})");
    EXPECT_EQ(number_of(first, "capacity"), 500);
    EXPECT_EQ(number_of(first.at("inForce"), "capacity"), 500);
    EXPECT_EQ(text_of(first, "opensAt"), "2020-01-01T00:00:00.000Z");
    EXPECT_EQ(text_of(first.at("message"), "text"), "곧 시작합니다");
    EXPECT_EQ(first.at("message").at("at"), first.at("changedAt"));
    EXPECT_EQ(first, json_of(api.get("/operator/steering")));

    auto const then = steered(R"({"capacity":null,"admitPerSecond":7})");
    EXPECT_TRUE(then.at("capacity").is_null());
    EXPECT_EQ(number_of(then.at("inForce"), "capacity"), 2);
    EXPECT_EQ(number_of(then.at("inForce"), "admitPerSecond"), 7);
    EXPECT_EQ(then.at("message"), first.at("message"));
    EXPECT_EQ(steered("{}"), then);
}

TEST_F(SteeringByHttp, while_paused_fans_join_and_wait_and_come_in_when_it_goes_on) {
    auto inside = fan_inside(api);
    steered(R"({"paused":true})");
    auto fan = registered(api);
    EXPECT_EQ(number(fan), 1);
    EXPECT_EQ(number(fan), 1);
    EXPECT_EQ(api.get("/concert/dates", inside.token).status, 200U);
    steered(R"({"paused":false})");
    come_in(api, fan);
}

TEST_F(SteeringByHttp, nobody_comes_in_before_the_opening_and_it_can_be_taken_forward) {
    steered(R"({"opensAt":")" +
            api::to_iso(std::chrono::floor<milliseconds>(std::chrono::system_clock::now()) + std::chrono::hours(1)) +
            "\"}");
    auto fan = registered(api);
    auto const answer = json_of(expect_status(poll(api, fan), 200));
    EXPECT_EQ(number_of(answer, "waitingNumber"), 1);
    EXPECT_GT(number_of(answer, "estimatedWaitSeconds"), 3'000);
    steered(R"({"opensAt":null})");
    come_in(api, fan);
}

TEST_F(SteeringByHttp, a_smaller_capacity_keeps_those_inside_and_holds_the_next_back) {
    auto const first = fan_inside(api);
    auto const second = fan_inside(api);
    steered(R"({"capacity":1})");
    auto third = registered(api);
    EXPECT_EQ(number(third), 1);
    expect_status(leave(api, first), 204);
    EXPECT_EQ(number(third), 1);
    EXPECT_EQ(api.get("/concert/dates", second.token).status, 200U);
    steered(R"({"capacity":3})");
    come_in(api, third);
}

TEST_F(SteeringByHttp, a_closed_date_takes_no_new_reservation_and_what_is_held_may_be_paid_and_given_back) {
    auto const fan = fan_inside(api);
    auto const other = fan_inside(api);
    charge(api, fan, 1'000);
    auto const mine = held(api, fan, hall.seats[0]);
    auto const given_back = held(api, other, hall.seats[1]);
    auto const closed = json_of(expect_status(set_on_sale(false), 200));
    EXPECT_EQ(members(closed), "availableSeats concert date id onSale terms");
    EXPECT_EQ(closed.at("onSale"), false);
    EXPECT_EQ(number_of(closed, "availableSeats"), 1);

    EXPECT_TRUE(is_problem(reserve(api, other, hall.seats[2]), ProblemType::sale_closed));
    EXPECT_EQ(reserve(api, fan, hall.seats[0]).status, 200U);  // the reservation there is
    EXPECT_TRUE(is_problem(reserve(api, other, hall.seats[0]), ProblemType::seat_taken));
    expect_status(pay(api, fan, mine), 200);
    expect_status(api.del("/concert/reservations/" + given_back, other.token), 200);

    EXPECT_EQ(json_of(set_on_sale(true)).at("onSale"), true);
    held(api, other, hall.seats[2]);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(SteeringByHttp, another_date_goes_on_selling) {
    auto const other = open_hall(api, 1, 1'000);
    expect_status(set_on_sale(false), 200);
    auto const fan = fan_inside(api);
    held(api, fan, other.seats[0]);
    EXPECT_TRUE(is_problem(api.patch("/operator/concert-dates/" + other.seats[0], {}, R"({"onSale":true})"),
                           ProblemType::unknown_concert_date));
}

TEST_F(SteeringByHttp, a_restart_keeps_all_of_it) {
    auto const before = steered(R"({"paused":true,"capacity":5,"admitPerSecond":9,"message":"잠시만요"})");
    expect_status(set_on_sale(false), 200);
    restart();
    EXPECT_EQ(json_of(api.get("/operator/steering")), before);
    auto fan = registered(api);
    EXPECT_EQ(number(fan), 1);  // from the first moment on
    steered(R"({"paused":false})");
    come_in(api, fan);
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[0]), ProblemType::sale_closed));
    EXPECT_EQ(names_of_actions().front(), "resume");
}

TEST_F(SteeringByHttp, everybody_sees_it_on_the_page_of_the_sale) {
    steered(R"({"paused":true,"message":"잠시만요"})");
    set_on_sale(false);
    boost::json::value seen;
    EXPECT_TRUE(eventually([&] {
        seen = json_of(api.get("/sale"));
        return seen.at("dates").at(0).at("onSale") == false;
    }));
    EXPECT_EQ(text_of(seen, "admission"), "paused");
    EXPECT_EQ(text_of(seen.at("message"), "text"), "잠시만요");
}

TEST_F(SteeringByHttp, what_was_done_is_noted_with_who_did_it) {
    steer(R"({"capacity":500})", "Operator: %EA%B9%80%EB%AF%BC%EC%A7%80\r\n");
    steer(R"({"capacity":300,"paused":true})");
    set_on_sale(false);
    set_on_sale(false);  // closed already: nothing is done
    EXPECT_THAT(names_of_actions(), ElementsAre("close-sale", "set-capacity", "pause", "set-capacity", "add-seats",
                                                "create-date", "create-concert"));
    auto const all = actions();
    EXPECT_EQ(members(all[0]), "action at by detail id subject");
    EXPECT_EQ(text_of(all[0], "subject"), hall.date);
    EXPECT_EQ(text_of(all[0], "by"), "operator");
    EXPECT_EQ(all[1].at("detail"), boost::json::parse(R"({"from":500,"to":300})"));
    EXPECT_TRUE(all[1].at("subject").is_null());
    EXPECT_EQ(text_of(all[3], "by"), "김민지");
    EXPECT_EQ(all[3].at("detail"), boost::json::parse(R"({"from":null,"to":500})"));
    EXPECT_EQ(all[4].at("detail"), boost::json::parse(R"({"seats":3})"));
    EXPECT_EQ(text_of(all[5].at("detail"), "concert"), hall.concert);
    EXPECT_EQ(text_of(all[5].at("detail"), "date").back(), 'Z');
}

TEST_F(SteeringByHttp, what_was_done_is_read_page_by_page) {
    auto const page = json_of(api.get("/operator/actions?limit=2"));
    EXPECT_EQ(page.at("entries").as_array().size(), 2U);
    auto const rest = json_of(api.get("/operator/actions?limit=2&before=" + text_of(page, "next")));
    EXPECT_EQ(rest.at("entries").as_array().size(), 1U);
    EXPECT_EQ(text_of(rest.at("entries").at(0), "action"), "create-concert");
    EXPECT_TRUE(rest.at("next").is_null());
    EXPECT_TRUE(is_fault_at(api.get("/operator/actions?limit=0"), "?limit"));
    EXPECT_TRUE(is_fault_at(api.get("/operator/actions?before=x"), "?before"));
}

TEST_F(SteeringByHttp, a_refused_write_is_no_action) {
    auto const before = actions().size();
    EXPECT_TRUE(is_problem(api.post("/concert/" + hall.date + "/seat", {}, R"({"seatNumber":1,"price":5})"),
                           ProblemType::seat_number_exists));
    steer(R"({"capacity":0,"paused":true})");
    EXPECT_EQ(actions().size(), before);
    EXPECT_EQ(json_of(api.get("/operator/steering")).at("paused"), false);
}

TEST_F(SteeringByHttp, bad_input_is_refused_at_its_place) {
    for (auto const* value : {"0", "-1", "1000001", "1.5", "\"5\"", "true"}) {
        EXPECT_TRUE(is_fault_at(steer(std::string(R"({"capacity":)") + value + "}"), "/capacity")) << value;
    }
    EXPECT_TRUE(is_fault_at(steer(R"({"admitPerSecond":100001})"), "/admitPerSecond"));
    for (auto const* value : {"null", "1", "\"true\""}) {
        EXPECT_TRUE(is_fault_at(steer(std::string(R"({"paused":)") + value + "}"), "/paused")) << value;
        EXPECT_TRUE(is_fault_at(
            api.patch("/operator/concert-dates/" + hall.date, {}, std::string(R"({"onSale":)") + value + "}"),
            "/onSale"))
            << value;
    }
    EXPECT_TRUE(is_fault_at(steer(R"({"opensAt":"tomorrow"})"), "/opensAt"));
    EXPECT_TRUE(is_fault_at(steer(R"({"message":""})"), "/message"));
    EXPECT_TRUE(is_fault_at(steer(R"({"message":")" + std::string(501, 'x') + "\"}"), "/message"));
    EXPECT_EQ(steer(R"({"message":")" + std::string(500, 'x') + "\"}").status, 200U);
    EXPECT_TRUE(is_fault_at(steer(R"({"speed":1})"), "/speed"));
    for (auto const* by : {"%", "%zz", "%FF", "%20", "a%0Ab", ""}) {
        EXPECT_TRUE(is_fault_at(steer("{}", std::string("Operator: ") + by + "\r\n"), "Operator")) << by;
    }
    EXPECT_TRUE(is_fault_at(steer("{}", "Operator: " + std::string(101, 'x') + "\r\n"), "Operator"));
}

TEST_F(SteeringByHttp, the_same_order_under_one_key_is_done_once) {
    auto const key = std::string("Idempotency-Key: \"steer-1\"\r\n");
    auto const first = steer(R"({"message":"Soon"})", key);
    auto const again = steer(R"({"message":"Soon"})", key);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.fields.at("idempotency-replayed"), "true");
    EXPECT_EQ(names_of_actions().front(), "send-message");
    EXPECT_EQ(actions().size(), 4U);
}

TEST(SteeringInAClosedPhase, needs_the_admin_key) {
    RunningSale sale(closed_phase());
    auto api = sale.client();
    auto const hall = open_hall(api, 1, 1'000, admin_key);
    auto const fan = fan_inside(api);
    for (auto const& bearer : {std::string(), std::string("wrong"), fan.access, fan.token}) {
        EXPECT_TRUE(is_problem(api.get("/operator/steering", bearer), ProblemType::unauthorized));
        EXPECT_TRUE(
            is_problem(api.patch("/operator/steering", bearer, R"({"paused":true})"), ProblemType::unauthorized));
        EXPECT_TRUE(is_problem(api.patch("/operator/concert-dates/" + hall.date, bearer, R"({"onSale":false})"),
                               ProblemType::unauthorized));
        EXPECT_TRUE(is_problem(api.get("/operator/actions", bearer), ProblemType::unauthorized));
    }
    EXPECT_EQ(json_of(expect_status(api.get("/operator/steering", admin_key), 200)).at("paused"), false);
    expect_status(api.patch("/operator/steering", admin_key, R"({"paused":true})"), 200);
}

}  // namespace
}  // namespace onsale::tests
