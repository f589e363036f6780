#include "api/identity/base64url.h"

#include <array>
#include <cstdint>

namespace onsale::identity {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t foreign = 0x80;  // a bit that no value has, so that it survives an OR

constexpr auto value_of = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(foreign);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}();

constexpr std::uint32_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

}  // namespace

char* write_base64url(char* out, std::string_view bytes) {
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3) {
        auto const group = byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        *out++ = alphabet[group >> 18];
        *out++ = alphabet[group >> 12 & 63];
        *out++ = alphabet[group >> 6 & 63];
        *out++ = alphabet[group & 63];
    }
    auto const left = bytes.size() - i;
    if (left == 0) return out;
    auto const group = byte_at(bytes, i) << 16 | (left == 2 ? byte_at(bytes, i + 1) << 8 : 0U);
    *out++ = alphabet[group >> 18];
    *out++ = alphabet[group >> 12 & 63];
    if (left == 2) *out++ = alphabet[group >> 6 & 63];
    return out;
}

std::optional<std::string_view> read_base64url(std::string_view text, std::span<char> room) {
    auto const size = text.size() * 3 / 4;
    if (text.size() % 4 == 1 || size > room.size()) return std::nullopt;
    std::uint32_t seen = 0;
    auto const value = [&](std::size_t i) {
        auto const found = value_of[static_cast<unsigned char>(text[i])];
        seen |= found;
        return std::uint32_t{found};
    };
    auto* out = room.data();
    std::size_t i = 0;
    for (; i + 4 <= text.size(); i += 4) {
        auto const group = value(i) << 18 | value(i + 1) << 12 | value(i + 2) << 6 | value(i + 3);
        *out++ = static_cast<char>(group >> 16 & 0xffU);
        *out++ = static_cast<char>(group >> 8 & 0xffU);
        *out++ = static_cast<char>(group & 0xffU);
    }
    std::uint32_t left_over = 0;  // bits of the last character that belong to no byte
    if (auto const left = text.size() - i; left > 0) {
        auto const group = value(i) << 12 | value(i + 1) << 6 | (left == 3 ? value(i + 2) : 0U);
        *out++ = static_cast<char>(group >> 10 & 0xffU);
        if (left == 3) *out++ = static_cast<char>(group >> 2 & 0xffU);
        left_over = group & (left == 3 ? 0x3U : 0x3ffU);
    }
    if ((seen & foreign) != 0 || left_over != 0) return std::nullopt;
    return std::string_view(room.data(), size);
}

}  // namespace onsale::identity
