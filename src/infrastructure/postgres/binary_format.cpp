#include "infrastructure/postgres/binary_format.h"

#include <algorithm>

#include <boost/endian/conversion.hpp>
#include <libpq-fe.h>

#include "application/storage_fault.h"

namespace onsale::postgres {
namespace {

template <class Number>
void append_number(std::string& buffer, Number value) {
    unsigned char bytes[sizeof value];
    boost::endian::endian_store<Number, sizeof value, boost::endian::order::big>(bytes, value);
    buffer.append(reinterpret_cast<char const*>(bytes), sizeof value);
}

template <class Number>
Number read_number(Bytes bytes) {
    return boost::endian::endian_load<Number, sizeof(Number), boost::endian::order::big>(bytes.data());
}

}  // namespace

std::vector<char const*> Parameters::values() const {
    std::vector<char const*> all;
    all.reserve(starts_.size());
    for (auto const start : starts_) all.push_back(buffer_.data() + start);
    return all;
}

void Parameters::begin_array(std::int32_t count, std::uint32_t element_type) {
    append(std::int32_t{count == 0 ? 0 : 1});
    append(std::int32_t{0});  // "has a NULL": array_recv looks at the elements themselves
    append(static_cast<std::int32_t>(element_type));
    if (count == 0) return;
    append(count);
    append(std::int32_t{1});
}

void Parameters::write_length(std::size_t at) {
    auto const length = static_cast<std::int32_t>(buffer_.size() - at - sizeof(std::int32_t));
    boost::endian::endian_store<std::int32_t, sizeof length, boost::endian::order::big>(
        reinterpret_cast<unsigned char*>(buffer_.data() + at), length);
}

void Parameters::append(std::int16_t value) { append_number(buffer_, value); }
void Parameters::append(std::int32_t value) { append_number(buffer_, value); }
void Parameters::append(std::int64_t value) { append_number(buffer_, value); }
void Parameters::append(std::string_view value) { buffer_.append(value); }
void Parameters::append(Uuid const& value) { append(Bytes(value.bytes)); }
void Parameters::append(Bytes value) { buffer_.append(reinterpret_cast<char const*>(value.data()), value.size()); }

void Rows::Clear::operator()(pg_result* result) const noexcept { PQclear(result); }

int Rows::size() const { return PQntuples(result_.get()); }

std::string_view Rows::tag() const { return PQcmdStatus(result_.get()); }

bool Row::is_null(int column) const { return PQgetisnull(rows_->result_.get(), index_, column) != 0; }

Bytes Row::bytes(int column) const {
    auto const* const result = rows_->result_.get();
    return {reinterpret_cast<std::uint8_t const*>(PQgetvalue(result, index_, column)),
            static_cast<std::size_t>(PQgetlength(result, index_, column))};
}

std::string_view Row::text(int column) const {
    auto const all = bytes(column);
    return {reinterpret_cast<char const*>(all.data()), all.size()};
}

std::int64_t Row::integer(int column) const {
    auto const all = bytes(column);
    switch (all.size()) {
        case sizeof(std::int16_t):
            return read_number<std::int16_t>(all);
        case sizeof(std::int32_t):
            return read_number<std::int32_t>(all);
        case sizeof(std::int64_t):
            return read_number<std::int64_t>(all);
        default:
            throw StorageFault("PostgreSQL: a number of " + std::to_string(all.size()) + " bytes");
    }
}

bool Row::flag(int column) const {
    auto const all = bytes(column);
    if (all.size() != 1) throw StorageFault("PostgreSQL: a boolean that is not one byte long");
    return all[0] != 0;
}

Uuid Row::uuid(int column) const {
    auto const all = bytes(column);
    Uuid value;
    if (all.size() != value.bytes.size()) throw StorageFault("PostgreSQL: an id that is not 16 bytes long");
    std::ranges::copy(all, value.bytes.begin());
    return value;
}

}  // namespace onsale::postgres
