// Many readers of one date's lists next to a clerk who changes its seats. With the streams' tests in one program, which
// the thread sanitizer runs, too.
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/rendering/hall.h"

namespace onsale::api {
namespace {

using testing::Each;

UserId const choi = numbered<UserId>(901);
UserId const jung = numbered<UserId>(902);

TEST(SeatListReaders, readers_beside_a_busy_clerk_always_get_a_whole_page) {
    Hall hall;
    hall.add_seats(300);
    std::atomic<bool> done{false};
    {
        std::vector<std::jthread> readers;
        for (auto const user : {choi, jung}) {
            readers.emplace_back([&, user] {
                while (!done) {
                    auto const mine = hall.board->claims_of(user, opening);
                    auto const plain = joined(hall.list.pages(opening, {.mine = mine})->body->pieces());
                    EXPECT_EQ(boost::json::parse(plain).as_array().size(), 300U);
                    auto const gzip = hall.list.pages(opening, {.encoding = Encoding::gzip, .mine = mine});
                    EXPECT_EQ(boost::json::parse(inflated(joined(gzip->body->pieces()))).as_array().size(), 300U);
                }
            });
        }
        for (std::uint32_t i = 0; i < 300; ++i) hall.claim(i, i % 2 == 0 ? choi : jung);
        done = true;
    }
    EXPECT_THAT(statuses(hall.page()), Each("reserved"));
}

TEST(SeatListReaders, each_gets_the_whole_list_of_their_filter) {
    Hall hall;
    hall.add_seats(300, "A");
    hall.add_seats(6, "B");
    SeatFilter const available{.status = SeatStatus::available};
    SeatFilter const reserved{.status = SeatStatus::reserved};
    SeatFilter const section{.section = "A"};
    std::atomic<bool> done{false};
    auto const check = [&](SeatFilter const& filter, Encoding encoding) {
        auto const bytes = joined(hall.list.pages(opening, {.filter = filter, .encoding = encoding})->body->pieces());
        auto const list = boost::json::parse(encoding == Encoding::gzip ? inflated(bytes) : bytes);
        auto const& seats = list.as_array();
        if (filter.section) {
            EXPECT_EQ(seats.size(), 300U);
        } else {
            EXPECT_THAT(statuses(seats), Each(*filter.status == SeatStatus::available ? "available" : "reserved"));
        }
    };
    {
        std::vector<std::jthread> readers;
        for (auto const& filter : {available, reserved, section}) {
            readers.emplace_back([&, filter] {
                while (!done) {
                    check(filter, Encoding::plain);
                    check(filter, Encoding::gzip);
                }
            });
        }
        for (std::uint32_t i = 0; i < hall.seats; ++i) hall.claim(i, choi);
        done = true;
    }
    EXPECT_EQ(hall.page(reserved).size(), hall.seats);
    EXPECT_TRUE(hall.page(available).empty());
}

}  // namespace
}  // namespace onsale::api
