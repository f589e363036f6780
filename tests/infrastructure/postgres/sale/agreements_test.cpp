// What nodes agree on is kept once, by one node at a time, and nothing is changed by one that refuses.
#include "infrastructure/postgres/sale/agreements.h"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "support/eventually.h"

namespace onsale::postgres {
namespace {

Agreements kept_in(FreshDatabase const& database) {
    Agreements all;
    agree(database.url(), [&](Agreements const& kept, bool) {
        all = kept;
        return Agreements{};
    });
    return all;
}

TEST(AgreementsTest, what_a_node_adds_the_next_one_finds) {
    FreshDatabase const database;
    EXPECT_TRUE(kept_in(database).empty());
    agree(database.url(), [](Agreements const&, bool) { return Agreements{{"a", "1"}, {"b", "2"}}; });
    agree(database.url(), [](Agreements const&, bool) { return Agreements{{"b", "3"}}; });
    EXPECT_EQ(kept_in(database), (Agreements{{"a", "1"}, {"b", "3"}}));
}

TEST(AgreementsTest, one_that_refuses_changes_nothing) {
    FreshDatabase const database;
    agree(database.url(), [](Agreements const&, bool) { return Agreements{{"a", "1"}}; });
    EXPECT_THROW(agree(database.url(), [](Agreements const&, bool) -> Agreements { throw std::runtime_error("no"); }),
                 std::runtime_error);
    EXPECT_EQ(kept_in(database), (Agreements{{"a", "1"}}));
}

TEST(AgreementsTest, of_many_that_start_at_once_one_is_the_first) {
    FreshDatabase const database;
    std::atomic<int> firsts = 0;
    {
        std::vector<std::jthread> nodes;
        for (int i = 0; i < 4; ++i) {
            nodes.emplace_back([&] {
                agree(database.url(), [&](Agreements const& kept, bool) {
                    if (kept.empty()) ++firsts;
                    return kept.empty() ? Agreements{{"a", "1"}} : Agreements{};
                });
            });
        }
    }
    EXPECT_EQ(firsts, 1);
}

TEST(AgreementsTest, it_tells_whether_another_program_of_ours_is_connected) {
    FreshDatabase const database;
    auto const alone = [&] {
        bool result = false;
        agree(database.url(), [&](Agreements const&, bool is_alone) {
            result = is_alone;
            return Agreements{};
        });
        return result;
    };
    EXPECT_TRUE(tests::eventually(alone)) << "a session that has just ended may still be counted";
    Connection other(database.url());
    other.ensure_open();
    EXPECT_FALSE(alone());
}

}  // namespace
}  // namespace onsale::postgres
