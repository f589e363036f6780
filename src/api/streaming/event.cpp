#include "api/streaming/event.h"

namespace onsale::api {

std::string to_text(Event const& event) {
    std::string text;
    if (event.retry_after_ms > 0) text.append("retry: ").append(std::to_string(event.retry_after_ms)).append("\n");
    if (!event.id.empty()) text.append("id: ").append(event.id).append("\n");
    text.append("event: ").append(event.name).append("\ndata: ").append(event.data).append("\n\n");
    return text;
}

http::Frame frame_of(std::string text) { return std::make_shared<std::string const>(std::move(text)); }

http::Frame const& comment_frame() {
    static http::Frame const frame = frame_of(":\n\n");
    return frame;
}

}  // namespace onsale::api
