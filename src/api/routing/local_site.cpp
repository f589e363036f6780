#include "api/routing/local_site.h"

#include <algorithm>
#include <array>

#include <boost/beast/core/string.hpp>

namespace onsale::api {

bool names_this_machine(std::string_view host) {
    static constexpr std::array<std::string_view, 3> names{"localhost", "127.0.0.1", "[::1]"};
    auto const name_end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
    auto const name = host.substr(0, name_end);
    auto const port = host.substr(name.size());
    bool const port_or_none = port.empty() || port.front() == ':';
    return host.empty() || (port_or_none && std::ranges::any_of(names, [&](auto known) {
                                return boost::beast::iequals({name.data(), name.size()}, {known.data(), known.size()});
                            }));
}

std::optional<Problem> not_of_this_site(http::Request const& request, bool writes) {
    if (!names_this_machine(request.host)) {
        return Problem{
            ProblemType::misdirected_request,
            "Phase dev answers under localhost, 127.0.0.1 and [::1] alone; serve others in phase cbt or prod."};
    }
    if (writes && request.field("Sec-Fetch-Site") == "cross-site") {
        return Problem{ProblemType::cross_site, "Phase dev takes no writes that another site made a browser send."};
    }
    return std::nullopt;
}

}  // namespace onsale::api
