#include "api/rendering/deflate_pieces.h"

#include <algorithm>
#include <array>
#include <new>

#include <zlib.h>

namespace onsale::api {
namespace {

constexpr int level = 6;
constexpr int raw_window_bits = -15;  // negative: no zlib header, the largest window
constexpr int memory_level = 8;

void append_little_endian(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

}  // namespace

std::string deflate_piece(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, raw_window_bits, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::string out(deflateBound(&stream, bytes.size()) + 16, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FULL_FLUSH);
    out.erase(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

std::string stored_piece(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + 5 * (bytes.size() / longest_stored_block + 1));
    while (!bytes.empty()) {
        auto const size = std::min(bytes.size(), longest_stored_block);
        append_stored_header(out, size);
        out.append(bytes.substr(0, size));
        bytes.remove_prefix(size);
    }
    return out;
}

void append_stored_header(std::string& out, std::size_t size) {
    out.push_back('\0');  // not the last block, stored, on a byte boundary
    append_little_endian(out, size, 2);
    append_little_endian(out, ~size, 2);
}

std::uint32_t checksum(std::string_view bytes) { return continued_checksum(0, bytes); }

std::uint32_t continued_checksum(std::uint32_t sum, std::string_view more) {
    if (more.empty()) return sum;  // zlib takes no bytes at all for a wish to begin again
    return static_cast<std::uint32_t>(
        crc32(sum, reinterpret_cast<Bytef const*>(more.data()), static_cast<uInt>(more.size())));
}

std::uint32_t combined_checksum(std::uint32_t a, std::uint32_t b, std::size_t b_size) {
    return static_cast<std::uint32_t>(crc32_combine(a, b, static_cast<z_off_t>(b_size)));
}

std::string_view gzip_header() {
    // Magic, deflate, no flags, no time, no extra flags, unknown system.
    static constexpr std::array<char, 10> header{'\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 0, '\xff'};
    return {header.data(), header.size()};
}

std::string gzip_trailer(std::uint32_t checksum, std::size_t size) {
    std::string trailer{"\x03\x00", 2};  // the last block: empty, with fixed codes
    append_little_endian(trailer, checksum, 4);
    append_little_endian(trailer, size, 4);
    return trailer;
}

}  // namespace onsale::api
