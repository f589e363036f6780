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

TEST(DataLock, the_directory_it_makes_and_the_stores_in_it_are_for_their_owner_alone) {
    using std::filesystem::perms;
    TemporaryFolder folder;
    { DataLock const first(folder / "data"); }
    auto const rights = [&](std::string const& name) {
        return std::filesystem::status(folder.path() / name).permissions();
    };
    EXPECT_EQ(rights("data"), perms::owner_all);

    auto const readable = perms::owner_read | perms::owner_write | perms::group_read | perms::others_read;
    for (auto const* name : {"data/sale.db", "data/sale.db-wal", "data/line.db", "data/of-others.txt"}) {
        std::ofstream(folder / name) << "left by an earlier version";
        std::filesystem::permissions(folder / name, readable);
    }
    DataLock const second(folder / "data");
    for (auto const* name : {"data/sale.db", "data/sale.db-wal", "data/line.db"}) {
        EXPECT_EQ(rights(name), perms::owner_read | perms::owner_write) << name;
    }
    EXPECT_EQ(rights("data/of-others.txt"), readable);
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
