// Values go to the server and come back as they were; the server itself checks the formats.
#include "infrastructure/postgres/binary_format.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/storage_fault.h"
#include "infrastructure/postgres/fresh_database.h"

namespace onsale::postgres {
namespace {

using testing::ElementsAre;

class BinaryFormat : public testing::Test {
  protected:
    FreshDatabase database{Schema::none};
    Connection connection{database.url()};

    void SetUp() override { connection.ensure_open(); }

    Rows ask(char const* sql, Parameters parameters) { return connection.ask({"", sql}, std::move(parameters)); }

    // The array's elements in the server's own words, NULL as such.
    template <class Values>
    std::vector<std::string> read_by_server(char const* sql, Values const& values) {
        Parameters parameters;
        parameters.add_each(values, [](auto const& each) { return each; });
        return ask(sql, std::move(parameters)).map([](Row row) {
            return row.is_null(0) ? std::string("NULL") : std::string(row.text(0));
        });
    }
};

Uuid const some_uuid = *Uuid::parse("0188d0f0-1234-7abc-8def-0123456789ab");

TEST_F(BinaryFormat, values_come_back_as_they_were) {
    std::vector<std::uint8_t> const blob{0, 1, 255};
    Parameters parameters;
    parameters.add(std::int16_t{-2})
        .add(std::int32_t{-70'000})
        .add(std::numeric_limits<std::int64_t>::min())
        .add(some_uuid)
        .add(std::string_view("아이유"))
        .add(Bytes(blob));
    auto const rows =
        ask("SELECT $1::smallint, $2::integer, $3::bigint, $4::uuid, $5::text, $6::bytea, NULL", std::move(parameters));
    ASSERT_EQ(rows.size(), 1);
    EXPECT_EQ(rows[0].integer(0), -2);
    EXPECT_EQ(rows[0].integer(1), -70'000);
    EXPECT_EQ(rows[0].integer(2), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(rows[0].uuid(3), some_uuid);
    EXPECT_EQ(rows[0].text(4), "아이유");
    EXPECT_THAT(rows[0].bytes(5), ElementsAre(0, 1, 255));
    EXPECT_TRUE(rows[0].is_null(6));
    EXPECT_FALSE(rows[0].is_null(0));
}

TEST_F(BinaryFormat, arrays_are_read_by_the_server_as_they_were_meant) {
    EXPECT_THAT(read_by_server("SELECT unnest($1::smallint[])::text", std::vector<std::int16_t>{1, -32768}),
                ElementsAre("1", "-32768"));
    EXPECT_THAT(read_by_server("SELECT unnest($1::integer[])::text", std::vector<std::int32_t>{7, -8}),
                ElementsAre("7", "-8"));
    EXPECT_THAT(read_by_server("SELECT unnest($1::bigint[])::text", std::vector<std::int64_t>{1'767'225'600'000, -1}),
                ElementsAre("1767225600000", "-1"));
    EXPECT_THAT(read_by_server("SELECT unnest($1::uuid[])::text", std::vector{some_uuid, Uuid{}}),
                ElementsAre("0188d0f0-1234-7abc-8def-0123456789ab", "00000000-0000-0000-0000-000000000000"));
    EXPECT_THAT(read_by_server("SELECT unnest($1::text[])", std::vector<std::string_view>{"가,\"{}", "", "NULL"}),
                ElementsAre("가,\"{}", "", "NULL"));
    std::vector<std::uint8_t> const blob{0, 171};
    EXPECT_THAT(read_by_server("SELECT unnest($1::bytea[])::text", std::vector{Bytes(blob), Bytes()}),
                ElementsAre("\\x00ab", "\\x"));
}

TEST_F(BinaryFormat, an_element_may_be_null) {
    std::vector<std::optional<Uuid>> const some{std::nullopt, some_uuid};
    EXPECT_THAT(read_by_server("SELECT unnest($1::uuid[])::text", some),
                ElementsAre("NULL", "0188d0f0-1234-7abc-8def-0123456789ab"));
}

TEST_F(BinaryFormat, an_empty_array_is_one_without_dimensions) {
    EXPECT_THAT(read_by_server("SELECT coalesce(array_ndims($1::bigint[])::text, 'none') || cardinality($1)",
                               std::vector<std::int64_t>{}),
                ElementsAre("none0"));
}

TEST_F(BinaryFormat, an_array_of_many_is_whole) {
    std::vector<std::int64_t> numbers(100'000);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(i);
    Parameters parameters;
    parameters.add_each(numbers, [](auto each) { return each; });
    auto const rows = ask("SELECT array_position($1::bigint[], 99999), cardinality($1)", std::move(parameters));
    EXPECT_EQ(rows[0].integer(0), 100'000);
    EXPECT_EQ(rows[0].integer(1), 100'000);
}

TEST_F(BinaryFormat, a_column_that_is_no_id_or_no_number_is_a_fault) {
    auto const rows = ask("SELECT 'abc'::text", {});
    EXPECT_THROW(rows[0].uuid(0), StorageFault);
    EXPECT_THROW(rows[0].integer(0), StorageFault);
}

}  // namespace
}  // namespace onsale::postgres
