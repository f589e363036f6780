#include "domain/uuid.h"

namespace onsale {
namespace {

constexpr std::array<int, 5> group_digits{8, 4, 4, 4, 12};
constexpr std::string_view hex = "0123456789abcdef";

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != text_size) return std::nullopt;
    Uuid uuid;
    std::size_t at = 0;
    std::size_t byte = 0;
    for (std::size_t group = 0; group < group_digits.size(); ++group) {
        if (group > 0 && text[at++] != '-') return std::nullopt;
        for (int i = 0; i < group_digits[group]; i += 2) {
            int const high = digit_value(text[at++]);
            int const low = digit_value(text[at++]);
            if (high < 0 || low < 0) return std::nullopt;
            uuid.bytes[byte++] = static_cast<std::uint8_t>(high << 4 | low);
        }
    }
    return uuid;
}

void Uuid::write(char* out) const {
    std::size_t byte = 0;
    for (std::size_t group = 0; group < group_digits.size(); ++group) {
        if (group > 0) *out++ = '-';
        for (int i = 0; i < group_digits[group]; i += 2) {
            *out++ = hex[bytes[byte] >> 4];
            *out++ = hex[bytes[byte] & 0xf];
            ++byte;
        }
    }
}

std::string Uuid::to_string() const {
    std::string text(text_size, '\0');
    write(text.data());
    return text;
}

}  // namespace onsale
