// A node dies, or sleeps.
#include <csignal>
#include <iostream>

#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "nodes/hall_watch.h"
#include "nodes/sale_under_load.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using std::chrono::steady_clock;

class LostNode : public testing::Test {
  protected:
    std::int64_t fence() {
        auto const keys = redis::line_keys(line_.url, main_line);
        return std::stoll(std::string(operator_({"HGET", keys[0], "fence"}).view().text()));
    }

    postgres::FreshDatabase database_{postgres::Schema::none};
    redis::LineName line_;
    redis::Operator operator_{line_.url};
    SaleUnderLoad sale_{database_.url(), redis::test_redis() + "?prefix=" + line_.url.prefix};
};

TEST_F(LostNode, the_others_go_on_and_nothing_that_was_answered_is_lost) {
    constexpr std::size_t kills = 4;
    HallWatch const hall(line_.url);
    for (std::size_t kill = 0; kill < kills; ++kill) {
        auto const node = kill % sale_.nodes().count();
        sale_.begin_load();
        sale_.await_answers();
        sale_.nodes().kill(node);
        sale_.await_answers();
        sale_.nodes().start(node);
        sale_.await_answers();
        sale_.check();
    }
    hall.expect_never_more_than(SaleUnderLoad::capacity);
    sale_.report("killed a node " + std::to_string(kills) + " times, at most " + std::to_string(hall.most()) +
                 " inside");
}

TEST_F(LostNode, one_that_sleeps_beyond_its_lease_lets_nobody_in_when_it_wakes_up) {
    auto& nodes = sale_.nodes();
    HallWatch const hall(line_.url);
    sale_.begin_load();
    sale_.await_answers();
    sale_.end_load();
    // The one whose sleep makes the lease change hands is the one that had it.
    std::size_t sleeper = 0;
    long long moved_after = 0;
    for (; sleeper < nodes.count(); ++sleeper) {
        auto const before = fence();
        auto const slept = steady_clock::now();
        nodes.signal(sleeper, SIGSTOP);
        if (eventually([&] { return fence() != before; }, std::chrono::seconds{10})) {
            moved_after = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - slept).count();
            break;
        }
        nodes.signal(sleeper, SIGCONT);
    }
    ASSERT_LT(sleeper, nodes.count()) << "nobody takes the lease over";
    auto awake = nodes.ports();
    awake.erase(awake.begin() + static_cast<std::ptrdiff_t>(sleeper));
    sale_.begin_load(awake);
    sale_.await_answers(1'000);
    nodes.signal(sleeper, SIGCONT);
    sale_.await_answers();
    sale_.end_load();
    sale_.begin_load();
    sale_.await_answers(1'000);
    sale_.check();
    hall.expect_never_more_than(SaleUnderLoad::capacity);
    sale_.report("the admitting node slept, its lease moved after " + std::to_string(moved_after) + " ms, at most " +
                 std::to_string(hall.most()) + " inside");
}

}  // namespace
}  // namespace onsale::tests
