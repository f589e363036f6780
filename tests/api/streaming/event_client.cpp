#include "api/streaming/event_client.h"

#include <boost/json/parse.hpp>

namespace onsale::tests {

EventClient::EventClient(std::uint16_t port, std::string const& target, std::string const& more) : client_(port) {
    client_.send(http::tests::get(target, more));
    answer = client_.read_response();
}

std::string EventClient::line() {
    std::string text;
    for (;;) {
        auto const byte = client_.read_exactly(1);
        if (byte == "\n") return text;
        text += byte;
    }
}

ServerEvent EventClient::next() {
    ServerEvent event;
    for (;;) {
        auto const text = line();
        if (text.starts_with("id: ")) last_id = event.id = text.substr(4);
        if (text.starts_with("event: ")) event.name = text.substr(7);
        if (text.starts_with("data: ")) event.data = text.substr(6);
        if (text.starts_with("retry: ")) retry_after_ms = std::stoi(text.substr(7));
        if (text.empty() && !event.name.empty()) return event;
    }
}

ServerEvent EventClient::next(std::string_view name) {
    for (;;) {
        auto event = next();
        if (event.name == name) return event;
    }
}

bool EventClient::ended() { return client_.closed_by_server(); }

boost::json::value data_of(ServerEvent const& event) { return boost::json::parse(event.data); }

}  // namespace onsale::tests
