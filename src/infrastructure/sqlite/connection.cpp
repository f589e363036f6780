#include "infrastructure/sqlite/connection.h"

#include <algorithm>
#include <string>

#include <sqlite3.h>

namespace onsale::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* database, std::string_view doing) {
    std::string what{"SQLite: "};
    what.append(doing).append(": ");
    if (database == nullptr) throw StorageFault(what + "out of memory");
    what.append(sqlite3_errmsg(database));
    what.append(" (code ").append(std::to_string(sqlite3_extended_errcode(database))).append(")");
    throw StorageFault(what);
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
    sqlite3_stmt* statement = nullptr;
    auto const code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                         &statement, nullptr);
    handle_.reset(statement);
    if (code != SQLITE_OK) fail(database, sql);
}

Statement& Statement::bind(int index, std::int64_t value) {
    if (sqlite3_bind_int64(handle_.get(), index, value) != SQLITE_OK) fail(database_, "bind a number");
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    // A null pointer would bind NULL: an empty text still is a text.
    char const* const data = text.data() == nullptr ? "" : text.data();
    if (sqlite3_bind_text64(handle_.get(), index, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK) {
        fail(database_, "bind a text");
    }
    return *this;
}

Statement& Statement::bind(int index, std::span<std::uint8_t const> blob) {
    void const* const data = blob.data() == nullptr ? static_cast<void const*>("") : blob.data();
    if (sqlite3_bind_blob64(handle_.get(), index, data, blob.size(), SQLITE_TRANSIENT) != SQLITE_OK) {
        fail(database_, "bind a blob");
    }
    return *this;
}

Statement& Statement::bind(int index, std::nullptr_t) {
    if (sqlite3_bind_null(handle_.get(), index) != SQLITE_OK) fail(database_, "bind null");
    return *this;
}

bool Statement::step() {
    switch (sqlite3_step(handle_.get())) {
        case SQLITE_ROW:
            return true;
        case SQLITE_DONE:
            reset();
            return false;
        default:
            break;
    }
    try {
        fail(database_, sqlite3_sql(handle_.get()));
    } catch (StorageFault const&) {
        reset();  // after the message was read: a failed statement must not keep its locks
        throw;
    }
}

std::int64_t Statement::run() {
    auto const before = sqlite3_total_changes64(database_);
    while (step()) {
    }
    return sqlite3_total_changes64(database_) - before;
}

void Statement::reset() noexcept { sqlite3_reset(handle_.get()); }

std::int64_t Statement::integer(int index) const { return sqlite3_column_int64(handle_.get(), index); }

std::string_view Statement::text(int index) const {
    auto const* const text = sqlite3_column_text(handle_.get(), index);
    if (text == nullptr) return {};
    return {reinterpret_cast<char const*>(text), static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), index))};
}

std::span<std::uint8_t const> Statement::bytes(int index) const {
    auto const* const blob = static_cast<std::uint8_t const*>(sqlite3_column_blob(handle_.get(), index));
    if (blob == nullptr) return {};
    return {blob, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), index))};
}

Uuid Statement::uuid(int index) const {
    auto const blob = bytes(index);
    Uuid id;
    if (blob.size() != id.bytes.size()) throw StorageFault("SQLite: an id that is not 16 bytes long");
    std::ranges::copy(blob, id.bytes.begin());
    return id;
}

bool Statement::is_null(int index) const { return sqlite3_column_type(handle_.get(), index) == SQLITE_NULL; }

void Database::Close::operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }

Database Database::open(std::filesystem::path const& file, Mode mode) {
    auto const flags = (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                       SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* handle = nullptr;
    auto const code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    Database database{handle};
    if (code != SQLITE_OK) fail(handle, "open " + file.string());
    sqlite3_busy_timeout(handle, static_cast<int>(busy_timeout.count()));
    return database;
}

void Database::exec(char const* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_.get(), sql);
}

Statement Database::prepare(std::string_view sql) { return {handle_.get(), sql}; }

std::int64_t Database::user_version() {
    auto statement = prepare("PRAGMA user_version");
    statement.step();
    return statement.integer(0);
}

void Database::set_user_version(std::int64_t version) {
    exec(("PRAGMA user_version = " + std::to_string(version)).c_str());  // pragmas take no parameters
}

// Writing the version writes the first page, though nothing in it changes. The log is written on from the last commit
// that succeeded: over the failed one, whose other pages then no longer carry the checksum that is expected of them.
void Database::settle() {
    if (!doubtful_) return;
    try {
        set_user_version(user_version());
    } catch (StorageFault const& fault) {
        throw StoreAway(std::string("the disk does not take a flush since a commit failed: ") + fault.what());
    }
    doubtful_ = false;
}

void Database::check_foreign_keys(bool check) {
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_FKEY, check ? 1 : 0, nullptr);
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

Database open_store(std::filesystem::path const& file, Mode mode) {
    auto database = Database::open(file, mode);
    if (mode == Mode::read_write) {
        auto log = database.prepare("PRAGMA journal_mode = WAL");
        if (!log.step() || log.text(0) != "wal") {
            throw StorageFault("SQLite: no write-ahead log for " + file.string() +
                               ": its file system has no shared memory");
        }
        log.reset();
        database.exec(
            "PRAGMA synchronous = FULL;"
            // In pages of 4 KiB: a checkpoint every 64 MiB, so that the writer seldom waits for one (20 ms each).
            "PRAGMA wal_autocheckpoint = 16384;"
            // The log file shrinks back after a burst. In bytes.
            "PRAGMA journal_size_limit = 134217728;");
    }
    database.exec(
        "PRAGMA foreign_keys = ON;"
        "PRAGMA temp_store = MEMORY;"
        "PRAGMA cache_size = -65536;");  // negative: in KiB
    return database;
}

Transaction::Transaction(Database& database) : database_(database) {
    database_.settle();
    database_.exec("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        // Some faults (disk full, I/O) make SQLite roll back by itself.
        if (database_.in_transaction()) database_.exec("ROLLBACK");
        database_.settle();
    } catch (StorageFault const&) {
        // Nothing was committed, and the next beginning will say what is wrong with the file.
    }
}

void Transaction::commit() {
    try {
        database_.exec("COMMIT");
    } catch (StorageFault const&) {
        database_.doubt_last_commit();
        throw;
    }
    open_ = false;
}

}  // namespace onsale::sqlite
