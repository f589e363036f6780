// A thin layer over SQLite's C interface: what is opened gets closed, what fails throws.
//
// Threads: a Database and all that was made from it belong to one thread at a time (opened NOMUTEX).
// Errors: every call here throws StorageFault with SQLite's own message and its extended code.
// Busy: another process may hold the file for a moment; we wait up to busy_timeout before that is a fault.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "application/storage_fault.h"
#include "domain/uuid.h"

struct sqlite3;
struct sqlite3_stmt;

namespace onsale::sqlite {

enum class Mode : std::uint8_t {
    read_write,  // makes the file if it is not there
    read_only,   // the file must be there; safe while a server runs
};

constexpr std::chrono::milliseconds busy_timeout{5'000};

// One compiled SQL text, to be bound and run many times. Must not outlive its Database.
class Statement {
  public:
    // Parameters count from 1. Text and blobs are copied. A binding stays until it is bound again.
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, std::span<std::uint8_t const> blob);
    Statement& bind(int index, std::nullptr_t);

    // True: there is a row to read. False: finished, and the statement is ready to run again.
    bool step();

    // Runs a statement whose rows, if any, do not matter; returns how many rows it inserted, changed or deleted.
    std::int64_t run();

    // Ends a reading early; without it an unfinished statement keeps its view of the file.
    void reset() noexcept;

    // Columns count from 0. Text and blobs point into SQLite and are good until the next step or reset.
    std::int64_t integer(int index) const;
    std::string_view text(int index) const;
    std::span<std::uint8_t const> bytes(int index) const;
    bool is_null(int index) const;
    bool flag(int index) const { return integer(index) != 0; }
    Uuid uuid(int index) const;  // StorageFault, if it is not 16 bytes long

  private:
    friend class Database;
    Statement(sqlite3* database, std::string_view sql);

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

class Database {
  public:
    static Database open(std::filesystem::path const& file, Mode mode);

    // Runs one or more statements that take no parameters and whose rows do not matter.
    void exec(char const* sql);

    Statement prepare(std::string_view sql);

    // The schema's version that the file carries (PRAGMA user_version); 0 in a new file.
    std::int64_t user_version();
    void set_user_version(std::int64_t version);

    bool in_transaction() const;

    // Whether foreign keys are checked. Also inside a transaction; statements are compiled again at their next run.
    void check_foreign_keys(bool check);

    // A COMMIT failed: its pages may lie whole in the write-ahead log, and a crash would bring them back although
    // everybody was told no. Until an empty commit has taken their place nothing else is begun.
    void doubt_last_commit() { doubtful_ = true; }
    // Puts that commit into the log, if one is owed. Errors: StoreAway, and it is owed still.
    void settle();

  private:
    explicit Database(sqlite3* handle) : handle_(handle) {}

    struct Close {
        void operator()(sqlite3* database) const noexcept;
    };
    std::unique_ptr<sqlite3, Close> handle_;
    bool doubtful_ = false;
};

// For what is known to be pointed at by nothing, and where looking would cost too much. Statements run inside alone are
// not checked.
class WithoutForeignKeys {
  public:
    explicit WithoutForeignKeys(Database& database) : database_(database) { database_.check_foreign_keys(false); }
    ~WithoutForeignKeys() { database_.check_foreign_keys(true); }
    WithoutForeignKeys(WithoutForeignKeys const&) = delete;
    WithoutForeignKeys& operator=(WithoutForeignKeys const&) = delete;

  private:
    Database& database_;
};

// Opens one of the server's store files with the settings that all of them share: durable at commit (write-ahead
// log, synchronous=FULL), readable by other processes while we run.
Database open_store(std::filesystem::path const& file, Mode mode);

// The write lock is taken at once, so that what is read inside is still true when it is written back.
// Leaving without commit() rolls back. Beginning throws StoreAway while a failed commit could still come back
// (Database::settle).
class Transaction {
  public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;

    // Durable when it returns. If it throws, everything since the start is rolled back by the destructor, and stays so
    // over a crash, as soon as the disk takes a flush again.
    void commit();

  private:
    Database& database_;
    bool open_ = true;
};

}  // namespace onsale::sqlite
