// Values as PostgreSQL sends and receives them in binary: parameters on their way out, rows on their way in.
//
// Formats: numbers big-endian in two's complement, a uuid its 16 bytes, text and bytea as they are. An array is, in
// 32-bit numbers: dimensions, whether there is a NULL, the element's type, then for its one dimension the count and the
// first index (1), then each element with its length in front (-1: NULL); an empty one has no dimension. See array_recv
// in PostgreSQL's src/backend/utils/adt/arrayfuncs.c, uuid_recv in uuid.c, int8recv in int8.c.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "domain/uuid.h"

struct pg_result;

namespace onsale::postgres {

using Bytes = std::span<std::uint8_t const>;

// The numbers of PostgreSQL's built-in types (src/include/catalog/pg_type.dat); they never change.
template <class Value>
inline constexpr std::uint32_t type_number = 0;
template <>
inline constexpr std::uint32_t type_number<std::int16_t> = 21;
template <>
inline constexpr std::uint32_t type_number<std::int32_t> = 23;
template <>
inline constexpr std::uint32_t type_number<std::int64_t> = 20;
template <>
inline constexpr std::uint32_t type_number<Uuid> = 2950;
template <>
inline constexpr std::uint32_t type_number<std::string_view> = 25;
template <>
inline constexpr std::uint32_t type_number<Bytes> = 17;

// The parameters of one statement, $1 first. What is added is copied.
class Parameters {
  public:
    // int16_t, int32_t, int64_t, Uuid, std::string_view or Bytes; what it is must be what the statement expects.
    template <class Value>
    Parameters& add(Value const& value) {
        static_assert(type_number<Value> != 0, "a type without a binary format here");
        begin();
        append(value);
        end();
        return *this;
    }

    // An array with one element for each row: what `field(row)` gives, where nullopt is NULL.
    template <std::ranges::sized_range Rows, class Field>
    Parameters& add_each(Rows const& rows, Field&& field) {
        using Given = std::remove_cvref_t<std::invoke_result_t<Field&, std::ranges::range_reference_t<Rows const>>>;
        begin();
        auto const count = static_cast<std::int32_t>(std::ranges::size(rows));
        begin_array(count, type_number<ElementOf<Given>>);
        for (auto const& row : rows) append_element(field(row));
        end();
        return *this;
    }

    int count() const { return static_cast<int>(lengths_.size()); }
    // As libpq wants them; good until the next add or move.
    std::vector<char const*> values() const;
    std::vector<int> const& lengths() const { return lengths_; }

  private:
    template <class T>
    struct Element {
        using type = T;
    };
    template <class T>
    struct Element<std::optional<T>> {
        using type = T;
    };
    template <class T>
    using ElementOf = typename Element<T>::type;

    template <class T>
    void append_element(T const& value) {
        static_assert(type_number<T> != 0, "a type without a binary format here");
        auto const length_at = buffer_.size();
        append(std::int32_t{0});
        append(value);
        write_length(length_at);
    }
    template <class T>
    void append_element(std::optional<T> const& value) {
        if (value) {
            append_element(*value);
        } else {
            append(std::int32_t{-1});
        }
    }

    void begin() { starts_.push_back(buffer_.size()); }
    void end() { lengths_.push_back(static_cast<int>(buffer_.size() - starts_.back())); }
    void begin_array(std::int32_t count, std::uint32_t element_type);
    void write_length(std::size_t at);

    void append(std::int16_t value);
    void append(std::int32_t value);
    void append(std::int64_t value);
    void append(Uuid const& value);
    void append(std::string_view value);
    void append(Bytes value);

    std::string buffer_;
    std::vector<std::size_t> starts_;
    std::vector<int> lengths_;
};

class Rows;

// One row of an answer; must not outlive it. Columns count from 0.
// Errors: StorageFault when a column has not the length that its type has.
class Row {
  public:
    Row(Rows const& rows, int index) : rows_(&rows), index_(index) {}
    bool is_null(int column) const;
    std::int64_t integer(int column) const;  // of int2, int4 and int8
    bool flag(int column) const;
    Uuid uuid(int column) const;
    std::string_view text(int column) const;
    Bytes bytes(int column) const;

  private:
    Rows const* rows_;
    int index_;
};

// The answer to one statement, in binary.
class Rows {
  public:
    Rows() = default;
    explicit Rows(pg_result* result) : result_(result) {}
    int size() const;
    Row operator[](int index) const { return {*this, index}; }
    // What was done, and to how many rows: "COMMIT", "UPDATE 3".
    std::string_view tag() const;

    template <class Read>
    auto map(Read&& read) const {
        std::vector<std::invoke_result_t<Read&, Row>> all;
        all.reserve(static_cast<std::size_t>(size()));
        for (int i = 0; i < size(); ++i) all.push_back(read((*this)[i]));
        return all;
    }

  private:
    friend class Row;
    struct Clear {
        void operator()(pg_result* result) const noexcept;
    };
    std::unique_ptr<pg_result, Clear> result_;
};

}  // namespace onsale::postgres
