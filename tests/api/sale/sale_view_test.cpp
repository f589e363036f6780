// What everybody may see of the sale, and what a fan sees of their own.
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

class SaleSeen : public testing::Test {
  protected:
    json::value sale_now() { return json_of(expect_status(api.get("/sale"), 200)); }
    json::value date_now() { return sale_now().at("dates").at(0); }
    json::array own(Fan const& fan) {
        auto const answer = api.get("/user/" + fan.id + "/reservations", fan.access);
        return json_of(expect_status(answer, 200)).at("reservations").as_array();
    }

    RunningSale sale{settings_with([](auto& settings) { settings.seat_hold_seconds = seconds{77}; })};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 5, 99'000);
};

TEST_F(SaleSeen, anybody_sees_what_is_on_sale_and_by_which_terms) {
    // The sale's clock is one of its own: it need not agree with this one to the millisecond.
    auto const before = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now()) - seconds{1};
    auto const seen = sale_now();
    EXPECT_EQ(members(seen), "admission dates line message now opensAt phase terms");
    EXPECT_GE(api::parse_iso(text_of(seen, "now")).value(), before);
    EXPECT_EQ(text_of(seen, "phase"), "dev");
    EXPECT_EQ(text_of(seen, "admission"), "open");
    EXPECT_EQ(members(seen.at("line")), "admittedPerSecond called id inside waiting");
    EXPECT_EQ(number_of(seen.at("terms"), "holdSeconds"), 77);
    EXPECT_EQ(members(seen.at("terms")), "claimSeconds holdSeconds maxCharge sessionSeconds");

    ASSERT_EQ(seen.at("dates").as_array().size(), 1U);
    auto const& date = seen.at("dates").at(0);
    EXPECT_EQ(text_of(date, "id"), hall.date);
    EXPECT_EQ(text_of(date, "date"), "2099-12-24T10:00:00.000Z");
    EXPECT_EQ(text_of(date.at("concert"), "singerName"), "아이유");
    EXPECT_TRUE(date.at("onSale").as_bool());
    EXPECT_EQ(number_of(date, "seats"), 5);
    EXPECT_EQ(number_of(date, "availableSeats"), 5);
    EXPECT_EQ(number_of(date, "priceFrom"), 99'000);
    EXPECT_EQ(number_of(date, "priceTo"), 99'000);
}

TEST_F(SaleSeen, a_seat_that_is_taken_and_one_that_is_added_are_seen_soon) {
    sale_now();
    held(api, fan_inside(api), hall.seats[0]);
    EXPECT_TRUE(eventually([&] { return number_of(date_now(), "availableSeats") == 4; }));
    EXPECT_EQ(number_of(date_now(), "seats"), 5);
    expect_status(api.post("/concert/" + hall.date + "/seat", {}, R"({"seatNumber":6,"price":154000})"), 201);
    EXPECT_TRUE(eventually([&] { return number_of(date_now(), "priceTo") == 154'000; }));
    EXPECT_EQ(number_of(date_now(), "priceFrom"), 99'000);
    EXPECT_EQ(number_of(date_now(), "seats"), 6);
}

TEST_F(SaleSeen, a_date_without_seats_has_no_price) {
    expect_status(api.post("/concert/" + hall.concert, {}, R"({"concertDate":"2099-12-23T19:00:00+09:00"})"), 201);
    ASSERT_TRUE(eventually([&] { return sale_now().at("dates").as_array().size() == 2; }));
    EXPECT_TRUE(date_now().at("priceFrom").is_null()) << "the earliest comes first";
    EXPECT_TRUE(date_now().at("priceTo").is_null());
}

TEST_F(SaleSeen, who_knows_the_sale_already_is_told_so_until_it_changes) {
    std::string tag;
    auto const known = [&] { return api.ask({.target = "/sale", .more = "If-None-Match: " + tag + "\r\n"}); };
    tag = expect_status(api.get("/sale"), 200).fields.at("etag");
    EXPECT_EQ(known().status, 304U);
    EXPECT_EQ(api.get("/sale").fields.at("cache-control"), "no-store") << "`now` must never come out of a cache";
    registered(api);
    held(api, fan_inside(api), hall.seats[0]);
    EXPECT_TRUE(eventually([&] { return known().status == 200; }));
    EXPECT_TRUE(is_problem(api.get("/sale?x=1"), ProblemType::invalid_request));
}

TEST_F(SaleSeen, a_fan_sees_holds_and_tickets_newest_first_and_nobody_elses) {
    auto fan = fan_inside(api);
    auto const other = fan_inside(api, "다른 팬");
    EXPECT_TRUE(own(fan).empty());
    expect_status(charge(api, fan, 99'000), 200);
    auto const ticket = held(api, fan, hall.seats[2]);
    held(api, other, hall.seats[0]);
    expect_status(pay(api, fan, ticket), 200);
    come_in(api, fan);
    auto const hold = held(api, fan, hall.seats[1]);

    auto const mine = own(fan);
    ASSERT_EQ(mine.size(), 2U);
    EXPECT_EQ(members(mine[0]), "amount concertDate createdAt holdExpiresAt id nextToEachOther seats status");
    EXPECT_EQ(text_of(mine[0], "id"), hold);
    EXPECT_EQ(text_of(mine[0], "status"), "reserved");
    auto const created = api::parse_iso(text_of(mine[0], "createdAt")).value();
    EXPECT_EQ(api::parse_iso(text_of(mine[0], "holdExpiresAt")).value() - created, seconds{77});
    EXPECT_EQ(text_of(mine[0].at("seats").at(0), "id"), hall.seats[1]);
    EXPECT_EQ(text_of(mine[0].at("seats").at(0), "section"), "가구역");
    EXPECT_EQ(members(mine[0].at("seats").at(0)), "id price row seat seatNumber section ticketCode");
    EXPECT_EQ(text_of(mine[0].at("concertDate"), "id"), hall.date);
    EXPECT_EQ(text_of(mine[0].at("concertDate").at("concert"), "singerName"), "아이유");

    EXPECT_EQ(text_of(mine[1], "id"), ticket);
    EXPECT_EQ(text_of(mine[1], "status"), "paid");
    EXPECT_TRUE(mine[1].at("holdExpiresAt").is_null());
    EXPECT_EQ(number_of(mine[1], "amount"), 99'000);
    EXPECT_EQ(own(other).size(), 1U);
}

TEST_F(SaleSeen, an_unknown_user_has_no_reservations_to_show) {
    auto const answer = api.get("/user/0193a1f0-5b6c-7d8e-9f00-112233445566/reservations");
    EXPECT_TRUE(is_problem(answer, ProblemType::unknown_user));
}

}  // namespace
}  // namespace onsale::tests
