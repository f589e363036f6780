#include "drill/api_messages.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

Credentials const credentials{.user = "u1", .access = "access", .line = "line", .waiting_number = 7};

bool shows(std::string const& request, std::string_view what) { return request.find(what) != std::string::npos; }

TEST(ApiMessages, in_a_closed_phase_the_access_token_is_shown_for_what_is_the_users_own) {
    ApiMessages const api(onsale_dialect, "h", 80);
    Credentials registered;
    ASSERT_TRUE(api.registered(R"({"id":"u1","name":"n","accessToken":"access"})", registered));
    EXPECT_EQ(registered.access, "access");
    for (auto const& request : {api.join(credentials), api.leave_line(credentials), api.point(credentials),
                                api.charge(credentials, Points{5})}) {
        EXPECT_TRUE(shows(request, "Authorization: Bearer access\r\n")) << request;
    }
    for (auto const& request : {api.dates(credentials), api.reserve(credentials, "s"), api.pay(credentials, "r")}) {
        EXPECT_TRUE(shows(request, "Authorization: Bearer line\r\n")) << request;
    }
}

TEST(ApiMessages, the_reference_is_polled_with_the_last_number) {
    ApiMessages const api(reference_dialect, "h", 80);
    auto const request = api.poll(credentials);
    EXPECT_TRUE(request.starts_with("POST /user/u1/check/waiting HTTP/1.1\r\n")) << request;
    EXPECT_TRUE(request.ends_with("\r\n\r\n{\"waitingNumber\":7}")) << request;
    EXPECT_TRUE(api.join(credentials).starts_with("GET /user/u1/token/generate HTTP/1.1\r\n"));
}

TEST(ApiMessages, the_reference_waits_without_a_number_and_lets_in_with_a_token) {
    ApiMessages const api(reference_dialect, "h", 80);
    auto const unseen = api.standing(R"({"userId":"u1","token":null,"waitingNumber":-1})");
    ASSERT_TRUE(unseen);
    EXPECT_FALSE(unseen->inside);
    EXPECT_EQ(unseen->waiting_number, 0U);
    auto const inside = api.standing(R"({"userId":"u1","token":"t","waitingNumber":0})");
    ASSERT_TRUE(inside);
    EXPECT_TRUE(inside->inside);
    EXPECT_EQ(inside->token, "t");
    EXPECT_FALSE(api.standing(R"({"userId":"u1","token":null,"waitingNumber":0})")) << "inside without a token";
    EXPECT_FALSE(ApiMessages(onsale_dialect, "h", 80).standing(R"({"token":"t","waitingNumber":-1})"));
}

TEST(ApiMessages, what_the_reference_does_not_have_is_not_sent) {
    ApiMessages const api(reference_dialect, "h", 80);
    EXPECT_TRUE(api.leave_line(credentials).empty());
    EXPECT_TRUE(api.release(credentials, "r").empty());
    EXPECT_TRUE(api.free_seats(credentials, "d", "A").starts_with("GET /user-concert/d/seats HTTP/1.1\r\n"));
}

TEST(ApiMessages, the_references_answers_are_unwrapped) {
    ApiMessages const api(reference_dialect, "h", 80);
    auto const dates = api.dates_of(
        R"({"concerts":[{"id":"c","concertDates":[{"id":"d1","availableSeats":3},{"id":"d2","availableSeats":4}]}]})");
    ASSERT_EQ(dates.size(), 2U);
    EXPECT_EQ(dates[1].id, "d2");
    EXPECT_EQ(dates[1].available, 4U);
    std::string const seats = R"({"seats":[{"id":5,"price":9,"status":"available"},{"id":6,"status":"held"}]})";
    EXPECT_EQ(api.seats_of(seats).size(), 2U);
    std::string keep;
    EXPECT_EQ(api.free_ids(seats, keep), std::vector<std::string_view>{"5"});
    auto const hold =
        api.hold(R"({"id":"r1","userId":"u1","seat":{"id":5},"holdExpiresAt":"2026-01-01T00:00:00.000Z"})");
    ASSERT_TRUE(hold);
    EXPECT_EQ(hold->reservation, "r1");
    EXPECT_EQ(hold->term.count(), 0) << "it does not say when the hold began";
    auto const payment = api.payment(R"({"userId":"u1","reservationId":"r1","amount":-9,"payment_at":"x"})");
    ASSERT_TRUE(payment);
    EXPECT_EQ(payment->amount.value, 9);
    EXPECT_TRUE(payment->payment.empty());
}

TEST(ApiMessages, an_answer_of_another_shape_is_no_answer) {
    ApiMessages const api(reference_dialect, "h", 80);
    for (std::string const body : {"", "[]", "{}", "{\"seats\":7}", "no json"}) {
        EXPECT_TRUE(api.seats_of(body).empty()) << body;
        EXPECT_TRUE(api.dates_of(body).empty()) << body;
        EXPECT_FALSE(api.hold(body)) << body;
        EXPECT_FALSE(api.payment(body)) << body;
    }
}

}  // namespace
}  // namespace onsale::drill
