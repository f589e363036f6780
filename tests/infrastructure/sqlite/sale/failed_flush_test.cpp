// A flush that fails: what was answered "no" stays undone, over a crash too.
#include <filesystem>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "infrastructure/sqlite/connection.h"
#include "support/temporary_folder.h"

namespace onsale::sqlite {
namespace {

// The system's own files, whose flush fails while it is told to. One at a time.
class FailingDisk {
  public:
    FailingDisk() : vfs_(*real()) {
        vfs_.zName = "failing-disk";
        vfs_.xOpen = &open;
        sqlite3_vfs_register(&vfs_, 1);
        failing = false;
    }
    ~FailingDisk() {
        sqlite3_vfs_unregister(&vfs_);
        sqlite3_vfs_register(real(), 1);
    }
    FailingDisk(FailingDisk const&) = delete;

    static inline bool failing = false;

  private:
    static sqlite3_vfs* real() { return sqlite3_vfs_find("unix"); }

    static int open(sqlite3_vfs*, char const* name, sqlite3_file* file, int flags, int* out_flags) {
        int const result = real()->xOpen(real(), name, file, flags, out_flags);
        if (result != SQLITE_OK || file->pMethods == nullptr) return result;
        flush = file->pMethods->xSync;
        auto& methods = methods_of[file->pMethods];
        methods = *file->pMethods;
        methods.xSync = &sync;
        file->pMethods = &methods;
        return result;
    }
    static int sync(sqlite3_file* file, int flags) { return failing ? SQLITE_IOERR_FSYNC : flush(file, flags); }

    static inline int (*flush)(sqlite3_file*, int) = nullptr;                          // the same for all files
    static inline std::map<sqlite3_io_methods const*, sqlite3_io_methods> methods_of;  // with and without locks
    sqlite3_vfs vfs_;
};

class FailedFlush : public testing::Test {
  protected:
    FailedFlush() { database_.exec("CREATE TABLE points (balance INTEGER NOT NULL); INSERT INTO points VALUES (10)"); }

    // Throws when the commit fails.
    void charge(std::int64_t amount) {
        Transaction transaction(database_);
        database_.exec(("UPDATE points SET balance = balance + " + std::to_string(amount)).c_str());
        transaction.commit();
    }
    static std::int64_t balance(Database& database) {
        auto row = database.prepare("SELECT balance FROM points");
        row.step();
        return row.integer(0);
    }
    // What a start would find after a loss of power now: the files, without the memory that processes share.
    std::int64_t balance_after_a_crash() {
        TemporaryFolder const other;
        for (auto const* name : {"store.db", "store.db-wal"}) {
            std::filesystem::copy_file(folder_ / name, other / name);
        }
        auto copy = open_store(other / "store.db", Mode::read_write);
        return balance(copy);
    }

    FailingDisk disk_;
    TemporaryFolder folder_;
    Database database_ = open_store(folder_ / "store.db", Mode::read_write);
};

TEST_F(FailedFlush, a_commit_that_failed_once_does_not_come_back_after_a_crash) {
    struct FailOnce {
        ~FailOnce() { disk.failing = false; }
        FailingDisk& disk;
    };
    {
        Transaction transaction(database_);
        database_.exec("UPDATE points SET balance = 1010");
        disk_.failing = true;
        FailOnce const once{disk_};  // well again before the transaction ends
        EXPECT_THROW(transaction.commit(), StorageFault);
    }
    EXPECT_EQ(balance(database_), 10);
    EXPECT_EQ(balance_after_a_crash(), 10);
    charge(5);
    EXPECT_EQ(balance_after_a_crash(), 15);
}

TEST_F(FailedFlush, nothing_is_begun_until_the_disk_takes_a_flush_again) {
    disk_.failing = true;
    EXPECT_THROW(charge(1'000), StorageFault);
    EXPECT_THROW(Transaction{database_}, StoreAway);
    EXPECT_THROW(Transaction{database_}, StoreAway);
    EXPECT_EQ(balance(database_), 10) << "reading goes on";
    disk_.failing = false;
    charge(5);
    EXPECT_EQ(balance(database_), 15);
    EXPECT_EQ(balance_after_a_crash(), 15);
}

}  // namespace
}  // namespace onsale::sqlite
