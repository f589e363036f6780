// The waiting room for browsers without JavaScript: the whole way to a seat by pages and forms, and what others may
// try with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/identity/jwt.h"
#include "api/sale/plain_browser.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using api::ProblemType;
using testing::HasSubstr;
using testing::Not;

class WaitingRoom : public testing::Test {
  protected:
    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 3, 10'000);
    PlainBrowser browser{sale.client()};
};

TEST_F(WaitingRoom, a_seat_is_bought_by_pages_and_forms_alone) {
    auto const door = expect_status(browser.open("/waiting-room"), 200);
    EXPECT_EQ(door.fields.at("content-type"), "text/html; charset=utf-8");
    EXPECT_THAT(door.fields.at("content-security-policy"), HasSubstr("form-action 'self'"));
    EXPECT_THAT(door.fields.at("content-security-policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(door.body, Not(HasSubstr("<script")));
    EXPECT_EQ(api.get("/waiting-room/room.css").status, 200U);

    auto page = browser.submit("/waiting-room?lang=en", "name=Kim+Minji");
    EXPECT_THAT(page, HasSubstr("You are in"));
    EXPECT_THAT(browser.last_set_cookie, HasSubstr("HttpOnly; SameSite=Lax"));
    auto const date = expect_status(browser.open("/waiting-room?lang=en&date=" + hall.date), 200).body;
    EXPECT_THAT(date, HasSubstr("가구역"));
    auto const section = "&date=" + hall.date + "&section=%EA%B0%80%EA%B5%AC%EC%97%AD";
    auto const seats = expect_status(browser.open("/waiting-room?lang=en" + section), 200).body;
    page = browser.submit("/waiting-room/reserve?lang=en" + section,
                          "seat=" + found(seats, "name=\"seat\" value=\"([^\"]+)\""));
    EXPECT_THAT(page, HasSubstr("The seat is held for you"));
    EXPECT_THAT(page, HasSubstr("10,000 points are missing"));

    auto const charge = "amount=10000&once=" + found(page, "name=\"once\" value=\"([^\"]+)\"");
    page = browser.submit("/waiting-room/charge?lang=en", charge);
    page = browser.submit("/waiting-room/charge?lang=en", charge);
    EXPECT_THAT(page, HasSubstr("Your points: 10,000")) << "a double click charges once";
    auto const pay = "reservation=" + found(page, "name=\"reservation\" value=\"([^\"]+)\"");
    page = browser.submit("/waiting-room/pay?lang=en", pay);
    EXPECT_THAT(page, HasSubstr("Paid. The seat is yours."));
    EXPECT_THAT(page, HasSubstr("Your tickets"));
    EXPECT_THAT(page, HasSubstr("Join the line again"));
    EXPECT_THAT(browser.submit("/waiting-room/pay?lang=en", pay), HasSubstr("Your points: 0"));
    EXPECT_EQ(violations(sale), "");
}

TEST_F(WaitingRoom, the_best_seats_of_a_date_are_taken_by_one_form_and_paid_together) {
    browser.submit("/waiting-room?lang=en", "name=Kim");
    auto const date = "&date=" + hall.date;
    auto const choices = expect_status(browser.open("/waiting-room?lang=en" + date), 200).body;
    EXPECT_THAT(choices, HasSubstr("Take the best seats"));
    auto page = browser.submit("/waiting-room/reserve?lang=en" + date, "count=2&maxPrice=&together=yes");
    EXPECT_THAT(page, HasSubstr("The seats are held for you"));
    EXPECT_THAT(page, HasSubstr("20,000 points are missing"));
    browser.submit("/waiting-room/charge?lang=en", "amount=20000");
    page = browser.submit("/waiting-room/pay?lang=en",
                          "reservation=" + found(page, "name=\"reservation\" value=\"([^\"]+)\""));
    EXPECT_THAT(page, HasSubstr("Your points: 0"));
    EXPECT_EQ(violations(sale), "");
}

TEST_F(WaitingRoom, best_seats_that_there_are_not_and_nonsense_take_nothing) {
    expect_status(api.patch("/operator/concert-dates/" + hall.date, {}, R"({"terms":{"mostPerPerson":2}})"), 200);
    browser.submit("/waiting-room?lang=en", "name=Kim");
    auto const date = "&date=" + hall.date;
    auto const choices = expect_status(browser.open("/waiting-room?lang=en" + date), 200).body;
    EXPECT_THAT(choices, HasSubstr("<option selected>2</option></select>")) << "as many as one person may have";
    auto const reserve = "/waiting-room/reserve?lang=en" + date;
    EXPECT_THAT(browser.submit(reserve, "count=1&maxPrice=9999"), HasSubstr("Not enough free seats match"));
    EXPECT_THAT(browser.submit(reserve, "count=3"), HasSubstr("as many seats of this date as one person may have"));
    for (auto const* nonsense : {"count=0", "count=11", "count=", "count=x", "count=1&maxPrice=-1", "maxPrice=1", ""}) {
        EXPECT_THAT(browser.submit(reserve, nonsense), HasSubstr("That did not work")) << nonsense;
    }
    EXPECT_THAT(browser.submit("/waiting-room/reserve?lang=en", "count=1"), HasSubstr("That did not work"))
        << "of no date";
    EXPECT_THAT(browser.open("/waiting-room?lang=en").body, Not(HasSubstr("Held for you until you pay")));
}

TEST_F(WaitingRoom, a_payment_that_is_sent_again_under_its_key_is_answered_the_same_and_charged_once) {
    auto page = browser.submit("/waiting-room?lang=en", "name=Kim");
    page = browser.submit("/waiting-room/reserve?lang=en", "seat=" + hall.seats[0]);
    browser.submit("/waiting-room/charge?lang=en",
                   "amount=15000&once=" + found(page, "name=\"once\" value=\"([^\"]+)\""));
    auto const pay = "reservation=" + found(page, "name=\"reservation\" value=\"([^\"]+)\"");
    auto const keyed = "Sec-Fetch-Site: same-origin\r\nIdempotency-Key: pay-1\r\n";
    for (int time = 0; time < 3; ++time) {
        browser.cookies.erase("onsale-said");
        expect_status(browser.send("/waiting-room/pay?lang=en", pay, keyed), 303);
        EXPECT_EQ(browser.cookies["onsale-said"], "paid") << time;
    }
    EXPECT_THAT(expect_status(browser.open("/waiting-room?lang=en"), 200).body, HasSubstr("Your points: 5,000"));
    // Under another key: the session is over, and the payment there is stands.
    auto const other = "Sec-Fetch-Site: same-origin\r\nIdempotency-Key: pay-2\r\n";
    EXPECT_EQ(browser.send("/waiting-room/pay?lang=en", pay, other).status, 303U);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(WaitingRoom, a_ticket_shows_the_code_for_the_entrance_to_its_owner) {
    browser.submit("/waiting-room?lang=en", "name=Kim");
    auto page = browser.submit("/waiting-room/reserve?lang=en", "seat=" + hall.seats[0]);
    EXPECT_THAT(page, Not(HasSubstr("onsale:"))) << "a hold is no ticket";
    auto const pay = "reservation=" + found(page, "name=\"reservation\" value=\"([^\"]+)\"");
    browser.submit("/waiting-room/charge?lang=en", "amount=10000");
    page = browser.submit("/waiting-room/pay?lang=en", pay);
    auto const id = pay.substr(pay.find('=') + 1);
    EXPECT_THAT(found(page, "<code>([^<]+)</code>"), testing::MatchesRegex("onsale:" + id + "\\.[A-Za-z0-9_-]{22}"));
}

TEST_F(WaitingRoom, a_link_cannot_make_the_page_say_what_did_not_happen) {
    browser.submit("/waiting-room?lang=en", "name=Kim");
    for (auto const* said : {"paid", "reserved", "charged", "session-over"}) {
        EXPECT_THAT(browser.open(std::string("/waiting-room?lang=en&said=") + said).body,
                    Not(HasSubstr("class=\"said\"")))
            << said;
    }
    auto const page = browser.submit("/waiting-room/charge?lang=en", "amount=5");
    EXPECT_THAT(page, HasSubstr("The points were charged."));
    EXPECT_THAT(browser.open("/waiting-room?lang=en").body, Not(HasSubstr("The points were charged."))) << "said once";
}

TEST_F(WaitingRoom, a_browser_that_keeps_no_cookies_is_told_that_they_are_needed) {
    auto const answer = expect_status(browser.send("/waiting-room?lang=en", "name=Kim"), 303);
    PlainBrowser forgetful(sale.client());
    EXPECT_THAT(forgetful.open(answer.fields.at("location")).body, HasSubstr("Please allow cookies"));
    EXPECT_THAT(forgetful.open("/waiting-room?lang=en").body, Not(HasSubstr("cookies"))) << "before anything was sent";
    EXPECT_THAT(browser.open(answer.fields.at("location")).body, Not(HasSubstr("cookies")));
}

TEST_F(WaitingRoom, what_can_be_given_back_and_what_somebody_else_took_is_said) {
    browser.submit("/waiting-room?lang=en", "name=Kim");
    held(api, fan_inside(api), hall.seats[0]);
    EXPECT_THAT(browser.submit("/waiting-room/reserve?lang=en", "seat=" + hall.seats[0]),
                HasSubstr("Somebody else has just taken this seat"));
    auto const page = browser.submit("/waiting-room/reserve?lang=ko", "seat=" + hall.seats[1]);
    EXPECT_THAT(page, HasSubstr("좌석을 선택했어요"));
    auto const hold = "reservation=" + found(page, "name=\"reservation\" value=\"([^\"]+)\"");
    EXPECT_THAT(browser.submit("/waiting-room/pay?lang=en", hold), HasSubstr("You do not have enough points"));
    EXPECT_THAT(browser.submit("/waiting-room/release?lang=en", hold), HasSubstr("The seat was given back"));
    for (auto const* nonsense : {"seat=x", "seat=", "seat=0193a1f0-5b6c-7d8e-9f00-112233445566", ""}) {
        EXPECT_THAT(browser.submit("/waiting-room/reserve?lang=en", nonsense), HasSubstr("That did not work"))
            << nonsense;
    }
    for (auto const* nonsense : {"amount=0", "amount=-5", "amount=1e9", "amount=99999999999999999999", "amount=", ""}) {
        EXPECT_THAT(browser.submit("/waiting-room/charge?lang=en", nonsense), HasSubstr("whole number of points"))
            << nonsense;
    }
}

TEST_F(WaitingRoom, a_name_is_taken_as_the_api_takes_it_and_shown_to_nobody_as_markup) {
    for (std::string const& bad :
         {std::string(), std::string("name="), std::string("name=+++"), std::string("name=%ff"),
          std::string("name=a%00b"), "name=" + std::string(201, 'x')}) {
        EXPECT_THAT(browser.submit("/waiting-room?lang=en", bad), HasSubstr("Please give a name")) << bad;
        EXPECT_TRUE(browser.cookies.empty());
    }
    EXPECT_TRUE(is_problem(browser.send("/waiting-room", "name=%zz"), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(browser.send("/waiting-room", "name=a&name=b"), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(browser.send("/waiting-room", "other=a"), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(api.post("/waiting-room", {}, R"({"name":"x"})"), ProblemType::unsupported_media_type));

    expect_status(api.post("/concert/" + hall.date + "/seat", {},
                           R"({"seatNumber":9,"price":1,"section":"<script>\"'&","row":"<b>","seat":"<i>"})"),
                  201);
    browser.submit("/waiting-room?lang=en", "name=Kim");
    auto const date = browser.open("/waiting-room?date=" + hall.date).body;
    auto const section = "&section=%3Cscript%3E%22%27%26";
    auto const seats = browser.open("/waiting-room?date=" + hall.date + section).body;
    for (auto const& page : {date, seats}) {
        EXPECT_THAT(page, Not(HasSubstr("<script")));
        EXPECT_THAT(page, Not(HasSubstr("<b>")));
        EXPECT_THAT(page, HasSubstr("&lt;script&gt;&quot;&#39;&amp;"));
    }
    EXPECT_THAT(browser.open("/waiting-room?said=%3Cscript%3E").body, Not(HasSubstr("<script")));
    EXPECT_TRUE(is_problem(browser.open("/waiting-room?x=1"), ProblemType::invalid_request));
}

TEST_F(WaitingRoom, a_form_of_another_site_changes_nothing) {
    browser.submit("/waiting-room?lang=en", "name=Kim");
    for (auto const* from : {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
                             "Sec-Fetch-Site: none\r\n", "Origin: https://evil.example\r\n", "Origin: null\r\n"}) {
        EXPECT_TRUE(
            is_problem(browser.send("/waiting-room/reserve", "seat=" + hall.seats[0], from), ProblemType::cross_site))
            << from;
        EXPECT_TRUE(is_problem(browser.send("/waiting-room", "name=x", from), ProblemType::cross_site)) << from;
        EXPECT_TRUE(is_problem(browser.send("/waiting-room/leave", "", from), ProblemType::cross_site)) << from;
    }
    EXPECT_THAT(browser.open("/waiting-room?lang=en").body, HasSubstr("You are in"));
    EXPECT_EQ(browser.send("/waiting-room/reserve", "seat=" + hall.seats[0], "Origin: http://localhost\r\n").status,
              303U);
}

TEST_F(WaitingRoom, a_cookie_that_is_not_ours_is_nobody) {
    browser.submit("/waiting-room?lang=en", "name=Kim");
    auto const mine = browser.cookies;
    auto const fan = fan_inside(api);
    for (std::string const& forged : {std::string("x"), std::string("a.b.c"), fan.id, fan.token, std::string(2000, 'a'),
                                      mine.at("onsale-fan") + "x"}) {
        browser.cookies = {{"onsale-fan", forged}};
        EXPECT_THAT(expect_status(browser.open("/waiting-room?lang=en"), 200).body, HasSubstr("Your name")) << forged;
        browser.cookies = {{"onsale-fan", forged}};
        EXPECT_EQ(browser.send("/waiting-room/reserve", "seat=" + hall.seats[0]).fields.at("location"),
                  "/waiting-room?lang=en");
        EXPECT_THAT(browser.open("/waiting-room?lang=en").body, HasSubstr("Your time inside is over"));
    }
    // The line's token of somebody else opens nothing.
    PlainBrowser other(sale.client());
    other.submit("/waiting-room?lang=en", "name=Lee");
    other.submit("/waiting-room/leave?lang=en", "");
    other.cookies["onsale-line"] = mine.at("onsale-line");
    EXPECT_THAT(other.open("/waiting-room?lang=en").body, HasSubstr("Join the line again"));
}

TEST(WaitingRoomOfOneSlot, who_waits_sees_the_place_keeps_it_and_is_let_in_by_the_page_itself) {
    RunningSale sale(settings_with([](auto& settings) { settings.max_connections = 1; }));
    auto api = sale.client();
    open_hall(api, 1, 10'000);
    auto inside = fan_inside(api);
    PlainBrowser browser(sale.client());
    auto page = browser.submit("/waiting-room?lang=en", "name=Kim");
    EXPECT_THAT(page, HasSubstr("<p class=\"position\">1</p>"));
    EXPECT_THAT(page, HasSubstr("0 people are ahead of you."));
    EXPECT_THAT(page,
                testing::ContainsRegex("<meta http-equiv=\"refresh\" content=\"[0-9]+; url=/waiting-room.lang=en\">"));
    PlainBrowser second(sale.client());
    EXPECT_THAT(second.submit("/waiting-room?lang=ko", "name=Lee"),
                HasSubstr("남은 좌석이 앞에서 기다리는 분보다 적어요"));
    // A reload is the same place, and so is joining again.
    EXPECT_THAT(browser.submit("/waiting-room?lang=en", "name=Other"), HasSubstr("<p class=\"position\">1</p>"));
    expect_status(leave(api, inside), 204);
    EXPECT_TRUE(
        eventually([&] { return browser.open("/waiting-room?lang=en").body.find("You are in") != std::string::npos; }));
    EXPECT_THAT(browser.submit("/waiting-room/leave?lang=en", ""), HasSubstr("You have left the line"));
    EXPECT_THAT(browser.open("/waiting-room?lang=en").body, HasSubstr("Join the line again"))
        << "a reload joins nothing";
}

TEST(WaitingRoomInAClosedPhase, the_cookies_travel_only_by_tls_and_work_as_in_dev) {
    RunningSale sale(closed_phase());
    PlainBrowser browser(sale.client());
    EXPECT_THAT(browser.submit("/waiting-room?lang=en", "name=Kim"), HasSubstr("You are in"));
    EXPECT_THAT(browser.last_set_cookie, HasSubstr("; Secure"));
}

TEST(WaitingRoomInAClosedPhase, a_fan_whom_the_store_has_lost_gives_their_name_again_and_stays_who_they_were) {
    RunningSale sale(closed_phase());
    auto api = sale.client();
    auto const id = UserId::parse("0193a1f0-5b6c-7d8e-9f00-112233445566").value();
    auto const now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    auto const token = identity::TokenSigner(closed_phase().jwt_secret.bytes)
                           .sign(identity::AccessToken{.user = id, .issued_at = now, .expires_at = now + seconds(600)});
    PlainBrowser browser(sale.client());
    browser.cookies["onsale-fan"] = token;
    EXPECT_THAT(browser.open("/waiting-room?lang=en").body, HasSubstr("Your name"));
    EXPECT_THAT(browser.submit("/waiting-room?lang=en", "name=Kim"), HasSubstr("You are in"));
    expect_status(api.get("/user/" + id.to_string() + "/point", token), 200);
}

}  // namespace
}  // namespace onsale::tests
