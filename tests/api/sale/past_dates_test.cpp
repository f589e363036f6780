// Dates that are over, by HTTP: gone from the sale, and there for tickets and exports.
#include <regex>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/plain_browser.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::tests {
namespace {

namespace json = boost::json;
using api::ProblemType;
using testing::ElementsAre;
using testing::HasSubstr;

class PastDatesByHttp : public testing::Test {
  protected:
    RunningSale sale{settings_with([](auto&) {})};
    ApiClient api = sale.client();
    Hall hall = long_ago();
    Hall other = long_ago();

    // A concert of 2020 whose sale goes on.
    Hall long_ago() {
        constexpr auto plan = R"({"format": "onsale-venue-plan/1", "name": "Club",
          "sections": [{"name": "S", "rows": [{"name": "A", "seats": [{"from": 1, "to": 4}]}]}]})";
        auto const body = fmt::format(
            R"({{"concert":{{"singerName":"새벽 밴드"}},"concertDate":"2020-05-01T19:00:00+09:00","again":true,
                "price":1000,"terms":{{"closesAt":"2100-01-01T00:00:00Z"}},"plan":{}}})",
            plan);
        Hall made;
        made.date =
            text_of(json_of(expect_status(api.post("/operator/concert-dates", {}, body), 201)).at("concertDate"), "id");
        auto const list = json_of(api.get("/concert/" + made.date + "/seats", fan_inside(api).token));
        for (auto const& seat : list.as_array()) made.seats.push_back(text_of(seat, "id"));
        return made;
    }
    void let_it_be_over() {
        for (auto const& each : {hall.date, other.date}) {
            expect_status(api.patch("/operator/concert-dates/" + each, {}, R"({"terms":{"closesAt":null}})"), 200);
        }
        sale.stop();
        EXPECT_EQ(violations(sale), "");
        sale.start();
        api = sale.client();
    }
    // Paying has ended the session.
    void come_back(Fan& fan) {
        fan.token.clear();
        come_in(api, fan);
    }
    json::value own(Fan const& fan, std::string const& query = "") {
        return json_of(expect_status(api.get("/user/" + fan.id + "/reservations" + query, fan.token), 200));
    }
};

