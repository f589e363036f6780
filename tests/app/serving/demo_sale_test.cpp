#include "app/serving/demo_sale.h"

#include <map>

#include <gtest/gtest.h>

#include "app/serving/files_inside.h"
#include "support/temporary_folder.h"

namespace onsale {
namespace {

class DemoSale : public testing::Test {
  protected:
    // Seats of each date, by when it begins.
    std::map<Instant, std::int64_t> on_sale() {
        std::map<Instant, std::int64_t> seats;
        store_->archive().read_dates([&](ConcertDate const& date) { seats[date.date] = date.available_seats; });
        return seats;
    }

    TemporaryFolder folder_;
    std::unique_ptr<OfflineStore> store_ = open_offline({.data = folder_.path()});
    Instant const today_{std::chrono::sys_days{std::chrono::year{2026} / 12 / 1} + std::chrono::hours{16}};
};

constexpr std::chrono::hours evening_in_a_club{11};  // 20:00 in Korea
constexpr std::chrono::hours evening_in_a_stadium{10};

TEST_F(DemoSale, has_a_club_in_a_month_and_a_stadium_in_two_at_an_hour_of_concerts) {
    put_demo_on_sale(*store_, today_);
    auto const seats = on_sale();
    ASSERT_EQ(seats.size(), 2U);
    // It is the 2nd in Korea already.
    EXPECT_EQ(seats.begin()->first,
              Instant{std::chrono::sys_days{std::chrono::year{2027} / 1 / 1} + evening_in_a_club});
    EXPECT_EQ(seats.begin()->second, 300);
    EXPECT_EQ(seats.rbegin()->first,
              Instant{std::chrono::sys_days{std::chrono::year{2027} / 1 / 31} + evening_in_a_stadium});
}

TEST_F(DemoSale, is_put_on_sale_again_only_where_it_is_over) {
    put_demo_on_sale(*store_, today_);
    auto const first = on_sale();
    put_demo_on_sale(*store_, today_ + std::chrono::days{1});
    EXPECT_EQ(on_sale(), first);
    put_demo_on_sale(*store_, today_ + std::chrono::days{40});
    EXPECT_EQ(on_sale().size(), first.size() + 1) << "the club is over, the stadium is to come";
    put_demo_on_sale(*store_, today_ + std::chrono::days{400});
    EXPECT_EQ(on_sale().size(), first.size() + 3);
}

TEST_F(DemoSale, has_a_walk_that_names_its_server_in_one_place_for_the_shell) {
    auto const walk = demo_walk();
    EXPECT_NE(walk.find("\nserver=http://127.0.0.1:8080\n"), std::string_view::npos);
}

}  // namespace
}  // namespace onsale
