// What the operator's log says of refusals.
#include <sstream>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include "api/json/iso_time.h"
#include "api/observing/observer.h"
#include "api/problem/problem.h"
#include "api/routes.h"

namespace onsale::api {
namespace {

class RefusalLog : public testing::Test {
  protected:
    RefusalLog() { log.set_pattern("%v"); }

    void refuse(char const* client, ProblemType type, std::size_t route) {
        http::Request request;
        request.client = http::Address::parse(client).value();
        http::Answer answer;
        answer_problem(answer, {.type = type, .detail = ""});
        observer.answered(request, answer, route, std::chrono::steady_clock::now());
    }
    std::vector<boost::json::object> lines() const {
        std::vector<boost::json::object> all;
        std::istringstream text(told.str());
        for (std::string line; std::getline(text, line);) all.push_back(boost::json::parse(line).as_object());
        return all;
    }

    std::ostringstream told;
    spdlog::logger log{"test", std::make_shared<spdlog::sinks::ostream_sink_mt>(told)};
    prometheus::Registry registry;
    Observer observer{log, registry, routes()};
};

TEST_F(RefusalLog, a_line_names_the_client_that_was_refused) {
    refuse("203.0.113.9", ProblemType::unauthorized, 1);
    refuse("2001:db8::1", ProblemType::unauthorized, 2);
    auto const all = lines();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].at("event").as_string(), "refusal");
    EXPECT_EQ(all[0].at("type").as_string(), "unauthorized");
    EXPECT_EQ(all[0].at("client").as_string(), "203.0.113.9");
    EXPECT_EQ(all[1].at("client").as_string(), "2001:db8::1");
}

TEST_F(RefusalLog, what_the_engine_refuses_names_its_client_too) {
    http::Answer answer;
    answer_problem(answer, {.type = ProblemType::bad_http, .detail = ""});
    observer.refused(http::Address::parse("203.0.113.9").value(), answer);
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].at("client").as_string(), "203.0.113.9");
}

// However long the test takes: a class has at most one line for each second that has begun.
TEST_F(RefusalLog, a_rush_of_refusals_by_many_clients_is_a_line_a_second) {
    auto const began = std::chrono::steady_clock::now();
    for (int i = 0; i < 5'000; ++i) {
        refuse(("203.0.113." + std::to_string(i % 250)).c_str(), ProblemType::unauthorized, 1);
    }
    auto const took = std::chrono::ceil<std::chrono::seconds>(std::chrono::steady_clock::now() - began).count();
    EXPECT_LE(lines().size(), static_cast<std::size_t>(took) + 1);
    EXPECT_EQ(lines()[0].at("client").as_string(), "203.0.113.0");
}

}  // namespace
}  // namespace onsale::api
