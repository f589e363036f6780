#include "http/shared_body.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "http/limits.h"

namespace onsale::http::tests {
namespace {

SharedBytes bytes(std::size_t size, char c) { return std::make_shared<std::string const>(size, c); }

TEST(SharedBodyTest, comes_from_a_file_with_the_same_bytes_once_it_was_sent_some_times) {
    int file = -1;
    {
        SharedBody const body({bytes(20'000, 'a'), bytes(0, 'b'), bytes(20'000, 'c')});
        for (unsigned i = 0; i < sendings_before_a_file; ++i) EXPECT_LT(body.file(), 0);
        file = body.file();
        ASSERT_GE(file, 0);
        EXPECT_EQ(body.file(), file);
        std::string read(50'000, '?');
        auto const count = ::pread(file, read.data(), read.size(), 0);
        ASSERT_EQ(count, 40'000);
        EXPECT_EQ(read.substr(0, 40'000), std::string(20'000, 'a') + std::string(20'000, 'c'));
    }
    EXPECT_EQ(::fcntl(file, F_GETFD), -1) << "closed with the body";
}

TEST(SharedBodyTest, too_small_and_too_large_ones_stay_in_memory) {
    SharedBody const small({bytes(least_body_in_a_file - 1, 'a')});
    SharedBody const large({bytes(largest_body_in_a_file, 'a'), bytes(1, 'b')});
    for (int i = 0; i < 10; ++i) {
        EXPECT_LT(small.file(), 0);
        EXPECT_LT(large.file(), 0);
    }
}

}  // namespace
}  // namespace onsale::http::tests
