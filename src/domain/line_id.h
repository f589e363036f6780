// LineId: the name of a waiting line, as tokens, journals, keys, metrics and events carry it.
//
// 1 to 32 characters of a-z, 0-9 and '-': such a name needs no escaping in JSON, SQL, a label or a key of Redis, has
// one spelling, keeps tokens short, and has room for a UUID without its hyphens.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace onsale {

class LineId {
  public:
    static constexpr std::size_t longest = 32;

    static constexpr std::optional<LineId> parse(std::string_view text) {
        auto const allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
        if (text.empty() || text.size() > longest || !std::ranges::all_of(text, allowed)) return std::nullopt;
        LineId id;
        std::ranges::copy(text, id.text_.begin());
        id.size_ = static_cast<std::uint8_t>(text.size());
        return id;
    }

    constexpr std::string_view view() const { return {text_.data(), size_}; }
    bool operator==(LineId const&) const = default;

  private:
    constexpr LineId() = default;

    std::array<char, longest> text_{};  // zeros behind the name
    std::uint8_t size_ = 0;
};

// The one line that there is: all concerts share it.
inline constexpr LineId main_line = LineId::parse("main").value();

}  // namespace onsale
