#include "infrastructure/sqlite/sale/schema.h"

#include <fstream>

#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale::sqlite {
namespace {

TEST(SaleSchema, the_data_directory_and_the_file_are_made) {
    TemporaryFolder folder;
    auto const data = folder / "a/b/c";
    auto database = open_sale(data, Mode::read_write);
    EXPECT_TRUE(std::filesystem::exists(data / "sale.db"));
    EXPECT_EQ(database.user_version(), 2);
}

TEST(SaleSchema, a_commit_is_flushed_before_it_returns) {
    TemporaryFolder folder;
    auto database = open_sale(folder / "data", Mode::read_write);
    auto const pragma = [&](std::string_view sql) {
        auto row = database.prepare(sql);
        row.step();
        return std::string(row.column_text(0));
    };
    EXPECT_EQ(pragma("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(pragma("PRAGMA synchronous"), "2") << "FULL: the log is flushed at every commit";
    EXPECT_EQ(pragma("PRAGMA foreign_keys"), "1");
}

TEST(SaleSchema, a_file_of_a_newer_release_is_refused_and_left_alone) {
    TemporaryFolder folder;
    auto const data = folder / "data";
    open_sale(data, Mode::read_write).set_user_version(99);
    EXPECT_THROW(open_sale(data, Mode::read_write), StorageFault);
    EXPECT_THROW(open_sale(data, Mode::read_only), StorageFault);
    EXPECT_EQ(Database::open(sale_file(data), Mode::read_only).user_version(), 99);
}

TEST(SaleSchema, reading_does_not_make_what_is_not_there) {
    TemporaryFolder folder;
    EXPECT_THROW(open_sale(folder / "data", Mode::read_only), StorageFault);
    EXPECT_FALSE(std::filesystem::exists(folder / "data"));
}

TEST(SaleSchema, a_file_that_is_no_database_is_a_fault) {
    TemporaryFolder folder;
    std::ofstream(folder / "sale.db") << std::string(8'192, 'x');
    EXPECT_THROW(open_sale(folder / "", Mode::read_write), StorageFault);
}

TEST(SaleSchema, a_directory_that_cannot_be_made_is_a_fault) {
    TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    EXPECT_THROW(open_sale(folder / "file/data", Mode::read_write), StorageFault);
}

TEST(SaleSchema, a_history_is_only_ever_added_to) {
    SaleOnSqlite sale;
    auto const kim = sale.user_with(Points{500});
    auto database = open_sale(sale.data, Mode::read_write);
    EXPECT_THROW(database.exec("UPDATE point_history SET amount = 1"), StorageFault);
    EXPECT_THROW(database.exec("DELETE FROM point_history"), StorageFault);
    EXPECT_EQ(sale.history(kim).at(0).amount, Points{500});
}

TEST(SaleSchema, an_id_that_is_no_id_is_a_fault_of_the_file) {
    SaleOnSqlite sale;
    sale.user();
    auto database = open_sale(sale.data, Mode::read_write);
    database.exec("PRAGMA ignore_check_constraints = ON; UPDATE user SET id = x'00'");
    EXPECT_THROW(sale.archive.read_users([](User const&) {}), StorageFault);
}

}  // namespace
}  // namespace onsale::sqlite
