// What is in force for the line, as fans and operators are shown it.
#pragma once

#include <optional>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "domain/steering/steering.h"

namespace onsale::api {

std::string_view name_of(Admission admission);
boost::json::value json_of(std::optional<Instant> const& at);                      // null: none
boost::json::value json_of(std::optional<LineMessage> const& message);             // null: none
boost::json::object notice_of(Steering const& steering, Instant now);              // to everybody: {"admission", ...}
boost::json::object json_of(Steering const& steering, LineRules const& settings);  // to operators
boost::json::object json_of(OperatorAction const& action);

}  // namespace onsale::api
