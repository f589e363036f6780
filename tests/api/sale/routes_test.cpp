// Every route answers; what is no route, and what is another method of one, is told so.
#include "api/routes.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class Routes : public testing::Test {
  protected:
    RunningSale sale{{}, spdlog::level::debug};  // every line of the log is made
    ApiClient api = sale.client();
};

TEST_F(Routes, every_route_is_served_and_answers_with_a_problem_or_as_it_should) {
    for (auto const& route : api::routes()) {
        if (route.pattern == "/assets/:name") continue;  // there is no file of that name
        auto const answer =
            api.ask({.method = api::method_name(route.method), .target = path_of(route.pattern), .body = "{}"});
        EXPECT_NE(problem_of(answer), "unknown-route") << route.pattern;
        EXPECT_NE(problem_of(answer), "method-not-allowed") << route.pattern;
        EXPECT_LT(answer.status, 500U) << route.pattern;
        EXPECT_TRUE(answer.status < 400 || problem_of(answer) != "none") << route.pattern << answer.head;
    }
}

TEST_F(Routes, another_method_of_a_route_is_refused_with_those_it_has) {
    std::set<std::string> paths;
    for (auto const& route : api::routes()) paths.insert(path_of(route.pattern));
    for (auto const& path : paths) {
        auto const answer = api.ask({.method = "OPTIONS", .target = path, .body = "{}"});
        EXPECT_TRUE(is_problem(answer, ProblemType::method_not_allowed)) << path;
    }
    auto const allowed = [&](char const* method, char const* path) {
        return api.ask({.method = method, .target = path}).fields["allow"];
    };
    std::string const id = "/0193a1f0-5b6c-7d8e-9f00-112233445566";
    EXPECT_EQ(allowed("GET", "/user"), "POST");
    EXPECT_EQ(allowed("DELETE", "/concert/dates"), "GET, HEAD");
    EXPECT_EQ(allowed("DELETE", ("/concert" + id + "/seats").c_str()), "GET, HEAD, POST");
    EXPECT_EQ(allowed("OPTIONS", ("/user/charge" + id + "/point").c_str()), "PATCH");
    EXPECT_EQ(allowed("PUT", "/docs"), "GET, HEAD");
}

TEST_F(Routes, a_path_that_is_none_is_not_found) {
    for (auto const* path :
         {"/users", "/user/", "/concert/dates/", "//", "/concert/dates/extra/long/path/of/many/parts", "/Concert/dates",
          "/.env", "/../etc/passwd", "/%2e%2e/etc/passwd", "/problems/seat-taken"}) {
        EXPECT_TRUE(is_problem(api.get(path), ProblemType::unknown_route)) << path;
    }
}

TEST_F(Routes, the_ways_of_the_operator_answer) {
    EXPECT_EQ(api.get("/livez").body, "ok\n");
    EXPECT_EQ(api.get("/readyz").body, "ok\n");
    EXPECT_EQ(api.get("/readyz?line=required").body, "ok\n");
    for (auto const* bad : {"/readyz?line=", "/readyz?line=yes", "/readyz?lines=required"}) {
        EXPECT_EQ(api.get(bad).status, 400U) << bad << ": a probe with a slip in it must not pass";
    }
    auto const measures = api.get("/metrics");
    EXPECT_EQ(measures.status, 200U);
    EXPECT_THAT(measures.fields.at("content-type"), testing::HasSubstr("text/plain; version=0.0.4"));
    EXPECT_THAT(measures.body, testing::HasSubstr("onsale_http_requests_total{"));
    EXPECT_THAT(measures.body, testing::HasSubstr("route=\"/readyz\""));
    EXPECT_THAT(measures.body, testing::HasSubstr("\nonsale_clock_offset_seconds{against=\"system\"} "));
}

TEST_F(Routes, the_contract_and_its_page_are_served_and_not_sent_twice) {
    auto const contract = api.get("/openapi.json");
    EXPECT_EQ(contract.status, 200U);
    EXPECT_EQ(text_of(json_of(contract), "openapi"), "3.1.0");
    auto const again =
        api.ask({.target = "/openapi.json", .more = "If-None-Match: " + contract.fields.at("etag") + "\r\n"});
    EXPECT_EQ(again.status, 304U);
    EXPECT_THAT(api.get("/docs").fields.at("content-type"), testing::HasSubstr("text/html"));
}

TEST_F(Routes, the_contract_lists_every_problem_that_the_server_can_send) {
    auto const listed = text_of(json_of(api.get("/openapi.json")).at("info"), "description");
    for (int type = 0; type <= static_cast<int>(ProblemType::http_version_unsupported); ++type) {
        auto const& kind = api::kind_of(static_cast<ProblemType>(type));
        auto const row = "`/problems/" + std::string(kind.slug) + "` | " + std::to_string(kind.status) + " |";
        EXPECT_THAT(listed, testing::HasSubstr(row));
    }
}

}  // namespace
}  // namespace onsale::tests
