#include "domain/line_id.h"

#include <string>

#include <gtest/gtest.h>

namespace onsale {
namespace {

TEST(line_id, a_name_of_small_letters_digits_and_hyphens_is_read_as_it_is_written) {
    for (auto const& name : {std::string("main"), std::string("7"), std::string("iu-2026-12-24"), std::string("-"),
                             std::string("01890a5dac96774bbcceb302099a8057")}) {
        auto const id = LineId::parse(name);
        ASSERT_TRUE(id) << name;
        EXPECT_EQ(id->view(), name);
    }
    EXPECT_EQ(LineId::parse("main"), main_line);
    EXPECT_NE(LineId::parse("main2"), main_line);
}

TEST(line_id, everything_else_is_refused) {
    for (auto const& name :
         {std::string(), std::string("Main"), std::string("main "), std::string("a_b"), std::string("a/b"),
          std::string("a:b"), std::string("a{b}"), std::string("a\"b"), std::string("\0", 1), std::string("main\0", 5),
          std::string("\xea\xb0\x80"), std::string(LineId::longest + 1, 'a')}) {
        EXPECT_FALSE(LineId::parse(name)) << name;
    }
}

}  // namespace
}  // namespace onsale
