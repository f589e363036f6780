// The terms of a date's sale by HTTP: what operators set, what fans are shown, and what they are refused.
#include <chrono>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/json/iso_time.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

std::string from_now(std::chrono::hours hours) {
    auto const now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    return api::to_iso(std::chrono::time_point_cast<Instant::duration>(now) + hours);
}
std::string quoted(std::string const& text) { return '"' + text + '"'; }

class TermsByHttp : public testing::Test {
  protected:
    Response set(std::string const& terms) {
        return api.patch("/operator/concert-dates/" + hall.date, {}, R"({"terms":{)" + terms + "}}");
    }
    boost::json::value terms_after(std::string const& change) {
        return json_of(expect_status(set(change), 200)).at("terms");
    }
    void TearDown() override { EXPECT_EQ(violations(sale), ""); }

    RunningSale sale{settings_with([](auto&) {})};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 6, 1'000);
};

TEST_F(TermsByHttp, a_fan_at_the_limit_is_refused_and_told_what_counts) {
    terms_after(R"("mostPerPerson":3)");
    auto fan = fan_inside(api);
    charge(api, fan, 1'000);
    expect_status(pay(api, fan, held(api, fan, hall.seats[0])), 200);
    come_in(api, fan);
    held(api, fan, hall.seats[1]);
    auto const last = held(api, fan, hall.seats[2]);
    auto const answer = reserve(api, fan, hall.seats[3]);
    EXPECT_TRUE(is_problem(answer, ProblemType::too_many_seats));
    auto const problem = json_of(answer);
    EXPECT_EQ(number_of(problem, "limit"), 3);
    EXPECT_EQ(number_of(problem, "held"), 2);
    EXPECT_EQ(number_of(problem, "paid"), 1);
    EXPECT_EQ(reserve(api, fan, hall.seats[2]).status, 200U) << "the seat that is held already";
    expect_status(api.del("/concert/reservations/" + last, fan.token), 200);
    held(api, fan, hall.seats[3]);
}

TEST_F(TermsByHttp, a_date_that_says_nothing_gives_one_person_four_seats) {
    EXPECT_EQ(terms_after(R"("mostPerPerson":null)").at("mostPerPerson"), 4);
    auto const fan = fan_inside(api);
    for (std::size_t seat = 0; seat < 4; ++seat) held(api, fan, hall.seats[seat]);
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[4]), ProblemType::too_many_seats));
}

TEST_F(TermsByHttp, a_fan_who_takes_and_gives_back_again_and_again_is_refused_until_the_next_session) {
    terms_after(R"("mostTakes":3)");
    auto fan = fan_inside(api);
    for (int take = 0; take < 3; ++take) {
        auto const mine = held(api, fan, hall.seats[0]);
        expect_status(api.del("/concert/reservations/" + mine, fan.token), 200);
    }
    auto const answer = reserve(api, fan, hall.seats[0]);
    EXPECT_TRUE(is_problem(answer, ProblemType::too_many_takes));
    EXPECT_EQ(number_of(json_of(answer), "limit"), 3);
    expect_status(leave(api, fan), 204);
    fan.token.clear();
    come_in(api, fan);
    held(api, fan, hall.seats[0]);
}

TEST_F(TermsByHttp, a_limit_that_is_lowered_takes_nothing_away) {
    auto const fan = fan_inside(api);
    charge(api, fan, 2'000);
    auto const first = held(api, fan, hall.seats[0]);
    held(api, fan, hall.seats[1]);
    terms_after(R"("mostPerPerson":1)");
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[2]), ProblemType::too_many_seats));
    EXPECT_EQ(reserve(api, fan, hall.seats[1]).status, 200U);
    expect_status(pay(api, fan, first), 200);
}

TEST_F(TermsByHttp, a_sale_that_is_over_sells_nothing_and_what_is_held_is_paid) {
    auto const fan = fan_inside(api);
    charge(api, fan, 1'000);
    auto const mine = held(api, fan, hall.seats[0]);
    terms_after(R"("closesAt":)" + quoted(from_now(std::chrono::hours{-1})));
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[1]), ProblemType::sale_over));
    expect_status(pay(api, fan, mine), 200);
}

TEST_F(TermsByHttp, a_sale_that_opens_later_sells_nothing_yet) {
    auto const fan = fan_inside(api);
    terms_after(R"("opensAt":)" + quoted(from_now(std::chrono::hours{1})));
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[0]), ProblemType::not_on_sale_yet));
    terms_after(R"("opensAt":null)");
    held(api, fan, hall.seats[0]);
}

TEST_F(TermsByHttp, a_seat_is_held_as_long_as_its_date_says) {
    terms_after(R"("holdSeconds":3600)");
    auto const fan = fan_inside(api);
    auto const made = json_of(expect_status(reserve(api, fan, hall.seats[0]), 201)).at("reservations").at(0);
    auto const created = api::parse_iso(text_of(made, "createdAt")).value();
    EXPECT_EQ(api::parse_iso(text_of(made, "holdExpiresAt")).value() - created, seconds{3600});
}

