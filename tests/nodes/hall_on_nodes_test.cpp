// A hall that is uploaded to one of several nodes: all of them show it when it is finished, and it is put on sale once.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "infrastructure/redis/test_redis.h"
#include "nodes/several_nodes.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {
namespace {

constexpr int rows = 30;
constexpr int seats_of_a_row = 100;  // three pieces

class HallOnNodes : public testing::Test {
  protected:
    void TearDown() override {
        auto const audit = nodes_.audit();
        EXPECT_EQ(audit.exit_code, 0) << audit.output;
    }
    static Response upload(std::uint16_t port, int all_rows = rows) {
        std::string plan = R"({"format": "onsale-venue-plan/1", "name": "Hall", "sections": [{"name": "S", "rows": [)";
        for (int row = 1; row <= all_rows; ++row) {
            plan += fmt::format(R"({}{{"name": "{}", "seats": [{{"from": 1, "to": {}}}]}})", row == 1 ? "" : ",", row,
                                seats_of_a_row);
        }
        return ApiClient(port).post(
            "/operator/concert-dates", {},
            R"({"concert": {"singerName": "IU"}, "concertDate": "2099-01-01T19:00:00+09:00", "price": 500, "plan": )" +
                plan + "]}]}}");
    }
    static std::size_t dates_shown(std::uint16_t port) {
        return json_of(ApiClient(port).get("/sale")).at("dates").as_array().size();
    }

    postgres::FreshDatabase database_;
    redis::LineName line_;
    SeveralNodes nodes_{database_.url(), redis::test_redis() + "?prefix=" + line_.url.prefix, {.nodes = 2}};
};

TEST_F(HallOnNodes, is_shown_by_all_of_them_with_all_its_seats) {
    auto const answer = upload(nodes_.port(0));
    auto const date = text_of(json_of(expect_status(answer, 201)).at("concertDate"), "id");
    nodes_.in_step();
    ApiClient other(nodes_.port(1));
    auto const fan = fan_inside(other);
    auto const seats = json_of(expect_status(other.get("/concert/" + date + "/seats", fan.token), 200));
    ASSERT_EQ(seats.as_array().size(), static_cast<std::size_t>(rows * seats_of_a_row));
    EXPECT_EQ(reserve(other, fan, text_of(seats.as_array().back(), "id")).status, 201U);
}

TEST_F(HallOnNodes, is_put_on_sale_once_when_it_is_uploaded_to_two_of_them_at_one_moment) {
    std::barrier both(2);
    std::vector<unsigned> statuses(2);
    std::atomic<bool> busy = false;  // a machine too slow for the store's bounds: 503, and the operator asks again
    {
        std::vector<std::jthread> operators;
        for (std::size_t node = 0; node < 2; ++node) {
            operators.emplace_back([&, node] {
                both.arrive_and_wait();
                EXPECT_TRUE(eventually([&] {
                    statuses[node] = upload(nodes_.port(node)).status;
                    if (statuses[node] == 503) busy = true;
                    return statuses[node] != 503;
                }));
            });
        }
    }
    std::ranges::sort(statuses);
    auto const complete = database_.number("SELECT count(*) FROM concert_date WHERE last_piece_at IS NULL");
    EXPECT_LE(complete, 1);
    EXPECT_EQ(statuses.back(), 409U) << "never both";
    if (busy) return;  // what was answered with 503 may have been done
    EXPECT_EQ(statuses.front(), 201U);
    EXPECT_EQ(complete, 1);
}

TEST_F(HallOnNodes, of_a_node_that_was_killed_is_seen_by_nobody_and_can_be_uploaded_to_another) {
    auto const unfinished = "SELECT count(*) FROM concert_date WHERE last_piece_at IS NOT NULL";
    {
        std::jthread const operator_thread([port = nodes_.port(0)] {
            try {
                upload(port, 600);  // long enough to be met half-way
            } catch (std::runtime_error const&) {
                // the connection breaks
            }
        });
        ASSERT_TRUE(eventually([&] { return database_.number(unfinished) == 1; }));
        nodes_.kill(0);
    }
    EXPECT_EQ(database_.number(unfinished), 1);
    EXPECT_EQ(dates_shown(nodes_.port(1)), 0U);
    // Refused for as long as that node might only be slow.
    EXPECT_TRUE(eventually([&] { return upload(nodes_.port(1)).status == 201; }));
    EXPECT_EQ(dates_shown(nodes_.port(1)), 1U);
    nodes_.start(0);  // an audit compares what all of them show
    EXPECT_EQ(dates_shown(nodes_.port(0)), 1U);
}

}  // namespace
}  // namespace onsale::tests
