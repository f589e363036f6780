// The dates and the seats: filters, entity tags, compression.
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

std::string gunzipped(std::string const& bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) throw std::runtime_error("zlib");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string text;
    std::array<char, 4096> room;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(room.data());
        stream.avail_out = room.size();
        state = inflate(&stream, Z_NO_FLUSH);
        text.append(room.data(), room.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END || stream.avail_in != 0) throw std::runtime_error("not a whole gzip stream");
    return text;
}

class Lists : public testing::Test {
  protected:
    Response ask(std::string const& path, std::string more) {
        return api.ask({.target = path, .bearer = fan.token, .more = std::move(more)});
    }

    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 400, 99'000);
    Fan fan = fan_inside(api);
    std::string seats = "/concert/" + hall.date + "/seats";
};

TEST_F(Lists, an_unchanged_list_is_not_sent_again) {
    for (auto const& path : {std::string("/concert/dates"), seats, seats + "?status=available"}) {
        auto const first = expect_status(ask(path, ""), 200);
        auto const tag = first.fields.at("etag");
        auto const again = ask(path, "If-None-Match: " + tag + "\r\n");
        EXPECT_EQ(again.status, 304U) << path;
        EXPECT_EQ(again.fields.at("etag"), tag);
        EXPECT_EQ(again.body, "");
        EXPECT_EQ(ask(path, "If-None-Match: \"other\"\r\n").status, 200U);
        EXPECT_EQ(ask(path, "If-None-Match: \"other\", " + tag + "\r\n").status, 304U);
        EXPECT_EQ(ask(path, "If-None-Match: *\r\n").status, 304U);
        EXPECT_THAT(first.fields.at("cache-control"), testing::HasSubstr("private"));
        EXPECT_THAT(first.fields.at("vary"), testing::HasSubstr("Authorization"));
    }
}

// A fan who asks the same again is answered without being read again, and a list that is sent again and again from a
// file: neither may show.
TEST_F(Lists, the_same_question_again_and_again_sees_every_change) {
    auto other_connection = sale.client();
    auto const other = fan_inside(other_connection);
    auto const statuses = [&] {
        std::vector<std::string> all;
        auto const list = json_of(expect_status(ask(seats, ""), 200));
        for (auto const& seat : list.as_array()) all.push_back(text_of(seat, "status"));
        return all;
    };
    std::vector<std::string> expected(400, "available");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(statuses(), expected);
    held(other_connection, other, hall.seats[7]);
    expected[7] = "reserved";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(statuses(), expected);
    auto const mine = held(other_connection, fan, hall.seats[300]);
    expected[300] = "reserved";
    EXPECT_EQ(statuses(), expected);
    EXPECT_NE(ask(seats, "").body.find(mine), std::string::npos);

    auto const known = "If-None-Match: " + ask(seats, "").fields.at("etag") + "\r\n";
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(seats, known).status, 304U);
    held(other_connection, other, hall.seats[8]);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(seats, known).status, 200U);
}

TEST_F(Lists, the_same_question_again_is_refused_once_the_session_has_ended) {
    for (int i = 0; i < 3; ++i) expect_status(ask(seats, ""), 200);
    auto other_connection = sale.client();
    expect_status(leave(other_connection, fan), 204);
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(is_problem(ask(seats, ""), api::ProblemType::not_in_line));
}

TEST_F(Lists, a_reserved_seat_changes_both_tags_for_everybody) {
    auto const other = fan_inside(api);
    auto const dates_tag = ask("/concert/dates", "").fields.at("etag");
    auto const seats_tag = ask(seats, "").fields.at("etag");
    held(api, other, hall.seats[0]);
    auto const dates = ask("/concert/dates", "If-None-Match: " + dates_tag + "\r\n");
    EXPECT_EQ(number_of(json_of(expect_status(dates, 200)).at(0), "availableSeats"), 399);
    EXPECT_EQ(ask(seats, "If-None-Match: " + seats_tag + "\r\n").status, 200U);
}

TEST_F(Lists, the_list_of_one_fan_is_not_taken_for_the_list_of_another) {
    auto const other = fan_inside(api);
    held(api, other, hall.seats[0]);
    auto const theirs = api.get(seats, other.token);
    auto const mine = ask(seats, "If-None-Match: " + theirs.fields.at("etag") + "\r\n");
    ASSERT_EQ(mine.status, 200U);
    EXPECT_EQ(json_of(theirs).at(0).at("reservations").as_array().size(), 1U);
    EXPECT_TRUE(json_of(mine).at(0).at("reservations").as_array().empty());
    EXPECT_EQ(ask("/concert/dates", "").status, 200U);
}

