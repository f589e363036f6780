#include "infrastructure/system/data_lock.h"

#include <fstream>

#include <gtest/gtest.h>

#include "application/storage_fault.h"
#include "support/temporary_folder.h"

namespace onsale {
namespace {

TEST(DataLock, makes_the_directory_and_lets_nobody_else_in) {
    TemporaryFolder folder;
    auto const data = folder / "a/b";
    DataLock const mine(data);
    EXPECT_TRUE(std::filesystem::is_directory(data));
    EXPECT_THROW(DataLock{data}, StorageFault);
}

TEST(DataLock, is_given_up_at_the_end) {
    TemporaryFolder folder;
    { DataLock const first(folder / "data"); }
    EXPECT_NO_THROW(DataLock{folder / "data"});
}

TEST(DataLock, a_file_left_by_a_killed_server_locks_nobody_out) {
    TemporaryFolder folder;
    std::filesystem::create_directories(folder / "data");
    std::ofstream(folder / "data/lock") << "left behind";
    EXPECT_NO_THROW(DataLock{folder / "data"});
}

TEST(DataLock, a_directory_that_cannot_be_made_is_a_fault) {
    TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    EXPECT_THROW(DataLock{folder / "file/data"}, StorageFault);
}

}  // namespace
}  // namespace onsale