TEST_F(TermsByHttp, what_is_absent_stays_and_null_is_as_usual) {
    auto const all = terms_after(
        R"("opensAt":"2026-01-01T09:00:00+09:00","closesAt":"2099-01-01T00:00:00Z","holdSeconds":60,"mostPerPerson":2)");
    EXPECT_EQ(all, boost::json::parse(R"({"opensAt":"2026-01-01T00:00:00.000Z","closesAt":"2099-01-01T00:00:00.000Z",
                                          "holdSeconds":60,"mostPerPerson":2,"mostTakes":10000,
                                          "noSingleSeats":false,"coolingSeconds":300,"companionsForAll":false})"));
    EXPECT_EQ(terms_after(R"("closesAt":null,"holdSeconds":null)"),
              boost::json::parse(R"({"opensAt":"2026-01-01T00:00:00.000Z","closesAt":null,"holdSeconds":null,
                                     "mostPerPerson":2,"mostTakes":10000,"noSingleSeats":false,
                                     "coolingSeconds":300,"companionsForAll":false})"));
    EXPECT_EQ(json_of(api.patch("/operator/concert-dates/" + hall.date, {}, R"({"onSale":false})")).at("terms"),
              terms_after(""));
}

TEST_F(TermsByHttp, each_term_that_becomes_different_is_noted_as_an_action) {
    terms_after(R"("holdSeconds":60,"mostPerPerson":2)");
    terms_after(R"("holdSeconds":60,"mostPerPerson":3)");
    auto const actions = json_of(expect_status(api.get("/operator/actions?limit=3"), 200)).at("entries").as_array();
    for (auto const& action : actions) {
        EXPECT_EQ(text_of(action, "action"), "set-term");
        EXPECT_EQ(text_of(action, "subject"), hall.date);
    }
    EXPECT_EQ(actions[0].at("detail"), boost::json::parse(R"({"term":"mostPerPerson","from":2,"to":3})"));
    EXPECT_EQ(actions[1].at("detail"), boost::json::parse(R"({"term":"mostPerPerson","from":1000,"to":2})"));
    EXPECT_EQ(actions[2].at("detail"), boost::json::parse(R"({"term":"holdSeconds","from":null,"to":60})"));
}

TEST_F(TermsByHttp, fans_and_operators_are_shown_the_terms) {
    terms_after(R"("closesAt":null,"mostPerPerson":2)");
    boost::json::value shown;
    EXPECT_TRUE(eventually([&] {
        shown = json_of(api.get("/sale")).at("dates").at(0);
        return shown.at("mostPerPerson") == 2;
    }));
    EXPECT_TRUE(shown.at("opensAt").is_null());
    EXPECT_EQ(text_of(shown, "closesAt"), text_of(shown, "date")) << "when the concert begins";
    EXPECT_EQ(json_of(api.get("/operator/live")).at("dates").at(0).at("terms"),
              boost::json::parse(
                  R"({"opensAt":null,"closesAt":null,"holdSeconds":null,"mostPerPerson":2,"mostTakes":10000,
                      "noSingleSeats":false,"coolingSeconds":300,"companionsForAll":false})"));
}

TEST_F(TermsByHttp, a_restart_keeps_them) {
    auto const before = terms_after(R"("holdSeconds":60,"mostPerPerson":2)");
    sale.stop();
    sale.start();
    api = sale.client();
    EXPECT_EQ(json_of(api.get("/operator/live")).at("dates").at(0).at("terms"), before);
}

TEST_F(TermsByHttp, terms_out_of_their_bounds_are_refused_at_their_place) {
    EXPECT_TRUE(is_fault_at(set(R"("mostPerPerson":0)"), "/terms/mostPerPerson"));
    EXPECT_TRUE(is_fault_at(set(R"("mostPerPerson":1001)"), "/terms/mostPerPerson"));
    EXPECT_TRUE(is_fault_at(set(R"("mostTakes":10001)"), "/terms/mostTakes"));
    EXPECT_TRUE(is_fault_at(set(R"("holdSeconds":86401)"), "/terms/holdSeconds"));
    EXPECT_TRUE(is_fault_at(set(R"("closesAt":"tomorrow")"), "/terms/closesAt"));
    EXPECT_TRUE(is_fault_at(set(R"("price":5)"), "/terms/price"));
    EXPECT_TRUE(is_fault_at(api.patch("/operator/concert-dates/" + hall.date, {}, "{}"), "/onSale"));
    EXPECT_TRUE(is_fault_at(api.patch("/operator/concert-dates/" + hall.date, {}, R"({"terms":null})"), "/terms"));
    EXPECT_TRUE(is_problem(set(R"("opensAt":"2030-01-01T00:00:00Z","closesAt":"2030-01-01T00:00:00Z")"),
                           ProblemType::invalid_request));
    EXPECT_EQ(json_of(api.get("/operator/live")).at("dates").at(0).at("terms").at("mostPerPerson"), 1'000);
}

TEST_F(TermsByHttp, a_new_date_has_the_terms_that_it_comes_with) {
    auto const create = [&](std::string const& terms) {
        return api.post("/concert/" + hall.concert, {},
                        R"({"concertDate":"2199-12-24T19:00:00+09:00","terms":)" + terms + "}");
    };
    EXPECT_TRUE(is_fault_at(create(R"({"opensAt":"2199-12-24T19:00:00+09:00"})"), "/terms"));
    expect_status(create(R"({"mostPerPerson":2})"), 201);
    EXPECT_EQ(json_of(api.get("/operator/live")).at("dates").at(1).at("terms").at("mostPerPerson"), 2);
}

}  // namespace
}  // namespace onsale::tests
