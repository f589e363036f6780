#include "json_text/duplicate_members.h"

#include <gtest/gtest.h>

namespace onsale::json_text {
namespace {

using Pointers = std::vector<std::string>;

TEST(DuplicateMembers, are_found_at_every_depth_and_however_they_are_written) {
    EXPECT_EQ(duplicate_members(R"({"a": 1, "b": [{"c": 1, "\u0063": 2, "d": {"c": 3}}], "a": 2})", 8, 20),
              (Pointers{"/b/0/c", "/a"}));
    EXPECT_EQ(duplicate_members(R"({"/~": 1, "x": [0, {"": 1, "": 2}], "/~": 2})", 8, 20),
              (Pointers{"/x/1/", "/~1~0"}));
}

TEST(DuplicateMembers, the_same_name_in_different_objects_is_none) {
    EXPECT_EQ(duplicate_members(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})", 8, 20), Pointers{});
}

TEST(DuplicateMembers, no_more_are_named_than_asked_for) {
    EXPECT_EQ(duplicate_members(R"({"a": 1, "a": 2, "a": 3, "a": 4})", 8, 2).size(), 2U);
}

}  // namespace
}  // namespace onsale::json_text
