// The statuses in two bits each say what the list says.
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class SeatStatuses : public testing::TestWithParam<int> {
  protected:
    Response statuses(std::string more = {}) {
        return api.ask({.target = "/concert/" + hall.date + "/seats/statuses", .bearer = fan.token, .more = more});
    }
    std::string from_the_list() {
        auto const list = json_of(api.get("/concert/" + hall.date + "/seats", fan.token));
        std::string codes;
        for (auto const& seat : list.as_array()) {
            auto const status = text_of(seat, "status");
            codes += status == "available" ? '0' : status == "reserved" ? '1' : '2';
        }
        return codes;
    }
    static std::string unpacked(std::string const& bytes) {
        std::string codes;
        for (auto const byte : bytes) {
            for (int shift = 0; shift < 8; shift += 2) {
                auto const code = (static_cast<unsigned char>(byte) >> shift) & 3;
                if (code != 3) codes += static_cast<char>('0' + code);
            }
        }
        return codes;
    }

    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, GetParam(), 1'000);
    Fan fan = fan_inside(api);
};

TEST_P(SeatStatuses, they_equal_the_list) {
    auto buyer = fan_inside(api);
    charge(api, buyer, 1'000);
    auto const last = hall.seats.size() - 1;
    expect_status(pay(api, buyer, held(api, buyer, hall.seats[last])), 200);
    if (last > 0) held(api, fan, hall.seats[0]);
    if (last > 4) held(api, fan, hall.seats[4]);
    auto const answer = statuses();
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.fields.at("content-type"), "application/octet-stream");
    EXPECT_EQ(answer.body.size(), (hall.seats.size() + 3) / 4);
    EXPECT_EQ(unpacked(answer.body), from_the_list());
}

TEST_P(SeatStatuses, they_are_not_sent_twice) {
    auto const tag = statuses().fields.at("etag");
    EXPECT_EQ(statuses("If-None-Match: " + tag + "\r\n").status, 304U);
    held(api, fan, hall.seats[0]);
    auto const changed = statuses("If-None-Match: " + tag + "\r\n");
    EXPECT_EQ(changed.status, 200U);
    EXPECT_EQ(unpacked(changed.body), from_the_list());
}

INSTANTIATE_TEST_SUITE_P(Sizes, SeatStatuses, testing::Values(1, 2, 3, 4, 5, 300));

TEST(SeatStatusesOf, an_unknown_date_or_a_fan_outside_are_refused) {
    RunningSale sale;
    auto api = sale.client();
    auto const hall = open_hall(api, 1, 1'000);
    auto const path = "/concert/" + hall.date + "/seats/statuses";
    EXPECT_TRUE(is_problem(api.get(path), ProblemType::unauthorized));
    auto const fan = fan_inside(api);
    EXPECT_TRUE(is_problem(api.get(path + "?x=1", fan.token), ProblemType::invalid_request));
    EXPECT_TRUE(is_problem(api.get("/concert/" + hall.concert + "/seats/statuses", fan.token),
                           ProblemType::unknown_concert_date));
}

}  // namespace
}  // namespace onsale::tests
