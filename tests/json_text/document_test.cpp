#include "json_text/document.h"

#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace onsale::json_text {
namespace {

TEST(Document, has_the_values_that_boost_json_reads) {
    std::string const long_name(5'000, 'n');
    std::string const long_text(100'000, 't');
    for (
        auto const& text : std::vector<std::string>{
            R"({"a": [1, -2, 18446744073709551615, 1.5e300, true, false, null, "", {}, []], "b": {"c": {"d": [[1]]}}})",
            "\"plain\"", "17", " [ ] ", R"({"\u0063\n": "\ud55c\"글", "c": "\u0000"})",
            R"({")" + long_name + R"(": ")" + long_text + R"("})"}) {
        auto const document = Document::parse(text, 8);
        ASSERT_TRUE(document) << text;
        EXPECT_EQ(boost::json::serialize(document->root()), boost::json::serialize(boost::json::parse(text)));
        EXPECT_TRUE(document->duplicates(20).empty());
    }
}

TEST(Document, names_members_that_stand_twice_and_no_others) {
    auto const document = Document::parse(R"({"a": 1, "b": [{"c": 1, "\u0063": 2, "d": {"c": 3}}], "a": 2})", 8);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->duplicates(20), (std::vector<std::string>{"/b/0/c", "/a"}));
    EXPECT_EQ(document->duplicates(1).size(), 1U);
}

TEST(Document, names_them_also_in_what_a_later_one_replaces) {
    auto const document = Document::parse(R"({"a": {"x": 1, "x": 2}, "a": {}})", 8);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->duplicates(20), (std::vector<std::string>{"/a/x", "/a"}));
}

TEST(Document, says_where_a_text_stops_being_json) {
    for (auto const& [text, at] : {std::pair{R"({"a": x})", 6U}, std::pair{"[1, 2", 5U}, std::pair{"{} {}", 3U},
                                   std::pair{"", 0U}, std::pair{"[[[1]]]", 2U}}) {
        auto const document = Document::parse(text, 2);
        ASSERT_FALSE(document) << text;
        EXPECT_EQ(document.error().at, at) << text;
        EXPECT_TRUE(document.error().error) << text;
    }
}

TEST(Document, gives_its_values_away) {
    auto document = Document::parse(R"({"a": 1})", 8);
    auto const root = (*std::move(document)).root();
    EXPECT_EQ(root.at("a").as_int64(), 1);
}

}  // namespace
}  // namespace onsale::json_text
