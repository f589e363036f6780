// Idempotency-Key: a write that is asked for again is answered again, byte for byte, and done once.
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "infrastructure/sqlite/sale/schema.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using api::ProblemType;
using testing::HasSubstr;

Call keyed(Call call, std::string const& key) {
    call.more += "Idempotency-Key: " + key + "\r\n";
    return call;
}

bool replayed(Response const& answer) { return answer.fields.contains("idempotency-replayed"); }

void expect_same_answer(Response const& first, Response const& again) {
    EXPECT_EQ(again.status, first.status);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.fields.at("content-type"), first.fields.at("content-type"));
    EXPECT_FALSE(replayed(first));
    EXPECT_TRUE(replayed(again)) << again.head << again.body;
}

Call charge_call(Fan const& fan, std::int64_t amount) {
    return {.method = "PATCH",
            .target = "/user/charge/" + fan.id + "/point",
            .bearer = fan.access,
            .body = "{\"amount\":" + std::to_string(amount) + "}"};
}
Call reserve_call(Fan const& fan, std::string const& seat) {
    return {.method = "POST", .target = "/concert/" + seat + "/reservation", .bearer = fan.token};
}
Call pay_call(Fan const& fan, std::string const& reservation) {
    return {.method = "POST", .target = "/user-concert/payment/" + fan.id + "/" + reservation, .bearer = fan.token};
}

class Idempotency : public testing::Test {
  protected:
    // Asks twice with a key of its own; gives the answer.
    Response twice(Call const& call) {
        auto const key = "key-" + std::to_string(++keys_);
        auto const first = api.ask(keyed(call, key));
        expect_same_answer(first, api.ask(keyed(call, key)));
        return first;
    }

    RunningSale sale{settings_with([](auto& settings) { settings.max_connections = 2; })};
    ApiClient api = sale.client();

  private:
    int keys_ = 0;
};

TEST_F(Idempotency, management_is_done_once) {
    auto const made = twice({.method = "POST", .target = "/concert", .body = R"({"singerName":"아이유"})"});
    auto const concert = text_of(json_of(expect_status(made, 201)), "id");
    auto const added = twice(
        {.method = "POST", .target = "/concert/" + concert, .body = R"({"concertDate":"2099-12-24T19:00:00+09:00"})"});
    auto const date = text_of(json_of(expect_status(added, 201)), "id");
    auto const seat =
        twice({.method = "POST", .target = "/concert/" + date + "/seat", .body = R"({"seatNumber":1,"price":1000})"});
    EXPECT_EQ(seat.status, 201U);
    auto const seats = twice({.method = "POST",
                              .target = "/concert/" + date + "/seats",
                              .body = R"({"seats":[{"seatNumber":2,"price":1},{"seatNumber":3,"price":1}]})"});
    EXPECT_EQ(seats.status, 201U);
    auto const fan = fan_inside(api);
    auto const dates = json_of(api.get("/concert/dates", fan.token)).as_array();
    ASSERT_EQ(dates.size(), 1U);
    EXPECT_EQ(number_of(dates[0], "availableSeats"), 3);
}

