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

TEST(ApiMessages, a_party_asks_for_seats_by_name_or_for_the_best_under_a_key) {
    ApiMessages const api(onsale_dialect, "h", 80);
    auto const named = api.reserve_together(credentials, "d", {"s1", "s2"}, {});
    EXPECT_TRUE(named.starts_with("POST /concert/d/reservations HTTP/1.1\r\n")) << named;
    EXPECT_TRUE(named.ends_with("\r\n\r\n{\"seats\":[\"s1\",\"s2\"]}")) << named;
    EXPECT_FALSE(shows(named, "Idempotency-Key"));
    auto const best =
        api.reserve_best(credentials, "d", {.count = 3, .section = "가", .must_be_adjacent = true}, "k-1");
    EXPECT_TRUE(shows(best, "Idempotency-Key: k-1\r\n")) << best;
    EXPECT_TRUE(best.ends_with(R"({"best":{"count":3,"adjacent":"must","sections":["가"]}})")) << best;
    EXPECT_TRUE(api.release_seat(credentials, "r", "s").starts_with("DELETE /concert/reservations/r/seats/s HTTP/1.1"));
}

TEST(ApiMessages, a_reservation_and_its_payment_name_all_seats) {
    ApiMessages const api(onsale_dialect, "h", 80);
    std::string const reservation =
        R"({"id":"r1","seats":[{"id":"s1"},{"id":"s2"}],"nextToEachOther":true,"amount":20,)"
        R"("holdExpiresAt":"2026-11-20T11:07:30.120Z","createdAt":"2026-11-20T11:02:30.120Z"})";
    auto const hold = api.hold(reservation);
    ASSERT_TRUE(hold);
    EXPECT_EQ(hold->seats, (std::vector<std::string>{"s1", "s2"}));
    EXPECT_TRUE(hold->next_to_each_other);
    EXPECT_EQ(hold->term, std::chrono::minutes{5});
    auto const payment = api.payment(R"({"id":"p1","amount":20,"reservation":)" + reservation + "}");
    ASSERT_TRUE(payment && payment->seats);
    EXPECT_EQ(payment->seats->size(), 2U);
    EXPECT_EQ(payment->amount.value, 20);
}

TEST(ApiMessages, a_refusal_has_a_type_a_limit_and_alternatives) {
    ApiMessages const api(onsale_dialect, "h", 80);
    auto const refusal = api.refusal(R"({"type":"/problems/too-many-takes","title":"t","status":409,"limit":20})");
    EXPECT_EQ(refusal.type, "too-many-takes");
    EXPECT_EQ(refusal.limit, 20);
    EXPECT_TRUE(api.refusal(R"({"statusCode":409})").type.empty());
    EXPECT_EQ(api.alternatives(R"({"taken":["s1"],"alternatives":["s2"]})"), std::vector<std::string>{"s2"});
    EXPECT_TRUE(api.is_under_way(409, R"({"type":"/problems/idempotency-key-in-use"})"));
}

TEST(ApiMessages, what_a_fan_has_and_paid_is_read) {
    ApiMessages const api(onsale_dialect, "h", 80);
    auto const own = api.own_reservations_of(
        R"({"reservations":[{"id":"r1","status":"paid","seats":[{"id":"s1","ticketCode":"t1"},{"id":"s2","ticketCode":null}]}],"next":null})");
    ASSERT_EQ(own.size(), 1U);
    EXPECT_TRUE(own[0].paid);
    EXPECT_EQ(own[0].seats.size(), 2U);
    EXPECT_EQ(own[0].tickets, std::vector<std::string>{"t1"});
    auto const payments = api.payments_of(
        R"({"entries":[{"reason":"payment","amount":-20,"reservation":"r1"},{"reason":"charge","amount":20,"reservation":null}]})");
    ASSERT_EQ(payments.size(), 1U);
    EXPECT_EQ(payments[0].amount.value, 20);
    EXPECT_EQ(api.most_per_person(R"({"dates":[{"id":"d","mostPerPerson":4}]})", "d"), 4U);
    EXPECT_EQ(api.points_of(R"({"seats":{"label":["1"],"x":[-50],"y":[300]}})").size(), 1U);
}

TEST(ApiMessages, an_answer_of_another_shape_is_no_answer) {
    ApiMessages const api(reference_dialect, "h", 80);
    for (std::string const body : {"", "[]", "{}", "{\"seats\":7}", "no json"}) {
        EXPECT_TRUE(api.alternatives(body).empty()) << body;
        EXPECT_TRUE(api.own_reservations_of(body).empty()) << body;
        EXPECT_TRUE(api.payments_of(body).empty()) << body;
        EXPECT_TRUE(api.points_of(body).empty()) << body;
        EXPECT_EQ(api.most_per_person(body, "d"), 0U) << body;
        EXPECT_TRUE(api.seats_of(body).empty()) << body;
        EXPECT_TRUE(api.dates_of(body).empty()) << body;
        EXPECT_FALSE(api.hold(body)) << body;
        EXPECT_FALSE(api.payment(body)) << body;
    }
}

}  // namespace
}  // namespace onsale::drill
