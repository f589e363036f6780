#include "infrastructure/sqlite/connection.h"

#include <array>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace onsale::sqlite {
namespace {

class Connection : public testing::Test {
  protected:
    std::int64_t rows() {
        auto statement = database.prepare("SELECT count(*) FROM fact");
        statement.step();
        return statement.integer(0);
    }
    TemporaryFolder folder;
    Database database = [this] {
        auto made = open_store(folder / "test.db", Mode::read_write);
        made.exec("CREATE TABLE fact (id INTEGER PRIMARY KEY, name TEXT, bytes BLOB)");
        return made;
    }();
};

TEST_F(Connection, what_is_bound_is_read_back) {
    std::array<std::uint8_t, 3> const bytes{1, 0, 255};
    auto insert = database.prepare("INSERT INTO fact VALUES (?1, ?2, ?3)");
    EXPECT_EQ(insert.bind(1, 7).bind(2, "콘서트").bind(3, std::span<std::uint8_t const>{bytes}).run(), 1);
    EXPECT_EQ(insert.bind(1, 8).bind(2, std::string_view{}).bind(3, nullptr).run(), 1);

    auto select = database.prepare("SELECT id, name, bytes FROM fact ORDER BY id");
    ASSERT_TRUE(select.step());
    EXPECT_EQ(select.integer(0), 7);
    EXPECT_EQ(select.text(1), "콘서트");
    EXPECT_TRUE(std::ranges::equal(select.bytes(2), bytes));
    ASSERT_TRUE(select.step());
    EXPECT_FALSE(select.is_null(1));  // an empty text is not NULL
    EXPECT_EQ(select.text(1), "");
    EXPECT_TRUE(select.is_null(2));
    EXPECT_FALSE(select.step());
}

TEST_F(Connection, a_transaction_that_is_left_without_commit_is_rolled_back) {
    {
        Transaction const transaction{database};
        database.exec("INSERT INTO fact (id) VALUES (1)");
    }
    EXPECT_EQ(rows(), 0);
    Transaction transaction{database};
    database.exec("INSERT INTO fact (id) VALUES (1)");
    transaction.commit();
    EXPECT_EQ(rows(), 1);
}

TEST_F(Connection, an_error_is_a_storage_fault_with_sqlites_words_and_the_statement_can_be_used_again) {
    auto insert = database.prepare("INSERT INTO fact (id) VALUES (?1)");
    insert.bind(1, 1).run();
    try {
        insert.run();
        FAIL() << "a duplicate key was taken";
    } catch (StorageFault const& fault) {
        EXPECT_NE(std::string_view{fault.what()}.find("UNIQUE constraint failed"), std::string_view::npos);
        EXPECT_NE(std::string_view{fault.what()}.find("1555"), std::string_view::npos);  // SQLITE_CONSTRAINT_PRIMARYKEY
    }
    EXPECT_EQ(insert.bind(1, 2).run(), 1);
    EXPECT_THROW(database.prepare("SELECT nonsense FROM nowhere"), StorageFault);
    EXPECT_THROW(database.exec("COMMIT"), StorageFault);
}

TEST_F(Connection, a_file_that_is_not_there_cannot_be_read) {
    EXPECT_THROW(Database::open(folder / "absent.db", Mode::read_only), StorageFault);
}

TEST_F(Connection, another_connection_reads_what_is_committed_while_a_transaction_is_open) {
    database.exec("INSERT INTO fact (id) VALUES (1)");
    Transaction const transaction{database};
    database.exec("INSERT INTO fact (id) VALUES (2)");
    auto reader = open_store(folder / "test.db", Mode::read_only);
    auto count = reader.prepare("SELECT count(*) FROM fact");
    ASSERT_TRUE(count.step());
    EXPECT_EQ(count.integer(0), 1);
    EXPECT_THROW(reader.exec("INSERT INTO fact (id) VALUES (3)"), StorageFault);
}

TEST_F(Connection, a_store_is_opened_durable) {
    auto const setting = [&](char const* pragma) {
        auto statement = database.prepare(pragma);
        statement.step();
        return std::string{statement.text(0)};
    };
    EXPECT_EQ(setting("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(setting("PRAGMA synchronous"), "2");  // FULL
    EXPECT_EQ(setting("PRAGMA wal_autocheckpoint"), "16384");
}

}  // namespace
}  // namespace onsale::sqlite