TEST_F(Idempotency, a_fans_writes_are_done_once) {
    auto const hall = open_hall(api, 2, 1'000);
    Fan fan;
    fan.id = text_of(json_of(twice({.method = "POST", .target = "/user", .body = R"({"name":"김민지"})"})), "id");
    come_in(api, fan);
    EXPECT_EQ(twice(charge_call(fan, 2'500)).status, 200U);
    EXPECT_EQ(balance(api, fan), 2'500);

    auto const reserved = twice(reserve_call(fan, hall.seats[0]));
    EXPECT_EQ(reserved.status, 201U) << "and so was the second answer, where one without a key is 200";
    auto const given_back = text_of(json_of(reserved).at("reservations").at(0), "id");
    EXPECT_EQ(twice({.method = "DELETE", .target = "/concert/reservations/" + given_back, .bearer = fan.token}).status,
              200U);

    auto const reservation = held(api, fan, hall.seats[1]);
    EXPECT_EQ(twice(pay_call(fan, reservation)).status, 200U);
    EXPECT_EQ(balance(api, fan), 1'500);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Idempotency, the_first_answer_is_given_again_even_when_things_have_changed_since) {
    auto const hall = open_hall(api, 1, 1'000);
    auto const fan = fan_inside(api);
    auto const other = fan_inside(api);
    auto const first = api.ask(keyed(reserve_call(fan, hall.seats[0]), "mine"));
    auto const reservation = text_of(json_of(expect_status(first, 201)).at("reservations").at(0), "id");
    expect_status(api.del("/concert/reservations/" + reservation, fan.token), 200);
    expect_status(reserve(api, other, hall.seats[0]), 201);
    expect_same_answer(first, api.ask(keyed(reserve_call(fan, hall.seats[0]), "mine")));
    EXPECT_TRUE(is_problem(reserve(api, fan, hall.seats[0]), ProblemType::seat_taken));
}

TEST_F(Idempotency, a_refusal_is_given_again_and_a_new_key_is_decided_anew) {
    auto const hall = open_hall(api, 1, 1'000);
    auto const fan = fan_inside(api);
    auto const reservation = held(api, fan, hall.seats[0]);
    auto const short_of = twice(pay_call(fan, reservation));
    EXPECT_TRUE(is_problem(short_of, ProblemType::points_short));
    charge(api, fan, 1'000);
    EXPECT_TRUE(is_problem(api.ask(keyed(pay_call(fan, reservation), "key-1")), ProblemType::points_short));
    EXPECT_EQ(api.ask(keyed(pay_call(fan, reservation), "another")).status, 200U);
}

TEST_F(Idempotency, a_payment_that_is_answered_again_does_not_end_a_later_session) {
    auto const hall = open_hall(api, 1, 1'000);
    auto fan = fan_inside(api);
    charge(api, fan, 1'000);
    auto const call = keyed(pay_call(fan, held(api, fan, hall.seats[0])), "pay");
    auto const first = api.ask(call);
    EXPECT_TRUE(is_problem(api.get("/concert/dates", fan.token), ProblemType::not_in_line)) << "the first one ended it";
    come_in(api, fan);
    expect_same_answer(first, api.ask(call));
    EXPECT_EQ(api.get("/concert/dates", fan.token).status, 200U);
}

// A no for the want of a session is no word about the payment.
TEST_F(Idempotency, a_fan_whose_session_was_over_may_pay_with_the_same_key_after_coming_in_again) {
    auto const hall = open_hall(api, 1, 1'000);
    auto fan = fan_inside(api);
    charge(api, fan, 1'000);
    auto const reservation = held(api, fan, hall.seats[0]);
    leave(api, fan);
    EXPECT_TRUE(is_problem(api.ask(keyed(pay_call(fan, reservation), "pay")), ProblemType::not_in_line));
    come_in(api, fan);
    EXPECT_EQ(api.ask(keyed(pay_call(fan, reservation), "pay")).status, 200U);
}

TEST_F(Idempotency, a_key_is_its_callers_own_and_the_same_bare_and_quoted) {
    auto const kim = registered(api);
    auto const lee = registered(api);
    auto const first = api.ask(keyed(charge_call(kim, 10), "the-key"));
    EXPECT_FALSE(replayed(api.ask(keyed(charge_call(lee, 10), "the-key"))));
    expect_same_answer(first, api.ask(keyed(charge_call(kim, 10), "\"the-key\"")));
    EXPECT_EQ(balance(api, kim), 10);
    EXPECT_EQ(balance(api, lee), 10);
}

TEST_F(Idempotency, the_same_key_for_something_else_is_refused) {
    auto const fan = registered(api);
    expect_status(api.ask(keyed(charge_call(fan, 10), "k")), 200);
    EXPECT_TRUE(is_problem(api.ask(keyed(charge_call(fan, 11), "k")), ProblemType::idempotency_key_reused));
    EXPECT_EQ(balance(api, fan), 10);
    EXPECT_TRUE(replayed(api.ask(keyed(charge_call(fan, 10), "k"))));
}

TEST_F(Idempotency, while_the_first_one_is_under_way_a_second_is_told_to_come_back) {
    auto const fan = registered(api);
    auto file = sqlite::open_sale_file(sale.settings().data, sqlite::Mode::read_write);
    std::optional<sqlite::Transaction> clerk_waits(std::in_place, file);
    std::promise<void> one_answered;
    std::atomic<int> answered{0};
    auto const ask = [&] {
        auto answer = sale.client().ask(keyed(charge_call(fan, 10), "k"));
        if (++answered == 1) one_answered.set_value();
        return answer;
    };
    auto one = std::async(std::launch::async, ask);
    auto two = std::async(std::launch::async, ask);
    one_answered.get_future().wait();  // the other one cannot be
    clerk_waits.reset();
    auto first = one.get();
    auto second = two.get();
    if (first.status == 409) std::swap(first, second);
    EXPECT_EQ(first.status, 200U) << first.body;
    EXPECT_TRUE(is_problem(second, ProblemType::idempotency_key_in_use));
    EXPECT_EQ(second.fields.at("retry-after"), "1");
    expect_same_answer(first, api.ask(keyed(charge_call(fan, 10), "k")));
    EXPECT_EQ(balance(api, fan), 10);
}

TEST_F(Idempotency, a_malformed_key_is_refused_before_anything_is_done) {
    auto const fan = registered(api);
    for (auto const& key : {std::string(), std::string("\"\""), std::string(256, 'k'), std::string("\"half"),
                            std::string("\xea\xb9\x80"), std::string("a\tb")}) {
        EXPECT_TRUE(is_fault_at(api.ask(keyed(charge_call(fan, 10), key)), "Idempotency-Key")) << key;
    }
    auto const two = api.ask(keyed(keyed(charge_call(fan, 10), "a"), "b"));
    EXPECT_TRUE(is_problem(two, ProblemType::bad_http));
    EXPECT_THAT(two.body, HasSubstr("Idempotency-Key"));
    EXPECT_EQ(balance(api, fan), 0);
}

TEST_F(Idempotency, what_was_refused_before_it_came_to_the_clerk_leaves_the_key_free) {
    auto const fan = registered(api);
    auto wrong = charge_call(fan, 0);
    EXPECT_TRUE(is_fault_at(api.ask(keyed(wrong, "k")), "/amount"));
    EXPECT_EQ(api.ask(keyed(charge_call(fan, 10), "k")).status, 200U);
}

TEST_F(Idempotency, answers_outlive_the_process) {
    auto const fan = registered(api);
    auto const first = api.ask(keyed(charge_call(fan, 10), "k"));
    sale.stop();
    sale.start();
    api = sale.client();
    expect_same_answer(first, api.ask(keyed(charge_call(fan, 10), "k")));
    EXPECT_EQ(balance(api, fan), 10);
}

TEST_F(Idempotency, after_a_day_the_key_is_free_and_the_answer_forgotten) {
    auto const fan = registered(api);
    expect_status(api.ask(keyed(charge_call(fan, 10), "k")), 200);
    expect_status(api.ask(keyed(charge_call(fan, 10), "other")), 200);
    sale.stop();
    auto file = sqlite::open_sale_file(sale.settings().data, sqlite::Mode::read_write);
    file.exec("UPDATE idempotency SET at = at - 24 * 60 * 60 * 1000 - 1");
    sale.start();
    api = sale.client();
    auto const after = api.ask(keyed(charge_call(fan, 11), "k"));
    EXPECT_EQ(after.status, 200U);
    EXPECT_FALSE(replayed(after));
    EXPECT_EQ(balance(api, fan), 31);
    // The sweeper, which begins at once, removes the other one; the new one stays.
    auto count = file.prepare("SELECT count(*) FROM idempotency");
    auto const kept = [&] {
        count.step();
        auto const rows = count.integer(0);
        count.reset();
        return rows;
    };
    while (kept() > 1) std::this_thread::sleep_for(milliseconds{5});
    EXPECT_EQ(kept(), 1);
}

TEST_F(Idempotency, leaving_the_line_takes_a_key_and_does_not_need_it) {
    auto const fan = fan_inside(api);
    Call const call{.method = "DELETE", .target = "/user/" + fan.id + "/token", .bearer = fan.access};
    EXPECT_EQ(api.ask(keyed(call, "k")).status, 204U);
    EXPECT_EQ(api.ask(keyed(call, "k")).status, 204U);
}

class IdempotencyClosed : public testing::Test {
  protected:
    Response enrol(std::string const& key) {
        return api.ask(keyed({.method = "POST", .target = "/user", .body = R"({"name":"Kim"})"}, key));
    }
    RunningSale sale{closed_phase()};
    ApiClient api = sale.client();
};

TEST_F(IdempotencyClosed, a_registration_answers_with_the_same_token_which_is_stored_nowhere) {
    auto const first = expect_status(enrol("3c1b7c0e-6f0e-4a8e-9a50-1d9f0f6f4f11"), 201);
    // Tokens count in seconds: one of the next second would differ.
    auto const second_now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
    EXPECT_TRUE(eventually([&, made = second_now()] { return second_now() > made; }));
    auto const again = enrol("3c1b7c0e-6f0e-4a8e-9a50-1d9f0f6f4f11");
    expect_same_answer(first, again);
    EXPECT_EQ(again.fields.at("cache-control"), "no-store");
    auto const user = json_of(again);
    EXPECT_EQ(api.get("/user/" + text_of(user, "id") + "/point", text_of(user, "accessToken")).status, 200U);

    auto file = sqlite::open_sale_file(sale.settings().data, sqlite::Mode::read_only);
    auto row = file.prepare("SELECT body FROM idempotency");
    ASSERT_TRUE(row.step());
    auto const body = row.bytes(0);
    EXPECT_EQ(std::string(body.begin(), body.end()),
              "{\"id\":\"" + text_of(user, "id") + "\",\"name\":\"Kim\",\"point\":0}");
}

TEST_F(IdempotencyClosed, a_registration_takes_no_key_that_somebody_else_might_come_upon) {
    EXPECT_TRUE(is_fault_at(enrol("1"), "Idempotency-Key"));
    EXPECT_TRUE(is_fault_at(enrol("fifteen-letters"), "Idempotency-Key"));
    EXPECT_TRUE(is_fault_at(enrol("aaaaaaaaaaaaaaaa"), "Idempotency-Key"));
    EXPECT_TRUE(is_fault_at(enrol("1234567123456712345671234567"), "Idempotency-Key"));
    EXPECT_EQ(enrol("sixteen--letters").status, 201U);
}

TEST_F(IdempotencyClosed, a_stranger_with_the_same_key_gets_nothing) {
    auto const fan = registered(api);
    auto const other = registered(api);
    expect_status(api.ask(keyed(charge_call(fan, 10), "k")), 200);
    auto call = charge_call(fan, 10);
    call.bearer = other.access;
    EXPECT_TRUE(is_problem(api.ask(keyed(call, "k")), ProblemType::forbidden));
}

}  // namespace
}  // namespace onsale::tests
