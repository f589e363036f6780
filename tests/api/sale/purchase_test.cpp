// The way from a new fan to a paid seat, and each of its steps taken twice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

constexpr char const* iso_form = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$";
constexpr char const* reservation_members =
    "amount concertDate createdAt holdExpiresAt id nextToEachOther seats status";
constexpr char const* seat_members = "concertDate id price reservations row seat seatNumber section status";

bool is_uuid_v7(std::string const& id) { return id.size() == 36 && id[14] == '7'; }

class Purchase : public testing::Test {
  protected:
    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 3, 99'000);

    boost::json::value seat(Fan const& fan, int number) {
        auto const list = json_of(expect_status(api.get("/concert/" + hall.date + "/seats", fan.token), 200));
        return list.at(static_cast<std::size_t>(number - 1));
    }
};

TEST_F(Purchase, a_new_user_has_an_id_the_name_as_sent_and_an_empty_wallet) {
    auto const answer = api.post("/user", {}, R"({"name":"김민지 \"♪\" Ünïcode 🎤"})");
    ASSERT_EQ(answer.status, 201);
    auto const user = json_of(answer);
    EXPECT_EQ(members(user), "id name point");
    EXPECT_TRUE(is_uuid_v7(text_of(user, "id")));
    EXPECT_EQ(text_of(user, "name"), "김민지 \"♪\" Ünïcode 🎤");
    EXPECT_EQ(number_of(user, "point"), 0);
}

TEST_F(Purchase, a_fan_comes_in_with_a_token_that_says_until_when) {
    auto fan = registered(api);
    come_in(api, fan);
    auto const answer = poll(api, fan);
    auto const standing = json_of(answer);
    EXPECT_EQ(members(standing), "estimatedWaitSeconds expiresAt pollAfterMs token userId waitingNumber");
    EXPECT_EQ(text_of(standing, "userId"), fan.id);
    EXPECT_EQ(number_of(standing, "waitingNumber"), 0);
    EXPECT_THAT(text_of(standing, "expiresAt"), testing::ContainsRegex(iso_form));
    EXPECT_GT(number_of(standing, "pollAfterMs"), 0);
    EXPECT_EQ(answer.fields.at("cache-control"), "no-store");
}

TEST_F(Purchase, the_dates_tell_what_is_on_sale) {
    auto const fan = fan_inside(api);
    auto const dates = json_of(expect_status(api.get("/concert/dates", fan.token), 200)).as_array();
    ASSERT_EQ(dates.size(), 1U);
    EXPECT_EQ(members(dates[0]), "availableSeats concert date id");
    EXPECT_EQ(text_of(dates[0], "id"), hall.date);
    EXPECT_EQ(text_of(dates[0], "date"), "2099-12-24T10:00:00.000Z");
    EXPECT_EQ(number_of(dates[0], "availableSeats"), 3);
    EXPECT_EQ(members(dates[0].at("concert")), "id singerName");
    EXPECT_EQ(text_of(dates[0].at("concert"), "singerName"), "아이유");
}

