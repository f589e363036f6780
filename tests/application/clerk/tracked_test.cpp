#include "application/clerk/tracked.h"

#include <string>

#include <gtest/gtest.h>

#include "domain/numbered.h"

namespace onsale {
namespace {

using Names = Tracked<UserId, std::string>;
UserId const hong = numbered<UserId>(1);
UserId const shin = numbered<UserId>(2);

std::string changes(Names const& names) {
    std::string all;
    names.for_each_change(
        [&](auto const& entry) { all += (entry.loaded ? *entry.loaded : "new") + ">" + entry.row + " "; });
    return all;
}

TEST(Tracked, what_is_loaded_is_found_and_is_no_change) {
    Names names;
    names.keep(hong, "Kim");
    EXPECT_EQ(*names.find(hong), "Kim");
    EXPECT_EQ(names.find(shin), nullptr);
    EXPECT_TRUE(names.untouched());
    EXPECT_EQ(changes(names), "");
}

TEST(Tracked, loading_again_does_not_undo_what_was_put) {
    Names names;
    names.keep(hong, "Kim");
    names.begin_command();
    names.put(hong, "Kim Min");
    names.keep(hong, "Kim");
    EXPECT_EQ(*names.find(hong), "Kim Min");
}

TEST(Tracked, a_row_changed_twice_is_one_change_from_what_was_loaded_to_what_it_is_now) {
    Names names;
    names.keep(hong, "Kim");
    names.begin_command();
    names.put(hong, "b");
    names.begin_command();
    names.put(hong, "c");
    EXPECT_EQ(changes(names), "Kim>c ");
}

TEST(Tracked, changes_come_in_the_order_of_first_touch) {
    Names names;
    names.keep(hong, "Kim");
    names.begin_command();
    names.put(shin, "Lee");
    names.put(hong, "b");
    names.put(shin, "Lee 2");
    EXPECT_EQ(changes(names), "new>Lee 2 Kim>b ");
}

TEST(Tracked, undo_takes_back_only_what_the_present_command_put) {
    Names names;
    names.keep(hong, "Kim");
    names.begin_command();
    names.put(hong, "b");
    names.begin_command();
    names.put(hong, "c");
    names.put(hong, "d");
    names.put(shin, "Lee");
    names.undo_command();
    EXPECT_EQ(*names.find(hong), "b");
    EXPECT_EQ(names.find(shin), nullptr);
    EXPECT_EQ(changes(names), "Kim>b ");
}

TEST(Tracked, undoing_the_only_command_leaves_it_untouched) {
    Names names;
    names.keep(hong, "Kim");
    names.begin_command();
    names.put(hong, "b");
    names.put(shin, "Lee");
    names.undo_command();
    EXPECT_TRUE(names.untouched());
    EXPECT_EQ(*names.find(hong), "Kim");
    names.begin_command();
    names.put(hong, "c");
    EXPECT_EQ(changes(names), "Kim>c ") << "a change after an undo is a change";
}

TEST(Tracked, clear_forgets_everything) {
    Names names;
    names.begin_command();
    names.put(hong, "b");
    names.clear();
    EXPECT_TRUE(names.untouched());
    EXPECT_EQ(names.find(hong), nullptr);
}

}  // namespace
}  // namespace onsale