TEST_F(Lists, the_compressed_list_is_the_plain_one_before_and_after_changes) {
    auto const check = [&] {
        auto const plain = expect_status(ask(seats, ""), 200);
        auto const packed = expect_status(ask(seats, "Accept-Encoding: br, gzip;q=0.5\r\n"), 200);
        EXPECT_FALSE(plain.fields.contains("content-encoding"));
        EXPECT_EQ(packed.fields.at("content-encoding"), "gzip");
        EXPECT_EQ(gunzipped(packed.body), plain.body);
        return packed.body.size() * 3 < plain.body.size();
    };
    EXPECT_TRUE(check());
    held(api, fan, hall.seats[7]);
    held(api, fan_inside(api), hall.seats[399]);
    check();
    EXPECT_FALSE(ask(seats, "Accept-Encoding: gzip;q=0\r\n").fields.contains("content-encoding"));
}

TEST_F(Lists, the_seats_come_in_the_order_of_their_numbers_each_with_its_fields) {
    auto const list = json_of(ask(seats, "")).as_array();
    ASSERT_EQ(list.size(), 400U);
    for (std::size_t i = 0; i < list.size(); ++i) {
        EXPECT_EQ(number_of(list[i], "seatNumber"), static_cast<std::int64_t>(i + 1));
        EXPECT_EQ(text_of(list[i], "id"), hall.seats[i]);
    }
    EXPECT_EQ(members(list[0]), "concertDate id price reservations row seat seatNumber section status");
}

TEST_F(Lists, seats_are_filtered_by_status_and_section) {
    auto const extra = R"({"seatNumber":500,"price":1,"section":"나구역 & 위"})";
    expect_status(api.post("/concert/" + hall.date + "/seat", {}, extra), 201);
    held(api, fan, hall.seats[4]);
    auto const size = [&](std::string const& query) {
        return json_of(expect_status(ask(seats + query, ""), 200)).as_array().size();
    };
    EXPECT_EQ(size("?status=available"), 400U);
    EXPECT_EQ(size("?status=reserved"), 1U);
    EXPECT_EQ(size("?status=held"), 0U);
    EXPECT_EQ(size("?section=%EA%B0%80%EA%B5%AC%EC%97%AD"), 400U);
    EXPECT_EQ(size("?section=%EB%82%98%EA%B5%AC%EC%97%AD+%26%20%EC%9C%84&status=available"), 1U);
    EXPECT_EQ(size("?section=none"), 0U);
    auto const mine = json_of(ask(seats + "?status=reserved", ""));
    EXPECT_EQ(text_of(mine.at(0).at("reservations").at(0), "user"), fan.id);
}

TEST_F(Lists, a_filtered_lists_tag_changes_when_that_list_does) {
    auto const other = fan_inside(api);
    auto const extra = R"({"seatNumber":500,"price":1,"section":"VIP"})";
    expect_status(api.post("/concert/" + hall.date + "/seat", {}, extra), 201);
    auto const free_there = seats + "?section=VIP&status=available";
    auto const vip = expect_status(ask(free_there, ""), 200);
    auto const if_changed = [](Response const& known) { return "If-None-Match: " + known.fields.at("etag") + "\r\n"; };

    held(api, other, hall.seats[0]);
    EXPECT_EQ(ask(free_there, if_changed(vip)).status, 304U) << "the seat was in another section";
    EXPECT_EQ(ask(seats, if_changed(vip)).status, 200U);

    auto const seat = json_of(vip).at(0).at("id").as_string();
    held(api, other, std::string(seat));
    auto const after = expect_status(ask(free_there, if_changed(vip)), 200);
    EXPECT_EQ(after.body, "[]");
    auto const reserved = expect_status(ask(seats + "?status=reserved", ""), 200);
    EXPECT_EQ(json_of(reserved).as_array().size(), 2U);
    auto const packed = expect_status(ask(seats + "?status=reserved", "Accept-Encoding: gzip\r\n"), 200);
    EXPECT_EQ(gunzipped(packed.body), reserved.body);
}

TEST_F(Lists, a_head_request_has_the_tag_and_no_body) {
    auto const whole = ask(seats, "");
    auto const head = api.ask({.method = "HEAD", .target = seats, .bearer = fan.token});
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.fields.at("etag"), whole.fields.at("etag"));
    EXPECT_EQ(head.fields.at("content-type"), "application/json");
    EXPECT_FALSE(head.fields.contains("content-length")) << "no list is made that nobody is sent";
    EXPECT_EQ(api.get("/livez").body, "ok\n");  // the connection is still in step
}

}  // namespace
}  // namespace onsale::tests
