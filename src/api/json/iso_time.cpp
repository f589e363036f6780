#include "api/json/iso_time.h"

#include <sstream>

#include <date/date.h>
#include <fmt/format.h>

namespace onsale::api {
namespace {

constexpr std::chrono::minutes largest_offset{14 * 60};  // the largest in use anywhere

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
    if (text.size() < sizeof "2026-12-24T10:00:00Z" - 1 || text.size() > 40) return std::nullopt;
    bool const utc = text.back() == 'Z';
    std::istringstream in{std::string(utc ? text.substr(0, text.size() - 1) : text)};
    in.imbue(std::locale::classic());
    // Microseconds reach beyond the year 9999; nanoseconds would end in 2262.
    date::sys_time<std::chrono::microseconds> at;
    std::chrono::minutes offset{0};
    if (utc) {
        in >> date::parse("%FT%T", at);
    } else {
        std::string abbreviation;
        in >> date::parse("%FT%T%Ez", at, abbreviation, offset);
    }
    if (in.fail() || std::chrono::abs(offset) > largest_offset || in.peek() != std::istringstream::traits_type::eof())
        return std::nullopt;
    auto const instant = std::chrono::floor<milliseconds>(at);
    constexpr Instant first{milliseconds{0}};
    constexpr Instant end{milliseconds{253'402'300'800'000}};  // year 10000
    if (instant < first || instant >= end) return std::nullopt;
    return instant;
}

}  // namespace onsale::api
