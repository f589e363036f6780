#include "application/clerk/tracked.h"

#include <string>

#include <gtest/gtest.h>

#include "domain/numbered.h"

namespace onsale {
namespace {

using Names = Tracked<UserId, std::string>;
UserId const kim = numbered<UserId>(1);
UserId const lee = numbered<UserId>(2);

std::string changes(Names const& names) {
    std::string all;
    names.for_each_change(
        [&](auto const& entry) { all += (entry.loaded ? *entry.loaded : "new") + ">" + entry.row + " "; });
    return all;
}

TEST(Tracked, what_is_loaded_is_found_and_is_no_change) {
    Names names;
    names.keep(kim, "Kim");
    EXPECT_EQ(*names.find(kim), "Kim");
    EXPECT_EQ(names.find(lee), nullptr);
    EXPECT_TRUE(names.untouched());
    EXPECT_EQ(changes(names), "");
}

TEST(Tracked, loading_again_does_not_undo_what_was_put) {
    Names names;
    names.keep(kim, "Kim");
    names.begin_command();
    names.put(kim, "Kim Min");
    names.keep(kim, "Kim");
    EXPECT_EQ(*names.find(kim), "Kim Min");
}

TEST(Tracked, a_row_changed_twice_is_one_change_from_what_was_loaded_to_what_it_is_now) {
    Names names;
    names.keep(kim, "Kim");
    names.begin_command();
    names.put(kim, "b");
    names.begin_command();
    names.put(kim, "c");
    EXPECT_EQ(changes(names), "Kim>c ");
}

TEST(Tracked, changes_come_in_the_order_of_first_touch) {
    Names names;
    names.keep(kim, "Kim");
    names.begin_command();
    names.put(lee, "Lee");
    names.put(kim, "b");
    names.put(lee, "Lee 2");
    EXPECT_EQ(changes(names), "new>Lee 2 Kim>b ");
}

TEST(Tracked, undo_takes_back_only_what_the_present_command_put) {
    Names names;
    names.keep(kim, "Kim");
    names.begin_command();
    names.put(kim, "b");
    names.begin_command();
    names.put(kim, "c");
    names.put(kim, "d");
    names.put(lee, "Lee");
    names.undo_command();
    EXPECT_EQ(*names.find(kim), "b");
    EXPECT_EQ(names.find(lee), nullptr);
    EXPECT_EQ(changes(names), "Kim>b ");
}

TEST(Tracked, undoing_the_only_command_leaves_it_untouched) {
    Names names;
    names.keep(kim, "Kim");
    names.begin_command();
    names.put(kim, "b");
    names.put(lee, "Lee");
    names.undo_command();
    EXPECT_TRUE(names.untouched());
    EXPECT_EQ(*names.find(kim), "Kim");
    names.begin_command();
    names.put(kim, "c");
    EXPECT_EQ(changes(names), "Kim>c ") << "a change after an undo is a change";
}

TEST(Tracked, clear_forgets_everything) {
    Names names;
    names.begin_command();
    names.put(kim, "b");
    names.clear();
    EXPECT_TRUE(names.untouched());
    EXPECT_EQ(names.find(kim), nullptr);
}

}  // namespace
}  // namespace onsale
