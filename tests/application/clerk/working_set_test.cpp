// A new kind of row is one part and its place in the list: all that a batch does with rows is then done with it, too.
#include "application/clerk/working_set.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/clerk/tracked.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Toy {
    int id = 0;
    std::string colour;
};

struct ToyBox {
    std::vector<Toy> loaded;
    std::vector<std::string> saved{};
};

struct Toys : Tracked<int, Toy> {
    void load(ToyBox const& box) {
        for (auto const& toy : box.loaded) keep(toy.id, toy);
    }
    void save(ToyBox& box) const {
        for_each_change([&](Entry const& toy) {
            box.saved.push_back((toy.loaded ? toy.loaded->colour : "nothing") + " to " + toy.row.colour);
        });
    }
};

struct Notes : Added<std::string> {
    void save(ToyBox& box) const { box.saved.insert(box.saved.end(), rows().begin(), rows().end()); }
};

struct ToyCount : Found<std::size_t> {
    void load(ToyBox const& box) { set(box.loaded.size()); }
};

struct ToyRows : WorkingSet<Toys, Notes, ToyCount> {
    void paint(int id, std::string const& colour) {
        edit<Toys>().put(id, {id, colour});
        edit<Notes>().add("painted " + colour);
    }
    std::string colour(int id) const {
        auto const* toy = of<Toys>().find(id);
        return toy == nullptr ? "none" : toy->colour;
    }
    std::vector<std::string> saved() const {
        ToyBox box{};
        save(box);
        return box.saved;
    }
};

struct AWorkingSet : testing::Test {
    AWorkingSet() { rows.load(box); }
    ToyBox box{{{1, "red"}, {2, "blue"}}};
    ToyRows rows;
};

TEST_F(AWorkingSet, loads_every_part_and_is_untouched_by_it) {
    EXPECT_EQ(rows.colour(1), "red");
    EXPECT_EQ(rows.colour(3), "none");
    EXPECT_EQ(rows.of<ToyCount>().value(), 2u);
    EXPECT_TRUE(rows.untouched());
    EXPECT_THAT(rows.saved(), IsEmpty());
}

TEST_F(AWorkingSet, saves_the_changes_of_every_part_in_the_order_of_the_list) {
    rows.begin_command();
    rows.paint(1, "green");
    rows.begin_command();
    rows.paint(3, "white");
    EXPECT_FALSE(rows.untouched());
    EXPECT_THAT(rows.saved(), ElementsAre("red to green", "nothing to white", "painted green", "painted white"));
}

TEST_F(AWorkingSet, takes_back_in_every_part_what_the_present_command_did) {
    rows.begin_command();
    rows.paint(1, "green");
    rows.begin_command();
    rows.paint(1, "black");
    rows.paint(3, "white");
    rows.undo_command();
    EXPECT_EQ(rows.colour(1), "green");
    EXPECT_EQ(rows.colour(3), "none");
    EXPECT_THAT(rows.saved(), ElementsAre("red to green", "painted green"));
}

TEST_F(AWorkingSet, is_untouched_again_when_its_only_command_is_undone) {
    rows.begin_command();
    rows.paint(2, "black");
    rows.undo_command();
    EXPECT_TRUE(rows.untouched());
    EXPECT_THAT(rows.saved(), IsEmpty());
}

TEST_F(AWorkingSet, is_empty_when_cleared_in_every_part) {
    rows.begin_command();
    rows.paint(1, "green");
    rows.clear();
    EXPECT_EQ(rows.colour(1), "none");
    EXPECT_EQ(rows.of<ToyCount>().value(), 0u);
    EXPECT_TRUE(rows.untouched());
    EXPECT_THAT(rows.saved(), IsEmpty());
}

}  // namespace
}  // namespace onsale