TEST_F(Purchase, a_reserved_seat_is_answered_with_my_hold_on_it) {
    auto const fan = fan_inside(api);
    auto const answer = reserve(api, fan, hall.seats[0]);
    ASSERT_EQ(answer.status, 201);
    auto const made = json_of(answer);
    EXPECT_EQ(members(made), seat_members);
    EXPECT_EQ(text_of(made, "id"), hall.seats[0]);
    EXPECT_EQ(text_of(made, "concertDate"), hall.date);
    EXPECT_EQ(text_of(made, "status"), "reserved");
    EXPECT_EQ(number_of(made, "seatNumber"), 1);
    EXPECT_EQ(number_of(made, "price"), 99'000);
    EXPECT_EQ(text_of(made, "section"), "가구역");
    ASSERT_EQ(made.at("reservations").as_array().size(), 1U);
    auto const& mine = made.at("reservations").at(0);
    EXPECT_EQ(members(mine), "createdAt holdExpiresAt id status user");
    EXPECT_EQ(text_of(mine, "user"), fan.id);
    EXPECT_EQ(text_of(mine, "status"), "reserved");
    EXPECT_THAT(text_of(mine, "holdExpiresAt"), testing::ContainsRegex(iso_form));
    EXPECT_EQ(seat(fan, 1), made);
}

TEST_F(Purchase, reserving_my_own_seat_again_gives_the_same_reservation) {
    auto const fan = fan_inside(api);
    auto const first = expect_status(reserve(api, fan, hall.seats[0]), 201);
    auto const again = reserve(api, fan, hall.seats[0]);
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(json_of(again), json_of(first));
}

TEST_F(Purchase, a_second_buyer_of_a_held_seat_is_refused_and_sees_no_name_of_the_first) {
    auto const first = fan_inside(api);
    auto const second = fan_inside(api);
    held(api, first, hall.seats[0]);
    EXPECT_TRUE(is_problem(reserve(api, second, hall.seats[0]), ProblemType::seat_taken));
    auto const seen = api.get("/concert/" + hall.date + "/seats", second.token);
    EXPECT_EQ(text_of(json_of(seen).at(0), "status"), "reserved");
    EXPECT_EQ(seen.body.find(first.id), std::string::npos);
}

TEST_F(Purchase, payment_takes_the_price_once_and_the_seat_is_mine) {
    auto const fan = fan_inside(api);
    auto const reservation = held(api, fan, hall.seats[0]);
    auto const charged = json_of(expect_status(charge(api, fan, 150'000), 200));
    EXPECT_EQ(members(charged), "amount point userId");
    EXPECT_EQ(number_of(charged, "amount"), 150'000);
    EXPECT_EQ(number_of(charged, "point"), 150'000);

    auto const answer = pay(api, fan, reservation);
    ASSERT_EQ(answer.status, 200);
    auto const paid = json_of(answer);
    EXPECT_EQ(members(paid), "amount id paymentDate reason reservation user");
    EXPECT_EQ(number_of(paid, "amount"), 99'000);
    EXPECT_EQ(text_of(paid, "reason"), "payment");
    EXPECT_EQ(members(paid.at("user")), "id");
    EXPECT_EQ(text_of(paid.at("user"), "id"), fan.id);
    EXPECT_EQ(members(paid.at("reservation")), reservation_members);
    EXPECT_EQ(text_of(paid.at("reservation"), "status"), "paid");
    EXPECT_EQ(text_of(paid.at("reservation"), "id"), reservation);
    EXPECT_EQ(text_of(paid.at("reservation").at("seats").at(0), "id"), hall.seats[0]);
    EXPECT_THAT(text_of(paid, "paymentDate"), testing::ContainsRegex(iso_form));

    auto const again = pay(api, fan, reservation);
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(json_of(again), paid);
    EXPECT_EQ(balance(api, fan), 51'000);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Purchase, a_ticket_has_a_code_that_its_owner_alone_is_told) {
    auto const fan = fan_inside(api);
    auto const other = fan_inside(api);
    auto const own = [&] {
        auto const list = json_of(expect_status(api.get("/user/" + fan.id + "/reservations", fan.token), 200));
        return list.at("reservations").at(0).at("seats").at(0);
    };
    auto const reservation = held(api, fan, hall.seats[0]);
    EXPECT_TRUE(own().at("ticketCode").is_null()) << "a hold is no ticket";
    expect_status(charge(api, fan, 150'000), 200);
    auto const paid = expect_status(pay(api, fan, reservation), 200);
    auto const code = text_of(own(), "ticketCode");
    EXPECT_THAT(code, testing::MatchesRegex("onsale:" + reservation + "\\.[A-Za-z0-9_-]{22}"));
    EXPECT_EQ(text_of(own(), "ticketCode"), code) << "always the same one";

    EXPECT_THAT(paid.body, testing::Not(testing::HasSubstr("onsale:"))) << "answers are kept under their keys";
    for (auto const& path :
         {"/concert/" + hall.date + "/seats", std::string("/operator/reservations.csv"),
          std::string("/operator/points.csv"), std::string("/sale"), "/user/" + other.id + "/reservations"}) {
        EXPECT_THAT(expect_status(api.get(path, other.token), 200).body, testing::Not(testing::HasSubstr(code)))
            << path;
    }
}

// The answer may have been lost, and the token run out before the client asked again.
TEST(PurchaseByAShortToken, asking_for_a_payment_again_works_after_the_token_has_run_out_but_paying_anew_does_not) {
    RunningSale sale(settings_with([](auto& settings) { settings.token_seconds = seconds(6); }));
    auto api = sale.client();
    auto const hall = open_hall(api, 2, 1'000);
    auto const fan = fan_inside(api);
    auto const other = fan_inside(api);
    auto const reservation = held(api, fan, hall.seats[0]);
    auto const unpaid = held(api, other, hall.seats[1]);
    for (auto const& one : {fan, other}) expect_status(charge(api, one, 1'000), 200);
    auto const paid = json_of(expect_status(pay(api, fan, reservation), 200));
    auto const deadline = std::chrono::steady_clock::now() + seconds(60);
    auto const tried = [&] { return api.get("/concert/dates", other.token); };
    while (!is_problem(tried(), ProblemType::unauthorized)) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    EXPECT_EQ(json_of(expect_status(pay(api, fan, reservation), 200)), paid);
    EXPECT_GE(pay(api, other, unpaid).status, 400);
    EXPECT_EQ(balance(api, other), 1'000);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Purchase, payment_ends_the_token_and_a_later_session_sees_the_seat_as_owned) {
    auto fan = fan_inside(api);
    auto const reservation = held(api, fan, hall.seats[0]);
    charge(api, fan, 99'000);
    expect_status(pay(api, fan, reservation), 200);
    EXPECT_TRUE(is_problem(api.get("/concert/dates", fan.token), ProblemType::not_in_line));
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[1]), ProblemType::not_in_line));

    come_in(api, fan);
    auto const mine = seat(fan, 1);
    EXPECT_EQ(text_of(mine, "status"), "held");
    EXPECT_EQ(text_of(mine.at("reservations").at(0), "status"), "paid");
    EXPECT_TRUE(mine.at("reservations").at(0).at("holdExpiresAt").is_null());
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[0]), ProblemType::seat_taken));
}

TEST_F(Purchase, too_few_points_are_told_to_the_point_and_change_nothing) {
    auto const fan = fan_inside(api);
    auto const reservation = held(api, fan, hall.seats[0]);
    charge(api, fan, 50'000);
    auto const answer = pay(api, fan, reservation);
    ASSERT_TRUE(is_problem(answer, ProblemType::points_short));
    EXPECT_EQ(number_of(json_of(answer), "missingPoints"), 49'000);
    EXPECT_EQ(balance(api, fan), 50'000);
    EXPECT_EQ(text_of(seat(fan, 1), "status"), "reserved");
    charge(api, fan, 49'000);
    EXPECT_EQ(pay(api, fan, reservation).status, 200);
}

TEST_F(Purchase, nobody_pays_or_gives_back_the_reservation_of_another) {
    auto const owner = fan_inside(api);
    auto const other = fan_inside(api);
    auto const reservation = held(api, owner, hall.seats[0]);
    charge(api, other, 99'000);
    EXPECT_TRUE(is_problem(pay(api, other, reservation), ProblemType::unknown_reservation));
    EXPECT_TRUE(
        is_problem(api.del("/concert/reservations/" + reservation, other.token), ProblemType::unknown_reservation));
    EXPECT_EQ(balance(api, other), 99'000);
    EXPECT_EQ(text_of(seat(owner, 1), "status"), "reserved");
}

TEST_F(Purchase, a_seat_given_back_is_free_for_another_at_once) {
    auto const first = fan_inside(api);
    auto const second = fan_inside(api);
    auto const reservation = held(api, first, hall.seats[0]);
    auto const answer = api.del("/concert/reservations/" + reservation, first.token);
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(members(json_of(answer)), reservation_members);
    EXPECT_EQ(text_of(json_of(answer), "status"), "released");
    EXPECT_EQ(text_of(seat(second, 1), "status"), "available");
    EXPECT_EQ(reserve(api, second, hall.seats[0]).status, 201);
    charge(api, first, 99'000);
    EXPECT_TRUE(is_problem(pay(api, first, reservation), ProblemType::hold_expired));
}

TEST_F(Purchase, a_paid_seat_cannot_be_given_back) {
    auto fan = fan_inside(api);
    auto const reservation = held(api, fan, hall.seats[0]);
    charge(api, fan, 99'000);
    pay(api, fan, reservation);
    come_in(api, fan);
    EXPECT_TRUE(is_problem(api.del("/concert/reservations/" + reservation, fan.token), ProblemType::already_paid));
}

TEST_F(Purchase, the_history_has_every_change_newest_first_and_page_by_page) {
    auto const fan = fan_inside(api);
    for (int i = 1; i <= 4; ++i) charge(api, fan, 30'000 + i);
    auto const reservation = held(api, fan, hall.seats[0]);
    auto const paid = json_of(expect_status(pay(api, fan, reservation), 200));

    auto const path = "/user/" + fan.id + "/point/history";
    auto const page = json_of(expect_status(api.get(path + "?limit=2", fan.access), 200));
    EXPECT_EQ(members(page), "entries next userId");
    auto const& entries = page.at("entries").as_array();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(members(entries[0]), "amount at balance id reason reservation");
    EXPECT_EQ(text_of(entries[0], "reason"), "payment");
    EXPECT_EQ(text_of(entries[0], "id"), text_of(paid, "id"));
    EXPECT_EQ(text_of(entries[0], "reservation"), reservation);
    EXPECT_EQ(number_of(entries[0], "amount"), -99'000);
    EXPECT_EQ(number_of(entries[0], "balance"), 21'010);
    EXPECT_EQ(number_of(entries[1], "amount"), 30'004);
    EXPECT_TRUE(entries[1].at("reservation").is_null());

    auto const rest = json_of(expect_status(api.get(path + "?before=" + text_of(page, "next"), fan.access), 200));
    ASSERT_EQ(rest.at("entries").as_array().size(), 3U);
    EXPECT_EQ(number_of(rest.at("entries").at(0), "amount"), 30'003);
    EXPECT_EQ(number_of(rest.at("entries").at(2), "balance"), 30'001);
    EXPECT_TRUE(rest.at("next").is_null());
}

}  // namespace
}  // namespace onsale::tests
