#include "drill/wording.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

Papers const papers{.user = "u1", .access = "access", .line = "line", .waiting_number = 7};

bool shows(std::string const& request, std::string_view what) { return request.find(what) != std::string::npos; }

TEST(Wording, in_a_closed_phase_the_access_token_is_shown_for_what_is_the_users_own) {
    Wording const wording(onsale_dialect, "h", 80);
    Papers registered;
    ASSERT_TRUE(wording.registered(R"({"id":"u1","name":"n","accessToken":"access"})", registered));
    EXPECT_EQ(registered.access, "access");
    for (auto const& request :
         {wording.join(papers), wording.leave_line(papers), wording.point(papers), wording.charge(papers, Points{5})}) {
        EXPECT_TRUE(shows(request, "Authorization: Bearer access\r\n")) << request;
    }
    for (auto const& request : {wording.dates(papers), wording.reserve(papers, "s"), wording.pay(papers, "r")}) {
        EXPECT_TRUE(shows(request, "Authorization: Bearer line\r\n")) << request;
    }
}

TEST(Wording, the_reference_is_polled_with_the_last_number) {
    Wording const wording(reference_dialect, "h", 80);
    auto const request = wording.poll(papers);
    EXPECT_TRUE(request.starts_with("POST /user/u1/check/waiting HTTP/1.1\r\n")) << request;
    EXPECT_TRUE(request.ends_with("\r\n\r\n{\"waitingNumber\":7}")) << request;
    EXPECT_TRUE(wording.join(papers).starts_with("GET /user/u1/token/generate HTTP/1.1\r\n"));
}

TEST(Wording, the_reference_waits_without_a_number_and_lets_in_with_a_token) {
    Wording const wording(reference_dialect, "h", 80);
    auto const unseen = wording.standing(R"({"userId":"u1","token":null,"waitingNumber":-1})");
    ASSERT_TRUE(unseen);
    EXPECT_FALSE(unseen->inside);
    EXPECT_EQ(unseen->waiting_number, 0U);
    auto const inside = wording.standing(R"({"userId":"u1","token":"t","waitingNumber":0})");
    ASSERT_TRUE(inside);
    EXPECT_TRUE(inside->inside);
    EXPECT_EQ(inside->token, "t");
    EXPECT_FALSE(wording.standing(R"({"userId":"u1","token":null,"waitingNumber":0})")) << "inside without a token";
    EXPECT_FALSE(Wording(onsale_dialect, "h", 80).standing(R"({"token":"t","waitingNumber":-1})"));
}

TEST(Wording, what_the_reference_does_not_have_is_not_sent) {
    Wording const wording(reference_dialect, "h", 80);
    EXPECT_TRUE(wording.leave_line(papers).empty());
    EXPECT_TRUE(wording.release(papers, "r").empty());
    EXPECT_TRUE(wording.free_seats(papers, "d", "A").starts_with("GET /user-concert/d/seats HTTP/1.1\r\n"));
}

TEST(Wording, the_references_answers_are_unwrapped) {
    Wording const wording(reference_dialect, "h", 80);
    auto const dates = wording.dates_of(
        R"({"concerts":[{"id":"c","concertDates":[{"id":"d1","availableSeats":3},{"id":"d2","availableSeats":4}]}]})");
    ASSERT_EQ(dates.size(), 2U);
    EXPECT_EQ(dates[1].id, "d2");
    EXPECT_EQ(dates[1].available, 4U);
    std::string const seats = R"({"seats":[{"id":5,"price":9,"status":"available"},{"id":6,"status":"held"}]})";
    EXPECT_EQ(wording.seats_of(seats).size(), 2U);
    std::string keep;
    EXPECT_EQ(wording.free_ids(seats, keep), std::vector<std::string_view>{"5"});
    auto const hold =
        wording.hold(R"({"id":"r1","userId":"u1","seat":{"id":5},"holdExpiresAt":"2026-01-01T00:00:00.000Z"})");
    ASSERT_TRUE(hold);
    EXPECT_EQ(hold->reservation, "r1");
    EXPECT_EQ(hold->term.count(), 0) << "it does not say when the hold began";
    auto const payment = wording.payment(R"({"userId":"u1","reservationId":"r1","amount":-9,"payment_at":"x"})");
    ASSERT_TRUE(payment);
    EXPECT_EQ(payment->amount.value, 9);
    EXPECT_TRUE(payment->payment.empty());
}

TEST(Wording, an_answer_of_another_shape_is_no_answer) {
    Wording const wording(reference_dialect, "h", 80);
    for (std::string const body : {"", "[]", "{}", "{\"seats\":7}", "no json"}) {
        EXPECT_TRUE(wording.seats_of(body).empty()) << body;
        EXPECT_TRUE(wording.dates_of(body).empty()) << body;
        EXPECT_FALSE(wording.hold(body)) << body;
        EXPECT_FALSE(wording.payment(body)) << body;
    }
}

}  // namespace
}  // namespace onsale::drill
