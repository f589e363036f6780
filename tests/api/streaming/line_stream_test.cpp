// What a waiting fan is told: their own place first, then the line's counters, and that they are called.
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/json/iso_time.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "api/streaming/event_client.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

std::string path_of(Fan const& fan) { return "/user/" + fan.id + "/token/stream"; }

// What a page does with the shared counters: a straight line between the knots around its own place.
double position_of(std::int64_t place, boost::json::value const& line) {
    auto const& knots = line.at("ahead").as_array();
    for (std::size_t i = 1; i < knots.size(); ++i) {
        auto const from = knots[i - 1].at(0).as_int64();
        auto const to = knots[i].at(0).as_int64();
        if (place < from || place > to) continue;
        auto const ahead = static_cast<double>(knots[i - 1].at(1).as_int64());
        auto const more = static_cast<double>(knots[i].at(1).as_int64()) - ahead;
        return 1 + ahead + more * static_cast<double>(place - from) / static_cast<double>(to - from);
    }
    return 0;
}

config::Settings one_slot() {
    config::Settings settings;
    settings.max_connections = 1;
    return settings;
}

class LineStream : public testing::Test {
  protected:
    EventClient open(Fan const& fan, std::string const& more = {}) { return {sale.port(), path_of(fan), more}; }

    RunningSale sale{one_slot()};
    ApiClient api = sale.client();
    Fan inside = fan_inside(api);
};

