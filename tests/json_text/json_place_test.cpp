#include "json_text/json_place.h"

#include <gtest/gtest.h>

namespace onsale::json_text {
namespace {

struct Expected {
    std::string_view pointer;
    std::size_t line;
    std::size_t column;
};

TEST(json_place, every_value_is_found_where_it_begins) {
    constexpr std::string_view text = "{ \"a\": [1,\n  {\"b\": \"x\\\"]\"}, null ],\n\"c/d~\": true }";
    for (auto const& [pointer, line, column] :
         {Expected{"", 1, 1}, Expected{"/a", 1, 8}, Expected{"/a/0", 1, 9}, Expected{"/a/1", 2, 3},
          Expected{"/a/1/b", 2, 9}, Expected{"/a/2", 2, 18}, Expected{"/c~1d~0", 3, 9}}) {
        auto const place = place_of_pointer(text, pointer);
        EXPECT_EQ(place.line, line) << pointer;
        EXPECT_EQ(place.column, column) << pointer;
    }
}

TEST(json_place, a_value_that_is_not_there_is_placed_at_its_nearest_ancestor) {
    EXPECT_EQ(place_of_pointer(R"({"a": [10, 11]})", "/a/2").column, 7U);
    EXPECT_EQ(place_of_pointer(R"({"ab": 1, "a": [10, 11]})", "/ab/c").column, 8U);
}

TEST(json_place, columns_count_characters_and_not_bytes) {
    EXPECT_EQ(place_of_pointer(R"({"좌석": "나열", "b": 1})", "/b").column, 19U);
}

}  // namespace
}  // namespace onsale::json_text
