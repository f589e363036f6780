// The operator's log: one JSON object a line, {"time":"..","level":"info","event":"..",...}.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>
#include <spdlog/logger.h>

namespace onsale::api {

// Thread-safe. `fields` follow the event.
void log_event(spdlog::logger& log, spdlog::level::level_enum level, std::string_view event,
               boost::json::object const& fields = {});

}  // namespace onsale::api