TEST_F(PastDatesByHttp, tickets_are_as_they_were_and_nothing_is_sold) {
    auto buyer = fan_inside(api);
    charge(api, buyer, 10'000);
    auto const reserved = held(api, buyer, hall.seats[0]);
    held(api, buyer, hall.seats[1]);
    auto payment = json_of(expect_status(pay(api, buyer, reserved), 200));
    come_back(buyer);
    auto const path = "/concert/reservations/" + reserved;
    auto const before = own(buyer);
    auto const ticket = json_of(expect_status(api.get(path, buyer.token), 200));
    ASSERT_EQ(before.at("reservations").as_array().size(), 1U);

    let_it_be_over();
    // Seats that stand in no plan any more are not said to be side by side.
    auto const without_plan = [](json::value reservation) {
        reservation.at("nextToEachOther") = nullptr;
        return reservation;
    };
    EXPECT_EQ(own(buyer).at("reservations").at(0), without_plan(before.at("reservations").at(0)));
    EXPECT_EQ(json_of(expect_status(api.get(path, buyer.token), 200)), without_plan(ticket));
    EXPECT_TRUE(
        is_problem(api.get("/concert/reservations/" + hall.date, buyer.token), ProblemType::unknown_reservation));
    auto const lee = fan_inside(api);
    EXPECT_TRUE(is_problem(api.get(path, lee.token), ProblemType::unknown_reservation)) << "of somebody else";
    EXPECT_TRUE(own(lee).at("reservations").as_array().empty());

    EXPECT_TRUE(is_problem(api.get("/concert/" + hall.date + "/seats", lee.token), ProblemType::unknown_concert_date));
    EXPECT_TRUE(is_problem(reserve(api, lee, hall.seats[2]), ProblemType::unknown_seat));
    EXPECT_THAT(api.get("/concert/dates", lee.token).body, testing::Not(HasSubstr(hall.date)));
    EXPECT_TRUE(is_problem(api.patch("/operator/concert-dates/" + hall.date, {}, R"({"onSale":false})"),
                           ProblemType::unknown_concert_date));
    EXPECT_THAT(api.get("/operator/reservations.csv").body, HasSubstr(hall.date)) << "exports have it";
    EXPECT_EQ(balance(api, buyer), 8'000);
    payment.at("reservation") = without_plan(payment.at("reservation"));
    EXPECT_EQ(json_of(expect_status(pay(api, buyer, reserved), 200)), payment) << "charged once, and said again";
    EXPECT_EQ(balance(api, buyer), 8'000);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(PastDatesByHttp, the_table_of_blocked_seats_can_be_had_for_good) {
    auto const path = "/operator/concert-dates/" + hall.date + "/blocked-seats";
    auto const block = fmt::format(R"({{"seats":["{}"],"reason":"camera"}})", hall.seats[1]);
    expect_status(api.ask({.method = "PUT", .target = path, .body = block}), 200);
    auto const before = expect_status(api.get(path + ".csv"), 200).body;
    EXPECT_THAT(before, HasSubstr("camera"));
    let_it_be_over();
    EXPECT_EQ(expect_status(api.get(path + ".csv"), 200).body, before);
    EXPECT_TRUE(is_problem(api.get(path), ProblemType::unknown_concert_date));
    EXPECT_TRUE(is_problem(api.get("/operator/concert-dates/" + hall.seats[0] + "/blocked-seats.csv"),
                           ProblemType::unknown_concert_date));
}

TEST_F(PastDatesByHttp, reservations_of_past_and_present_dates_come_in_pages_newest_first) {
    auto const present = open_hall(api, 2, 1'000);
    auto buyer = fan_inside(api);
    charge(api, buyer, 10'000);
    std::vector<std::string> made;
    for (auto const& seat : {hall.seats[0], present.seats[0], other.seats[0]}) made.push_back(held(api, buyer, seat));
    for (auto const& each : made) {
        expect_status(pay(api, buyer, each), 200);
        come_back(buyer);
    }
    let_it_be_over();
    std::vector<std::string> found;
    std::string query = "?limit=1";
    for (int pages = 0; pages < 4; ++pages) {
        auto const page = own(buyer, query);
        for (auto const& each : page.at("reservations").as_array()) found.push_back(text_of(each, "id"));
        if (page.at("next").is_null()) break;
        query = "?limit=1&before=" + std::string(std::string_view(page.at("next").as_string()));
    }
    EXPECT_THAT(found, ElementsAre(made[2], made[1], made[0]));
}

TEST_F(PastDatesByHttp, the_page_without_scripts_shows_tickets_of_the_past_behind_those_of_today) {
    auto const present = open_hall(api, 2, 1'000);
    PlainBrowser browser(sale.client());
    browser.submit("/waiting-room?lang=en", "name=Kim");
    browser.submit("/waiting-room/charge?lang=en", "amount=2000");
    for (auto const& seat : {hall.seats[0], present.seats[0]}) {
        browser.submit("/waiting-room?lang=en", "");  // paying has ended the session
        auto const page = browser.submit("/waiting-room/reserve?lang=en", "seat=" + seat);
        browser.submit("/waiting-room/pay?lang=en",
                       "reservation=" + found(page, "name=\"reservation\" value=\"([^\"]+)\""));
    }
    std::regex const ticket("<li>[^<]*<br>[^<]*<br>[^<]*<code>[^<]+</code></li>");
    auto const tickets = [&] {
        auto const page = expect_status(browser.open("/waiting-room?lang=en"), 200).body;
        std::vector<std::string> shown;
        for (std::sregex_iterator at(page.begin(), page.end(), ticket), end; at != end; ++at) shown.push_back((*at)[0]);
        return shown;
    };
    auto const before = tickets();
    ASSERT_EQ(before.size(), 2U);
    let_it_be_over();
    browser.go_on_at(sale.client());
    EXPECT_EQ(tickets(), before);
    EXPECT_THAT(before.back(), HasSubstr("2020-05-01 19:00 KST"));
    browser.submit("/waiting-room?lang=en", "");
    EXPECT_EQ(tickets(), before) << "inside";

    auto file = sqlite::open_sale_file(sale.settings().data, sqlite::Mode::read_write);
    file.exec("ALTER TABLE seat RENAME COLUMN traits TO hidden");
    auto const page = expect_status(browser.open("/waiting-room?lang=en"), 200).body;
    file.exec("ALTER TABLE seat RENAME COLUMN hidden TO traits");
    EXPECT_THAT(page, HasSubstr("Tickets of past concerts cannot be shown right now."));
    EXPECT_THAT(page, HasSubstr("Your tickets")) << "of today";
    EXPECT_EQ(tickets(), before);
}

}  // namespace
}  // namespace onsale::tests
