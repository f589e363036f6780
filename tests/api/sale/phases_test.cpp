// Permissions: the closed phases, and what is open in dev.
#include <gtest/gtest.h>

#include "api/identity/jwt.h"
#include "api/routes.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class ClosedPhase : public testing::Test {
  protected:
    // Every call of a user's own, with this bearer token.
    std::vector<Response> own_calls(std::string const& user, std::string const& bearer) {
        std::vector<Response> answers;
        answers.push_back(api.get("/user/" + user + "/point", bearer));
        answers.push_back(api.get("/user/" + user + "/point/history", bearer));
        answers.push_back(api.get("/user/" + user + "/reservations", bearer));
        answers.push_back(api.get("/user/" + user + "/token/generate", bearer));
        answers.push_back(api.patch("/user/charge/" + user + "/point", bearer, R"({"amount":1000})"));
        answers.push_back(api.del("/user/" + user + "/token", bearer));
        return answers;
    }
    std::vector<Response> management_calls(std::string const& bearer) {
        std::vector<Response> answers;
        answers.push_back(api.post("/concert", bearer, R"({"singerName":"x"})"));
        answers.push_back(api.post("/concert/" + hall.concert, bearer, R"({"concertDate":"2099-12-24T19:00:00Z"})"));
        answers.push_back(api.post("/concert/" + hall.date + "/seat", bearer, R"({"seatNumber":9,"price":1})"));
        answers.push_back(
            api.post("/concert/" + hall.date + "/seats", bearer, R"({"seats":[{"seatNumber":9,"price":1}]})"));
        answers.push_back(api.get("/metrics", bearer));
        answers.push_back(api.get("/operator/live", bearer));
        answers.push_back(api.get("/operator/boards/digest", bearer));
        answers.push_back(api.get("/operator/reservations.csv", bearer));
        answers.push_back(api.get("/operator/points.csv", bearer));
        answers.push_back(api.get("/operator/concert-dates/" + hall.date + "/sections", bearer));
        return answers;
    }
    std::vector<Response> line_calls(std::string const& bearer) {
        std::vector<Response> answers;
        answers.push_back(api.get("/concert/dates", bearer));
        answers.push_back(api.get("/concert/" + hall.date + "/seats", bearer));
        answers.push_back(api.post("/concert/" + hall.seats[0] + "/reservation", bearer));
        return answers;
    }

    RunningSale sale{closed_phase()};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 3, 1'000, admin_key);
    Fan fan = fan_inside(api);
    Fan other = fan_inside(api, "다른 팬");
};

// A fail-over may lose a user whose place the line still has.
TEST_F(ClosedPhase, a_user_whom_the_store_has_lost_is_registered_again_under_the_same_id_by_the_own_token_alone) {
    auto const id = std::string("0193a1f0-5b6c-7d8e-9f00-112233445566");
    identity::TokenSigner const signer(closed_phase().jwt_secret.bytes);
    auto const now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    auto const token = signer.sign(identity::AccessToken{UserId::parse(id).value(), now, now + seconds(600)});
    EXPECT_TRUE(is_problem(api.get("/user/" + id + "/point", token), ProblemType::unknown_user));
    auto const again = R"({"name":"Kim","id":")" + id + "\"}";
    EXPECT_TRUE(is_problem(api.post("/user", {}, again), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.post("/user", other.access, again), ProblemType::forbidden));
    EXPECT_TRUE(is_problem(api.post("/user", token, R"({"name":"Kim","id":"x"})"), ProblemType::invalid_request));

    auto const made = json_of(expect_status(api.post("/user", token, again), 201));
    EXPECT_EQ(text_of(made, "id"), id);
    EXPECT_EQ(text_of(made, "accessToken"), token) << "good for as long as before";
    expect_status(api.patch("/user/charge/" + id + "/point", token, R"({"amount":1000})"), 200);
    auto const known = json_of(expect_status(api.post("/user", token, again), 201));
    EXPECT_EQ(number_of(known, "point"), 1000) << "nothing was changed";
    EXPECT_EQ(violations(sale), "");
}

// The server answers a poll that repeats itself without reading it again: the end of its tokens counts nevertheless.
TEST(ClosedPhaseOfShortTokens, who_polls_on_with_an_access_token_that_has_expired_is_refused) {
    auto settings = closed_phase();
    settings.max_connections = 1;
    settings.access_token_seconds = seconds(3);
    RunningSale sale(settings);
    auto api = sale.client();
    auto const inside = fan_inside(api);
    auto waiting = registered(api);
    expect_status(poll(api, waiting), 200);
    Response answer;
    auto const deadline = std::chrono::steady_clock::now() + seconds(60);
    do {
        answer = poll(api, waiting);
    } while (answer.status == 200 && std::chrono::steady_clock::now() < deadline);
    EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
}

