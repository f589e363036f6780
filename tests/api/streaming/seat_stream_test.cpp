// What a fan inside is told of a date's seats: every change, once, in order, also over a lost connection.
#include <map>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "api/streaming/event_client.h"
#include "api/streaming/streams.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class SeatStream : public testing::Test {
  protected:
    EventClient open(Fan const& watcher, std::string const& more = {}) {
        return {sale.port(), path, "Authorization: Bearer " + watcher.token + "\r\n" + more};
    }
    // The next changes, seat index -> status.
    static std::map<std::int64_t, std::int64_t> changes(EventClient& client) {
        std::map<std::int64_t, std::int64_t> seats;
        auto const event = data_of(client.next("seats"));
        for (auto const& pair : event.as_array()) seats[pair.at(0).as_int64()] = pair.at(1).as_int64();
        return seats;
    }
    using Changes = std::map<std::int64_t, std::int64_t>;

    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 300, 1'000);
    std::string path = "/concert/" + hall.date + "/seats/stream";
    Fan fan = fan_inside(api);
    Fan other = fan_inside(api);
};

TEST_F(SeatStream, it_opens_with_the_size_of_the_hall_and_the_version_to_go_on_from) {
    auto stream = open(fan);
    EXPECT_EQ(stream.answer.status, 200U);
    EXPECT_EQ(stream.answer.fields.at("content-type"), "text/event-stream");
    EXPECT_EQ(stream.answer.fields.at("cache-control"), "no-store");
    auto const event = stream.next();
    EXPECT_EQ(event.name, "open");
    EXPECT_EQ(number_of(data_of(event), "seats"), 300);
    EXPECT_FALSE(event.id.empty());
    EXPECT_GE(stream.retry_after_ms, 2'000);
}

TEST_F(SeatStream, the_open_streams_are_measured) {
    auto const open_streams = [&] {
        auto const measures = api.get("/metrics").body;
        auto const at = measures.find("\nonsale_streams_open ");
        return at == std::string::npos ? std::string("none")
                                       : measures.substr(at + 21, measures.find('\n', at + 1) - at - 21);
    };
    EXPECT_EQ(open_streams(), "0");
    {
        auto const one = open(fan);
        auto const two = open(other);
        EXPECT_EQ(open_streams(), "2");
    }
    // The server learns of their end in its own time.
    for (int asked = 0; asked < 600 && open_streams() != "0"; ++asked) std::this_thread::sleep_for(milliseconds{50});
    EXPECT_EQ(open_streams(), "0");
}

TEST_F(SeatStream, of_many_streams_of_one_fan_the_oldest_gives_way_and_nobody_elses) {
    auto others = open(other);
    auto oldest = open(fan);
    std::vector<EventClient> newer;
    for (std::size_t i = 0; i < api::Streams::Options{}.most_of_a_user; ++i) newer.push_back(open(fan));
    EXPECT_EQ(oldest.next().name, "open");
    EXPECT_TRUE(oldest.ended());
    held(api, fan, hall.seats[7]);
    for (auto& stream : newer) EXPECT_EQ(changes(stream), (Changes{{7, 1}}));
    EXPECT_EQ(changes(others), (Changes{{7, 1}}));
}

TEST_F(SeatStream, one_fan_does_not_open_streams_faster_than_the_oldest_can_go) {
    auto const most = 2 * api::Streams::Options{}.most_of_a_user;
    std::vector<EventClient> open_ones;
    unsigned status = 200;
    for (std::size_t i = 0; i < 50 * most && status == 200U; ++i) {
        open_ones.push_back(open(fan));
        status = open_ones.back().answer.status;
    }
    EXPECT_EQ(status, 503U);
    EXPECT_EQ(open(other).answer.status, 200U);
}

TEST_F(SeatStream, every_stream_is_told_of_each_change_in_order) {
    std::vector<EventClient> streams;
    for (int i = 0; i < 16; ++i) {  // eight of each, as many as a user may have
        streams.push_back(open(i % 2 == 0 ? fan : other));
        EXPECT_EQ(streams.back().next().name, "open");
    }
    auto const reservation = held(api, fan, hall.seats[150]);
    for (auto& stream : streams) EXPECT_EQ(changes(stream), (Changes{{150, 1}}));
    charge(api, fan, 1'000);
    expect_status(api.del("/concert/reservations/" + reservation, fan.token), 200);
    for (auto& stream : streams) EXPECT_EQ(changes(stream), (Changes{{150, 0}}));
    auto const again = held(api, fan, hall.seats[299]);
    for (auto& stream : streams) EXPECT_EQ(changes(stream), (Changes{{299, 1}}));
    expect_status(pay(api, fan, again), 200);
    for (std::size_t i = 1; i < streams.size(); i += 2) EXPECT_EQ(changes(streams[i]), (Changes{{299, 2}}));
}

TEST_F(SeatStream, who_comes_back_with_the_last_id_misses_nothing) {
    std::string last;
    {
        auto stream = open(fan);
        EXPECT_EQ(stream.next().name, "open");
        held(api, fan, hall.seats[0]);
        EXPECT_EQ(changes(stream), (Changes{{0, 1}}));
        last = stream.last_id;
    }
    auto keeper = open(other);  // makes frames meanwhile
    EXPECT_EQ(keeper.next().name, "open");
    held(api, other, hall.seats[1]);
    EXPECT_EQ(changes(keeper), (Changes{{1, 1}}));
    held(api, other, hall.seats[2]);
    EXPECT_EQ(changes(keeper), (Changes{{2, 1}}));

    auto again = open(fan, "Last-Event-ID: " + last + "\r\n");
    EXPECT_EQ(again.next().name, "open");
    EXPECT_EQ(changes(again), (Changes{{1, 1}}));
    EXPECT_EQ(changes(again), (Changes{{2, 1}}));
    EXPECT_EQ(again.last_id, keeper.last_id);
}

TEST_F(SeatStream, changes_while_nobody_listened_are_told_as_well) {
    std::string last;
    {
        auto stream = open(fan);
        last = stream.next().id;
    }
    held(api, fan, hall.seats[7]);
    auto again = open(fan, "Last-Event-ID: " + last + "\r\n");
    EXPECT_EQ(changes(again), (Changes{{7, 1}}));
}

TEST_F(SeatStream, the_tag_of_a_list_is_good_to_go_on_from) {
    for (auto const* list : {"/seats", "/seats/statuses"}) {
        auto const seat = list == std::string("/seats") ? 10U : 11U;
        auto tag = api.get("/concert/" + hall.date + list, fan.token).fields.at("etag");
        tag = tag.substr(tag.find('"') + 1);
        tag.pop_back();
        held(api, fan, hall.seats[seat]);
        EventClient stream(sale.port(), path + "?since=" + tag + "&token=" + fan.token);
        EXPECT_EQ(changes(stream).at(seat), 1);
    }
}

TEST_F(SeatStream, an_id_that_says_nothing_to_us_asks_to_read_the_list_again) {
    std::int64_t seat = 0;
    for (std::string const id : {"nonsense", "1-2", "-", "end-1"}) {
        auto stream = open(fan, "Last-Event-ID: " + id + "\r\n");
        EXPECT_EQ(stream.next().name, "open") << id;
        EXPECT_EQ(stream.next().name, "reset") << id;
        held(api, fan, hall.seats[static_cast<std::size_t>(++seat)]);
        EXPECT_EQ(changes(stream), (Changes{{seat, 1}})) << id;
    }
}

TEST_F(SeatStream, new_seats_ask_to_read_the_list_again) {
    auto stream = open(fan);
    EXPECT_EQ(stream.next().name, "open");
    auto const body = R"({"seats":[{"seatNumber":301,"price":1},{"seatNumber":302,"price":1}]})";
    expect_status(api.post("/concert/" + hall.date + "/seats", {}, body), 201);
    auto const event = stream.next();
    EXPECT_EQ(event.name, "reset");
    EXPECT_FALSE(event.id.empty());
    held(api, fan, hall.seats[5]);
    EXPECT_EQ(changes(stream), (Changes{{5, 1}}));
}

TEST_F(SeatStream, it_ends_with_the_session_and_is_not_opened_again) {
    auto stream = open(fan);
    auto unaffected = open(other);
    EXPECT_EQ(unaffected.next().name, "open");
    expect_status(leave(api, fan), 204);
    auto const event = stream.next("ended");
    EXPECT_EQ(text_of(data_of(event), "reason"), "session-over");
    EXPECT_TRUE(stream.ended());
    EXPECT_EQ(open(fan, "Last-Event-ID: " + event.id + "\r\n").answer.status, 204U);
    held(api, other, hall.seats[3]);
    EXPECT_EQ(changes(unaffected), (Changes{{3, 1}}));
}

TEST_F(SeatStream, a_payment_is_the_end_of_a_session) {
    auto stream = open(fan);
    charge(api, fan, 1'000);
    expect_status(pay(api, fan, held(api, fan, hall.seats[0])), 200);
    EXPECT_EQ(text_of(data_of(stream.next("ended")), "reason"), "session-over");
}

TEST_F(SeatStream, it_needs_the_lines_token_and_a_date) {
    EXPECT_TRUE(is_problem(api.get(path), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.get(path + "?token=nonsense"), ProblemType::unauthorized));
    EXPECT_TRUE(is_problem(api.get(path + "?else=1", fan.token), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(api.get("/concert/x/seats/stream", fan.token), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(api.get("/concert/" + hall.concert + "/seats/stream", fan.token),
                           ProblemType::unknown_concert_date));
}

TEST_F(SeatStream, a_stop_ends_it_at_once) {
    auto stream = open(fan);
    EXPECT_EQ(stream.next().name, "open");
    sale.stop();
    EXPECT_TRUE(stream.ended());
}

TEST(StreamLimit, too_many_streams_are_told_to_come_back_and_polls_still_answered) {
    config::Settings settings;
    settings.http_connections = 32;
    RunningSale sale(settings);
    auto api = sale.client();
    auto const hall = open_hall(api, 1, 1'000);
    auto const fan = fan_inside(api);
    auto const path = [&](Fan const& one) { return "/concert/" + hall.date + "/seats/stream?token=" + one.token; };
    std::vector<Fan> watchers;  // a user may have eight
    for (int n = 0; n < 4; ++n) watchers.push_back(fan_inside(api));
    std::vector<EventClient> streams;
    for (std::size_t i = 0; i < 30; ++i) {
        streams.emplace_back(sale.port(), path(watchers[i / 8]));
        EXPECT_EQ(streams.back().next().name, "open");
    }
    auto const refused = api.get(path(fan));
    EXPECT_TRUE(is_problem(refused, ProblemType::overloaded));
    EXPECT_TRUE(refused.fields.contains("retry-after"));
    EXPECT_EQ(api.get("/concert/dates", fan.token).status, 200U);
}

}  // namespace
}  // namespace onsale::tests
