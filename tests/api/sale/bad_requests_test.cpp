// What comes in wrong: every fault has its answer, and nothing was changed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

constexpr std::size_t largest_body = 64 * 1024;

class BadRequests : public testing::Test {
  protected:
    Response user(std::string body) { return api.post("/user", {}, std::move(body)); }
    Response raw(std::string const& bytes) { return http::tests::Client(sale.port()).ask(bytes); }

    RunningSale sale;
    ApiClient api = sale.client();
};

TEST_F(BadRequests, a_body_that_is_not_json_is_refused) {
    for (auto const* body :
         {"", "{", "name", "{\"name\":}", "{'name':'x'}", "{\"name\":\"x\"} {}", "{\"name\":\"x\",}", "{\"name\":\"x}",
          "{\"name\":\"a\nb\"}", "\xff\xfe", "{\"name\":\"\xc3\x28\"}", "{\"name\":\"\\ud800\"}"}) {
        EXPECT_TRUE(is_problem(user(body), ProblemType::malformed_json)) << body;
    }
    EXPECT_TRUE(is_problem(user(std::string(2'000, '[') + std::string(2'000, ']')), ProblemType::malformed_json));
}

TEST_F(BadRequests, a_body_that_is_no_object_is_refused) {
    for (auto const* body : {"null", "[]", "1", "\"name\"", "[{\"name\":\"x\"}]"}) {
        EXPECT_TRUE(is_fault_at(user(body), "")) << body;
    }
}

TEST_F(BadRequests, a_missing_or_mistyped_or_unbounded_field_is_named) {
    for (auto const* body :
         {"{}", R"({"name":null})", R"({"name":1})", R"({"name":["x"]})", R"({"name":""})", R"({"name":"  "})",
          R"({"name":"a\u0000b"})", R"({"name":"a\nb"})", R"({"name":"\u007f"})", R"({"name":"\u001b[2J"})"}) {
        EXPECT_TRUE(is_fault_at(user(body), "/name")) << body;
    }
    EXPECT_TRUE(is_fault_at(user("{\"name\":\"" + std::string(201, 'x') + "\"}"), "/name"));
    EXPECT_EQ(user("{\"name\":\"" + std::string(200, 'x') + "\"}").status, 201U);
}

TEST_F(BadRequests, names_that_cannot_be_seen_or_that_turn_the_text_around_are_refused) {
    for (auto const* name :
         {"\u200b", "\u00a0", "\u3000", "\u3164", "Kim\u200b", "\u202eKim", "Kim\u0085", "a\u2028b"}) {
        auto const body = std::string(R"({"name":")") + name + "\"}";
        EXPECT_TRUE(is_fault_at(user(body), "/name")) << body;
    }
    expect_status(user("{\"name\":\"👩\u200d👧\"}"), 201);
}

TEST_F(BadRequests, a_byte_order_mark_in_front_of_a_body_is_skipped) {
    expect_status(user("\xef\xbb\xbf{\"name\":\"Kim\"}"), 201);
    EXPECT_TRUE(is_problem(user("\xef\xbb\xbf"), ProblemType::malformed_json));
}

TEST_F(BadRequests, a_name_typed_on_a_mac_is_kept_as_everybody_else_types_it) {
    auto const made = json_of(expect_status(user("{\"name\":\"\u1100\u1161\"}"), 201));
    EXPECT_EQ(text_of(made.as_object().contains("user") ? made.at("user") : made, "name"), "가");
}

TEST_F(BadRequests, an_unknown_field_is_refused) {
    EXPECT_TRUE(is_fault_at(user(R"({"name":"x","point":1000000})"), "/point"));
    auto const fan = registered(api);
    auto const path = "/user/charge/" + fan.id + "/point";
    EXPECT_TRUE(is_fault_at(api.patch(path, {}, R"({"amount":5,"Amount":6})"), "/Amount"));
    EXPECT_EQ(balance(api, fan), 0);
}

TEST_F(BadRequests, all_faults_of_a_body_are_told_at_once) {
    auto const answer = user(R"({"nome":"x","age":3})");
    ASSERT_TRUE(is_problem(answer, ProblemType::invalid_request));
    EXPECT_EQ(json_of(answer).at("errors").as_array().size(), 3U) << answer.body;
}

TEST_F(BadRequests, what_is_no_uuid_is_refused_wherever_an_id_stands) {
    auto const fan = fan_inside(api);
    auto const hall = open_hall(api, 1, 1'000);
    auto const seat = R"({"seatNumber":9,"price":1})";
    for (std::string const id : {"1", "0193a1f0-5b6c-7d8e-9f00-11223344556", "0193a1f0-5b6c-7d8e-9f00-1122334455667",
                                 "0193a1f05b6c7d8e9f00112233445566", "%7B0193a1f0-5b6c-7d8e-9f00-112233445566%7D",
                                 "0193a1f0-5b6c-7d8e-9f00-11223344556g", "..", "%00", "김민지"}) {
        EXPECT_TRUE(is_fault_at(api.get("/user/" + id + "/point"), ":userId")) << id;
        EXPECT_TRUE(is_fault_at(api.get("/user/" + id + "/point/history"), ":userId")) << id;
        EXPECT_TRUE(is_fault_at(api.get("/user/" + id + "/token/generate"), ":userId")) << id;
        EXPECT_TRUE(is_fault_at(api.del("/user/" + id + "/token"), ":userId")) << id;
        EXPECT_TRUE(is_fault_at(api.patch("/user/charge/" + id + "/point", {}, R"({"amount":1})"), ":userId")) << id;
        EXPECT_TRUE(is_fault_at(api.get("/concert/" + id + "/seats", fan.token), ":concertDateId")) << id;
        EXPECT_TRUE(is_fault_at(reserve(api, fan, id), ":seatId")) << id;
        EXPECT_TRUE(is_fault_at(api.del("/concert/reservations/" + id, fan.token), ":reservationId")) << id;
        EXPECT_TRUE(is_fault_at(pay(api, fan, id), ":reservationId")) << id;
        EXPECT_TRUE(is_fault_at(api.post("/user-concert/payment/" + id + "/" + hall.date), ":userId")) << id;
        EXPECT_TRUE(is_fault_at(api.post("/concert/" + id + "/seat", {}, seat), ":concertDateId")) << id;
    }
    EXPECT_TRUE(is_fault_at(api.post("/concert/x", {}, R"({"concertDate":"2099-12-24T19:00:00Z"})"), ":concertId"));
}

TEST_F(BadRequests, an_id_that_nobody_has_is_not_found) {
    constexpr char const* nobody = "0193a1f0-5b6c-7d8e-9f00-112233445566";
    auto const fan = fan_inside(api);
    std::string const id = nobody;
    auto const seat = R"({"seatNumber":9,"price":1})";
    EXPECT_TRUE(is_problem(api.get("/user/" + id + "/point"), ProblemType::unknown_user));
    EXPECT_TRUE(is_problem(api.get("/user/" + id + "/point/history"), ProblemType::unknown_user));
    EXPECT_TRUE(is_problem(api.get("/user/" + id + "/token/generate"), ProblemType::unknown_user));
    EXPECT_TRUE(is_problem(api.del("/user/" + id + "/token"), ProblemType::unknown_user));
    EXPECT_TRUE(
        is_problem(api.patch("/user/charge/" + id + "/point", {}, R"({"amount":1})"), ProblemType::unknown_user));
    EXPECT_TRUE(is_problem(api.get("/concert/" + id + "/seats", fan.token), ProblemType::unknown_concert_date));
    EXPECT_TRUE(is_problem(reserve(api, fan, id), ProblemType::unknown_seat));
    EXPECT_TRUE(is_problem(api.del("/concert/reservations/" + id, fan.token), ProblemType::unknown_reservation));
    EXPECT_TRUE(is_problem(pay(api, fan, id), ProblemType::unknown_reservation));
    EXPECT_TRUE(is_problem(api.post("/user-concert/payment/" + id + "/" + id), ProblemType::unknown_user));
    EXPECT_TRUE(is_problem(api.post("/concert/" + id, {}, R"({"concertDate":"2099-12-24T19:00:00Z"})"),
                           ProblemType::unknown_concert));
    EXPECT_TRUE(is_problem(api.post("/concert/" + id + "/seat", {}, seat), ProblemType::unknown_concert_date));
    EXPECT_TRUE(is_problem(api.post("/concert/" + id + "/seats", {}, std::string(R"({"seats":[)") + seat + "]}"),
                           ProblemType::unknown_concert_date));
}

TEST_F(BadRequests, a_query_that_is_not_known_is_refused) {
    auto const fan = fan_inside(api);
    auto const hall = open_hall(api, 1, 1'000);
    auto const history = "/user/" + fan.id + "/point/history";
    for (auto const* limit : {"0", "101", "-1", "x", "1.5", "", "99999999999999999999"}) {
        EXPECT_TRUE(is_fault_at(api.get(history + "?limit=" + limit), "?limit")) << limit;
    }
    EXPECT_TRUE(is_fault_at(api.get(history + "?before=first"), "?before"));
    EXPECT_TRUE(is_fault_at(api.get(history + "?page=2"), "?page"));
    EXPECT_TRUE(is_fault_at(api.get(history + "?limit=1&limit=2"), "?limit"));
    auto const seats = "/concert/" + hall.date + "/seats";
    EXPECT_TRUE(is_fault_at(api.get(seats + "?status=sold", fan.token), "?status"));
    EXPECT_TRUE(is_fault_at(api.get(seats + "?row=1", fan.token), "?row"));
    EXPECT_TRUE(is_fault_at(api.get("/concert/dates?year=2026", fan.token), "?year"));
    EXPECT_EQ(api.get(seats + "?section=%zz", fan.token).status, 400U);
}

TEST_F(BadRequests, a_body_of_another_type_is_refused) {
    auto const post = [&](std::string const& type) {
        return raw(http::tests::post("/user", R"({"name":"x"})", type.empty() ? "" : "Content-Type: " + type + "\r\n"));
    };
    for (auto const* type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json"}) {
        EXPECT_TRUE(is_problem(post(type), ProblemType::unsupported_media_type)) << type;
    }
    for (auto const* type : {"application/json", "application/json; charset=utf-8", "Application/JSON"}) {
        EXPECT_EQ(post(type).status, 201U) << type;
    }
}

TEST_F(BadRequests, a_body_over_64_kib_and_a_header_over_32_kib_are_refused) {
    std::string const front = R"({"name":"x"})";
    EXPECT_EQ(user(front + std::string(largest_body - front.size(), ' ')).status, 201U);
    EXPECT_TRUE(
        is_problem(user(front + std::string(largest_body - front.size() + 1, ' ')), ProblemType::body_too_large));
    EXPECT_TRUE(is_problem(api.ask({.target = "/livez", .more = "X-Long: " + std::string(33'000, 'x') + "\r\n"}),
                           ProblemType::header_too_large));
}

TEST_F(BadRequests, what_is_no_http_is_told_so) {
    EXPECT_TRUE(is_problem(raw("HELLO\r\n\r\n"), ProblemType::bad_http));
    EXPECT_TRUE(is_problem(raw("GET /livez HTTP/1.1\r\n\r\n"), ProblemType::bad_http));  // no Host
    EXPECT_TRUE(is_problem(raw("GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"), ProblemType::bad_http));
    EXPECT_TRUE(
        is_problem(raw("GET /livez HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n"), ProblemType::expectation_failed));
    EXPECT_TRUE(is_problem(raw("GET /livez HTTP/3.0\r\nHost: a\r\n\r\n"), ProblemType::http_version_unsupported));
}

}  // namespace
}  // namespace onsale::tests