TEST_F(ClosedPhase, a_new_user_gets_an_access_token_and_buys_a_seat_with_it) {
    auto const answer = api.post("/user", {}, R"({"name":"김민지"})");
    EXPECT_EQ(members(json_of(expect_status(answer, 201))), "accessToken id name point");
    EXPECT_EQ(answer.fields.at("cache-control"), "no-store");
    expect_status(charge(api, fan, 1'000), 200);
    auto const reservation = held(api, fan, hall.seats[0]);
    EXPECT_EQ(pay(api, fan, reservation).status, 200U);
    EXPECT_TRUE(is_problem(api.get("/concert/dates", fan.token), ProblemType::not_in_line));
}

// Every route of the table, as somebody who shows nothing.
TEST_F(ClosedPhase, without_a_token_no_route_answers_that_is_not_anyones) {
    for (auto const& route : api::routes()) {
        auto const method = api::method_name(route.method);
        auto const answer = api.ask({.method = method, .target = path_of(route.pattern), .body = "{}"});
        bool const anyones = route.access == api::Access::anyone || route.access == api::Access::registration;
        EXPECT_EQ(is_problem(answer, ProblemType::unauthorized), !anyones) << method << ' ' << route.pattern;
    }
}

TEST(OpenPhase, without_a_token_the_routes_inside_the_line_alone_are_closed) {
    RunningSale sale;
    auto api = sale.client();
    for (auto const& route : api::routes()) {
        auto const method = api::method_name(route.method);
        auto const answer = api.ask({.method = method, .target = path_of(route.pattern), .body = "{}"});
        bool const of_the_line = route.access == api::Access::inside || route.access == api::Access::holder;
        EXPECT_EQ(is_problem(answer, ProblemType::unauthorized), of_the_line) << method << ' ' << route.pattern;
    }
}

TEST_F(ClosedPhase, a_users_own_calls_need_that_users_access_token) {
    for (auto const& answer : own_calls(fan.id, "")) EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
    for (auto const& answer : own_calls(fan.id, "nonsense")) EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
    for (auto const& answer : own_calls(fan.id, other.access)) EXPECT_TRUE(is_problem(answer, ProblemType::forbidden));
    for (auto const& answer : own_calls(fan.id, admin_key)) EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
    EXPECT_EQ(balance(api, fan), 0);
    EXPECT_EQ(api.get("/concert/dates", fan.token).status, 200U);  // nobody made them leave
}

TEST_F(ClosedPhase, the_lines_token_is_never_taken_for_an_access_token) {
    for (auto const& answer : own_calls(fan.id, fan.token)) EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
}

TEST_F(ClosedPhase, the_access_token_is_never_taken_for_the_lines_token) {
    for (auto const& answer : line_calls(fan.access)) EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
    auto const answer = api.ask({.target = "/user/" + fan.id + "/token/generate",
                                 .bearer = fan.access,
                                 .more = "Line-Token: " + fan.access + "\r\n"});
    EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
}

TEST_F(ClosedPhase, the_line_is_closed_to_no_token_and_to_bad_ones) {
    auto tampered = fan.token;
    tampered[tampered.size() / 2] = tampered[tampered.size() / 2] == 'A' ? 'B' : 'A';
    for (auto const& token : {std::string{}, std::string("x"), std::string("a.b.c"), tampered, fan.token + "x",
                              std::string(2'000, 'a'), std::string(admin_key)}) {
        for (auto const& answer : line_calls(token))
            EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized)) << token;
    }
    auto const basic = api.ask({.target = "/concert/dates", .more = "Authorization: Basic " + fan.token + "\r\n"});
    EXPECT_TRUE(is_problem(basic, ProblemType::unauthorized));
}

TEST_F(ClosedPhase, a_token_of_another_secret_or_past_its_end_is_refused) {
    auto const now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    auto const user = *UserId::parse(fan.id);
    identity::TokenSigner const forger("another-secret-of-32-bytes-and-some-more");
    identity::TokenSigner const signer(sale.settings().jwt_secret.bytes);
    identity::LinePass const pass{main_line, user, {1}, now, now + seconds{60}};
    EXPECT_TRUE(is_problem(api.get("/concert/dates", forger.sign(pass)), ProblemType::unauthorized));
    auto const point = "/user/" + fan.id + "/point";
    auto const from = now - seconds{60};
    EXPECT_TRUE(is_problem(api.get(point, forger.sign(identity::AccessToken{user, now, now + seconds{60}})),
                           ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.get(point, signer.sign(identity::AccessToken{user, from, now - seconds{1}})),
                           ProblemType::unauthorized));
    EXPECT_EQ(api.get(point, signer.sign(identity::AccessToken{user, now, now + seconds{60}})).status, 200U);
}

TEST_F(ClosedPhase, a_token_of_another_line_is_refused_everywhere_and_the_answer_says_where_to_get_one) {
    auto const now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    auto const user = *UserId::parse(fan.id);
    auto const balcony = LineId::parse("balcony").value();
    identity::TokenSigner const signer(sale.settings().jwt_secret.bytes);
    auto const read = std::get<identity::LinePass>(signer.read_line_token(fan.token, main_line, now).value());
    auto const pass = signer.sign(identity::LinePass{balcony, user, read.place, read.issued_at, read.expires_at});
    auto const ticket = signer.sign(identity::PlaceTicket{balcony, user, read.place, now});
    auto const poll = [&](std::string const& token) {
        return api.ask({.target = "/user/" + fan.id + "/token/generate",
                        .bearer = fan.access,
                        .more = "Line-Token: " + token + "\r\n"});
    };
    auto refused = line_calls(pass);
    for (auto& answer : line_calls(ticket)) refused.push_back(std::move(answer));
    refused.push_back(api.post("/user-concert/payment/" + fan.id + "/" + hall.seats[0], pass));
    refused.push_back(poll(ticket));
    refused.push_back(poll(pass));
    for (auto const& answer : refused) {
        EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized));
        EXPECT_TRUE(text_of(json_of(answer), "detail").contains("token/generate")) << answer.body;
    }
    EXPECT_EQ(api.get("/concert/dates", fan.token).status, 200U);
}

