#include "drill/report_html.h"

#include <string_view>

#include <boost/json.hpp>

#include "drill/report_template.h"

namespace onsale::drill {

std::string report_page(boost::json::object const& report) {
    auto data = boost::json::serialize(report);
    // A text in the data must not end the script element that it stands in.
    for (auto at = data.find('<'); at != std::string::npos; at = data.find('<', at + 1)) data.replace(at, 1, "\\u003c");
    std::string page(report_template);
    constexpr std::string_view mark = "/*REPORT*/";
    page.replace(page.find(mark), mark.size(), data);
    return page;
}

}  // namespace onsale::drill
