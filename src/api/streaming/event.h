// One server-sent event as text (WHATWG HTML, 9.2).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "http/stream.h"

namespace onsale::api {

struct Event {
    std::string_view name;
    std::string_view data;   // one line
    std::string_view id{};   // empty: none; the client's last id stays
    int retry_after_ms = 0;  // how long a client that lost us waits before it comes back; 0: not said
};

std::string to_text(Event const& event);
http::Frame frame_of(std::string text);

// A stream in which nothing happens says that it is alive, so that nobody on the way takes it for dead.
http::Frame const& comment_frame();
inline constexpr std::chrono::milliseconds comment_interval{15'000};

// The last event of a stream that is not to be opened again. Its id comes back with a client that does so by itself
// (EventSource), which is then told to stop by 204.
inline constexpr std::string_view end_id = "end";

}  // namespace onsale::api