TEST_F(ClosedPhase, payment_takes_the_payers_own_token_of_either_kind_and_no_other) {
    charge(api, fan, 2'000);
    auto const reservation = held(api, fan, hall.seats[0]);
    auto const path = "/user-concert/payment/" + fan.id + "/" + reservation;
    EXPECT_TRUE(is_problem(api.post(path), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.post(path, "nonsense"), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.post(path, admin_key), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.post(path, other.token), ProblemType::forbidden));
    EXPECT_TRUE(is_problem(api.post(path, other.access), ProblemType::forbidden));
    EXPECT_EQ(balance(api, fan), 2'000);
    auto const paid = api.post(path, fan.access);
    EXPECT_EQ(paid.status, 200U);
    EXPECT_EQ(json_of(api.post(path, fan.token)), json_of(paid));
    EXPECT_EQ(balance(api, fan), 1'000);
}

TEST_F(ClosedPhase, a_reservation_is_given_back_by_its_owner_alone) {
    auto const path = "/concert/reservations/" + held(api, fan, hall.seats[0]);
    EXPECT_TRUE(is_problem(api.del(path), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.del(path, other.token), ProblemType::unknown_reservation));
    EXPECT_TRUE(is_problem(api.del(path, other.access), ProblemType::unknown_reservation));
    EXPECT_EQ(api.del(path, fan.access).status, 200U);
}

TEST_F(ClosedPhase, management_and_metrics_need_the_admin_key) {
    for (auto const& key : {std::string{}, std::string("an-admin-key-of-the-test"),
                            std::string("an-admin-key-of-the-tests2"), fan.access, fan.token}) {
        for (auto const& answer : management_calls(key)) {
            EXPECT_TRUE(is_problem(answer, ProblemType::unauthorized)) << key;
        }
    }
    EXPECT_EQ(api.post("/concert", admin_key, R"({"singerName":"x"})").status, 201U);
    EXPECT_EQ(api.get("/metrics", admin_key).status, 200U);
}

TEST_F(ClosedPhase, anybody_may_register_and_see_that_the_server_lives) {
    EXPECT_EQ(api.get("/livez").status, 200U);
    EXPECT_EQ(api.get("/readyz").status, 200U);
    EXPECT_EQ(api.get("/docs").status, 200U);
}

class DevPhase : public testing::Test {
  protected:
    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 1, 1'000);
    Fan fan = fan_inside(api);
    Fan other = fan_inside(api);
};

TEST_F(DevPhase, the_user_id_in_the_path_is_believed) {
    EXPECT_EQ(balance(api, fan), 0);
    charge(api, fan, 1'000);
    auto const reservation = held(api, fan, hall.seats[0]);
    EXPECT_EQ(api.post("/user-concert/payment/" + fan.id + "/" + reservation).status, 200U);
    EXPECT_EQ(api.get("/metrics").status, 200U);
}

TEST_F(DevPhase, a_token_that_is_shown_must_be_ours_and_that_users) {
    auto const generate = "/user/" + fan.id + "/token/generate";
    EXPECT_TRUE(is_problem(api.get(generate, other.token), ProblemType::forbidden));
    EXPECT_TRUE(is_problem(api.get(generate, "nonsense"), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.ask({.target = generate, .more = "Line-Token: " + other.token + "\r\n"}),
                           ProblemType::forbidden));
    EXPECT_EQ(api.get(generate, fan.token).status, 200U);
    auto const path = "/user-concert/payment/" + fan.id + "/" + held(api, fan, hall.seats[0]);
    charge(api, fan, 1'000);
    EXPECT_TRUE(is_problem(api.post(path, other.token), ProblemType::forbidden));
    EXPECT_TRUE(is_problem(api.post(path, "nonsense"), ProblemType::unauthorized));
    EXPECT_EQ(balance(api, fan), 1'000);
}

TEST_F(DevPhase, the_line_asks_for_its_token_here_too) {
    EXPECT_TRUE(is_problem(api.get("/concert/dates"), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.get("/concert/" + hall.date + "/seats"), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.post("/concert/" + hall.seats[0] + "/reservation"), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.del("/concert/reservations/" + hall.seats[0]), ProblemType::unauthorized));
}

class DevOnItsMachine : public testing::Test {
  protected:
    Response ask(std::string method, std::string target, std::string const& lines) {
        http::tests::Client client(sale.port());
        return client.ask(method + " " + target + " HTTP/1.1\r\n" + lines + "Content-Length: 0\r\n\r\n");
    }

    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 1, 1'000);
    Fan fan = registered(api);
    std::string const generate = "/user/" + fan.id + "/token/generate";
};

TEST_F(DevOnItsMachine, a_name_that_points_here_from_elsewhere_is_not_answered) {
    for (auto const* host : {"rebind.evil", "rebind.evil:80", "localhost.evil", "127.0.0.1.evil", "127.0.0.1x",
                             "[::1]x", "[::2]", "192.168.0.5", "["}) {
        auto const lines = "Host: " + std::string(host) + "\r\nSec-Fetch-Site: same-origin\r\n";
        EXPECT_TRUE(is_problem(ask("POST", "/concert", lines), ProblemType::misdirected_request)) << host;
        EXPECT_TRUE(is_problem(ask("GET", "/operator/live", lines), ProblemType::misdirected_request)) << host;
        EXPECT_TRUE(is_problem(ask("GET", "/", lines), ProblemType::misdirected_request)) << host;
    }
    for (auto const* host : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"}) {
        EXPECT_EQ(ask("GET", "/livez", "Host: " + std::string(host) + "\r\n").status, 200U) << host;
    }
}

TEST_F(DevOnItsMachine, another_site_cannot_make_a_browser_write) {
    std::string const cross = "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n";
    EXPECT_TRUE(
        is_problem(ask("POST", "/user-concert/payment/" + fan.id + "/" + fan.id, cross), ProblemType::cross_site));
    EXPECT_TRUE(is_problem(ask("DELETE", "/user/" + fan.id + "/token", cross), ProblemType::cross_site));
    EXPECT_TRUE(is_problem(ask("GET", generate, cross), ProblemType::cross_site)) << "it joins";
    EXPECT_TRUE(is_problem(ask("GET", "/user/" + fan.id + "/token/stream", cross), ProblemType::cross_site));
    EXPECT_EQ(ask("GET", "/livez", cross).status, 200U);
    EXPECT_EQ(ask("GET", "/", cross).status, 200U) << "a link to the pages";
    EXPECT_EQ(ask("GET", generate, "Host: localhost\r\nSec-Fetch-Site: same-origin\r\n").status, 200U);
}

TEST(ClosedPhases, answer_under_any_host) {
    RunningSale sale(closed_phase());
    http::tests::Client client(sale.port());
    EXPECT_EQ(client.ask("GET /livez HTTP/1.1\r\nHost: tickets.example\r\n\r\n").status, 200U);
}

}  // namespace
}  // namespace onsale::tests
