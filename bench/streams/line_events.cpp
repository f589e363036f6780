#include "line_events.h"

#include <charconv>
#include <stdexcept>

namespace onsale::bench {
namespace {

constexpr std::string_view event_end = "\n\n";
constexpr std::string_view line_event = "event: line\ndata: {\"waiting\":";
constexpr std::string_view ended_event = "event: ended\n";
constexpr std::string_view good = "HTTP/1.1 200 ";

std::optional<std::uint32_t> newest_count(std::string_view events) {
    auto const at = events.rfind(line_event);
    if (at == std::string_view::npos) return std::nullopt;
    auto const digits = events.substr(at + line_event.size());
    std::uint32_t waiting = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), waiting).ec != std::errc{}) return std::nullopt;
    return waiting;
}

}  // namespace

std::optional<std::uint32_t> LineEvents::take(std::string_view received) {
    std::string joined;
    if (!rest_.empty()) {
        joined = std::move(rest_);
        joined.append(received);
        rest_.clear();
        received = joined;
    }
    auto const end = received.rfind(event_end);
    auto const whole = end == std::string_view::npos ? 0 : end + event_end.size();
    rest_ = received.substr(whole);
    auto const events = received.substr(0, whole);
    if (events.empty()) return std::nullopt;
    if (!opened_ && !events.starts_with(good)) {
        throw std::runtime_error("a stream was refused: " + std::string(events.substr(0, 200)));
    }
    opened_ = true;
    if (events.find(ended_event) != std::string_view::npos) throw std::runtime_error("a stream was ended");
    return newest_count(events);
}

}  // namespace onsale::bench
