// The report for people: one page with its data and plots in it, that asks for nothing from outside.
#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace onsale::drill {

// report: as report_json.h makes it.
std::string report_page(boost::json::object const& report);

}  // namespace onsale::drill
