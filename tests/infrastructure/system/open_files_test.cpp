#include "infrastructure/system/open_files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace onsale {
namespace {

TEST(OpenFiles, as_many_as_the_system_allows) {
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = 256;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    allow_most_open_files();
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    EXPECT_EQ(limit.rlim_cur, limit.rlim_max);
}

}  // namespace
}  // namespace onsale
