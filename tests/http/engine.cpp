#include "http/engine.h"

namespace onsale::http::tests {

ScriptedHandler::ScriptedHandler()
    : script([](Request const& request, Answer& answer, IoThread&) -> std::optional<Awaitable<void>> {
          answer.content_type = "text/plain";
          answer.body = describe(request);
          return std::nullopt;
      }) {}

void ScriptedHandler::refuse(Malformed why, Address const&, Answer& answer) noexcept {
    answer.content_type = "text/plain";
    answer.body = "refused " + std::to_string(status_of(why));
}

void ScriptedHandler::failed(std::exception_ptr, Request const&) noexcept { ++failures; }

std::string describe(Request const& request) {
    std::string text(request.method_text);
    text.append(" ").append(request.path).append(" ?").append(request.query).append(" body=").append(request.body);
    return text;
}

Limits impatient_limits() {
    using std::chrono::milliseconds;
    Limits limits;
    limits.first_byte_time = limits.header_time = limits.body_time = limits.idle_time = limits.write_stall_time =
        milliseconds(150);
    limits.linger_time = milliseconds(300);
    limits.sweep_interval = milliseconds(20);
    return limits;
}

}  // namespace onsale::http::tests
