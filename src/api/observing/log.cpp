#include "api/observing/log.h"

#include <boost/json/serialize.hpp>

#include "api/json/iso_time.h"

namespace onsale::api {

void log_event(spdlog::logger& log, spdlog::level::level_enum level, std::string_view event,
               boost::json::object const& fields) {
    if (!log.should_log(level)) return;
    auto const now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    auto const level_name = spdlog::level::to_string_view(level);
    boost::json::object line{{"time", to_iso(now)},
                             {"level", boost::json::string_view(level_name.data(), level_name.size())},
                             {"event", boost::json::string_view(event.data(), event.size())}};
    for (auto const& field : fields) line[field.key()] = field.value();
    log.log(level, boost::json::serialize(line));
}

}  // namespace onsale::api
