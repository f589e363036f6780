// Pieces of a gzip file (RFC 1952) that can be made one by one and put together in any order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace onsale::api {

// A compressed piece: ends on a byte boundary and refers to nothing before it. Takes about 10 ns a byte.
// Throws std::bad_alloc.
std::string deflate_piece(std::string_view bytes);

// The same bytes uncompressed, in the stored blocks of a deflate stream. Costs a copy.
std::string stored_piece(std::string_view bytes);

// What stands in front of `size` bytes, at most longest_stored_block, in such a block that is not the last one.
void append_stored_header(std::string& out, std::size_t size);
inline constexpr std::size_t longest_stored_block = 65'535;

std::uint32_t checksum(std::string_view bytes);  // CRC-32
std::uint32_t continued_checksum(std::uint32_t sum, std::string_view more);
// Of a followed by b, when b is b_size bytes long.
std::uint32_t combined_checksum(std::uint32_t a, std::uint32_t b, std::size_t b_size);

std::string_view gzip_header();
// Ends the stream. checksum and size: of all the uncompressed bytes.
std::string gzip_trailer(std::uint32_t checksum, std::size_t size);

}  // namespace onsale::api