TEST_F(LineStream, it_joins_and_tells_the_own_place_as_token_generate_does) {
    auto fan = registered(api);
    auto stream = open(fan);
    EXPECT_EQ(stream.answer.fields.at("content-type"), "text/event-stream");
    auto const event = stream.next();
    EXPECT_EQ(event.name, "place");
    auto const place = data_of(event);
    EXPECT_EQ(members(place), "estimatedWaitSeconds expiresAt place pollAfterMs token userId waitingNumber");
    EXPECT_EQ(number_of(place, "waitingNumber"), 1);
    EXPECT_EQ(number_of(place, "place"), place_of(text_of(place, "token")));
    EXPECT_GE(stream.retry_after_ms, 2'000);
    expect_status(poll(api, fan), 200);
    EXPECT_EQ(place_of(fan.token), number_of(place, "place"));
}

TEST_F(LineStream, every_fan_reads_the_own_position_off_the_shared_counters) {
    std::vector<Fan> fans;
    std::vector<EventClient> streams;
    std::vector<std::int64_t> places;
    for (int i = 0; i < 30; ++i) {
        fans.push_back(registered(api));
        streams.push_back(open(fans.back()));
        places.push_back(number_of(data_of(streams.back().next("place")), "place"));
    }
    expect_status(leave(api, fans[4]), 204);
    auto const all_waiting = [](boost::json::value const& line) { return number_of(line, "waiting") == 29; };
    for (std::size_t i = 5; i < fans.size(); ++i) {
        auto line = data_of(streams[i].next("line"));
        while (!all_waiting(line) || position_of(places.back(), line) != 29.0) line = data_of(streams[i].next("line"));
        EXPECT_NEAR(position_of(places[i], line), static_cast<double>(i), 1.0);
        EXPECT_EQ(number_of(line, "inside"), 1);
        EXPECT_EQ(text_of(line, "line"), "main");
    }
    EXPECT_EQ(text_of(data_of(streams[4].next("ended")), "reason"), "left");
    EXPECT_TRUE(streams[4].ended());
}

TEST_F(LineStream, the_next_fan_is_called_and_comes_in_by_asking_for_the_token) {
    auto fan = registered(api);
    auto stream = open(fan);
    EXPECT_EQ(stream.next().name, "place");
    expect_status(leave(api, inside), 204);
    auto const called = stream.next("called");
    EXPECT_FALSE(text_of(data_of(called), "until").empty());
    EXPECT_EQ(number_of(json_of(expect_status(poll(api, fan), 200)), "waitingNumber"), 0);
    auto const end = stream.next("ended");
    EXPECT_EQ(text_of(data_of(end), "reason"), "inside");
    EXPECT_TRUE(stream.ended());
    EXPECT_EQ(open(fan, "Last-Event-ID: " + end.id + "\r\n").answer.status, 204U);
}

TEST_F(LineStream, a_fan_inside_is_told_so) {
    auto stream = open(inside);
    EXPECT_EQ(number_of(data_of(stream.next("place")), "waitingNumber"), 0);
    EXPECT_EQ(text_of(data_of(stream.next("ended")), "reason"), "inside");
}

TEST_F(LineStream, an_unknown_user_has_none) {
    EXPECT_TRUE(
        is_problem(api.get("/user/0193a1f0-5b6c-7d8e-9f00-112233445566/token/stream"), ProblemType::unknown_user));
    EXPECT_TRUE(is_problem(api.get("/user/x/token/stream"), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(api.get(path_of(inside) + "?x=1"), ProblemType::invalid_request));
}

TEST_F(LineStream, a_stop_ends_it_at_once) {
    auto const fan = registered(api);
    auto stream = open(fan);
    EXPECT_EQ(stream.next().name, "place");
    sale.stop();
    try {
        for (;;) EXPECT_THAT(stream.next().name, testing::AnyOf("line", "notice"));
    } catch (std::runtime_error const&) {  // the end
    }
}

TEST(LineStreamTime, an_open_stream_keeps_its_fan_from_being_away) {
    auto settings = one_slot();
    settings.away_seconds = seconds{4};
    RunningSale sale(settings);
    auto api = sale.client();
    auto const inside = fan_inside(api);
    auto const fan = registered(api);
    EventClient stream(sale.port(), path_of(fan));
    auto silent = registered(api);
    expect_status(poll(api, silent), 200);
    // The silent one is skipped when their time has passed; the one with the stream is still there.
    for (auto line = data_of(stream.next("line")); number_of(line, "waiting") != 2;)
        line = data_of(stream.next("line"));
    for (auto line = data_of(stream.next("line")); number_of(line, "waiting") != 1;)
        line = data_of(stream.next("line"));
    expect_status(leave(api, inside), 204);
    EXPECT_EQ(stream.next("called").name, "called");
}

TEST(LineStreamTime, who_does_not_come_in_when_called_is_let_go) {
    auto settings = one_slot();
    settings.claim_seconds = seconds{2};
    RunningSale sale(settings);
    auto api = sale.client();
    auto const inside = fan_inside(api);
    auto const fan = registered(api);
    EventClient stream(sale.port(), path_of(fan));
    expect_status(leave(api, inside), 204);
    EXPECT_EQ(stream.next("called").name, "called");
    EXPECT_EQ(text_of(data_of(stream.next("ended")), "reason"), "missed");
    EXPECT_TRUE(stream.ended());
}

class ClosedLineStream : public testing::Test {
  protected:
    RunningSale sale{closed_phase()};
    ApiClient api = sale.client();
    Fan fan = registered(api);
    Fan other = registered(api);
};

TEST_F(ClosedLineStream, the_access_token_is_taken_from_the_header_or_the_query) {
    EventClient by_header(sale.port(), path_of(fan), "Authorization: Bearer " + fan.access + "\r\n");
    EXPECT_EQ(by_header.answer.status, 200U);
    EventClient by_query(sale.port(), path_of(other) + "?access_token=" + other.access);
    EXPECT_EQ(by_query.next().name, "place");
}

TEST_F(ClosedLineStream, without_that_users_access_token_it_is_closed) {
    EXPECT_TRUE(is_problem(api.get(path_of(fan)), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.get(path_of(fan) + "?access_token=nonsense"), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.get(path_of(fan) + "?access_token=" + other.access), ProblemType::forbidden));
    EXPECT_TRUE(
        is_problem(api.get(path_of(fan) + "?access_token=" + fan.access, other.access), ProblemType::forbidden));
}

TEST_F(LineStream, the_notice_is_told_at_first_and_whenever_it_changed) {
    auto const steer = [&](std::string body) {
        expect_status(api.patch("/operator/steering", {}, std::move(body)), 200);
    };
    auto fan = registered(api);
    auto stream = open(fan);
    EXPECT_EQ(stream.next().name, "place");
    auto const first = stream.next();
    EXPECT_EQ(first.name, "notice");
    EXPECT_EQ(first.data, R"({"admission":"open","opensAt":null,"message":null})");
    steer(R"({"capacity":3,"paused":true,"message":"잠시만요"})");
    auto const paused = data_of(stream.next("notice"));
    EXPECT_EQ(text_of(paused, "admission"), "paused");
    EXPECT_EQ(text_of(paused.at("message"), "text"), "잠시만요");
    // What is not for fans makes no event: the next one is that of the opening.
    steer(R"({"capacity":4})");
    steer(R"({"paused":false,"opensAt":"2999-01-01T00:00:00Z"})");
    auto const closed = data_of(stream.next("notice"));
    EXPECT_EQ(text_of(closed, "admission"), "before-opening");
    EXPECT_EQ(text_of(closed, "opensAt"), "2999-01-01T00:00:00.000Z");
    EXPECT_EQ(closed.at("message"), paused.at("message"));
}

TEST_F(LineStream, the_opening_is_told_when_it_comes_without_anybody_doing_something) {
    auto const soon = std::chrono::floor<milliseconds>(std::chrono::system_clock::now()) + seconds{2};
    expect_status(api.patch("/operator/steering", {}, R"({"opensAt":")" + api::to_iso(soon) + "\"}"), 200);
    auto fan = registered(api);
    auto stream = open(fan);
    EXPECT_EQ(text_of(data_of(stream.next("notice")), "admission"), "before-opening");
    EXPECT_EQ(text_of(data_of(stream.next("notice")), "admission"), "open");
    EXPECT_GE(std::chrono::system_clock::now(), soon);
}

}  // namespace
}  // namespace onsale::tests
