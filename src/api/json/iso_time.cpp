#include "api/json/iso_time.h"

#include <regex>
#include <sstream>

#include <date/date.h>
#include <fmt/format.h>

namespace onsale::api {
namespace {

constexpr std::chrono::minutes largest_offset{14 * 60};  // the largest in use anywhere
constexpr std::size_t longest_text = 40;

// The date library also takes shorter forms, such as 2026-1-2: the shape is looked at first.
std::regex const& shape() {
    static std::regex const shape(R"((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d))");
    return shape;
}

}  // namespace

// By hand, because streams take 2 us a time and a reservation's answer has two of them.
std::string to_iso(Instant at) {
    auto const day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{at - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Instant> parse_iso(std::string_view text) {
    constexpr std::size_t point_and_milliseconds = 4;
    std::cmatch parts;
    if (text.size() > longest_text || !std::regex_match(text.data(), text.data() + text.size(), parts, shape())) {
        return std::nullopt;
    }
    bool const utc = parts.str(3) == "Z";
    std::istringstream in{parts.str(1) + parts.str(2).substr(0, point_and_milliseconds) +
                          (utc ? "+00:00" : parts.str(3))};
    in.imbue(std::locale::classic());
    date::sys_time<milliseconds> at;
    std::string abbreviation;
    std::chrono::minutes offset{0};
    in >> date::parse("%FT%T%Ez", at, abbreviation, offset);
    if (in.fail() || std::chrono::abs(offset) > largest_offset) return std::nullopt;
    constexpr Instant first{milliseconds{0}};
    constexpr Instant end{milliseconds{253'402'300'800'000}};  // year 10000
    if (at < first || at >= end) return std::nullopt;
    return at;
}

}  // namespace onsale::api
