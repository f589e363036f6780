// Phase dev asks nobody who they are. A page that a developer happens to visit must not act there: not under a name
// that its site has made to point at this machine (DNS rebinding), and not by requests that browsers send to other
// sites without asking.
#pragma once

#include <optional>
#include <string_view>

#include "api/problem/problem.h"
#include "http/request.h"

namespace onsale::api {

// "localhost", "127.0.0.1" or "[::1]", with any port or none. Also nothing at all: browsers always say a host.
bool names_this_machine(std::string_view host);

// Refuses: misdirected_request, and cross_site if the request `writes`.
std::optional<Problem> not_of_this_site(http::Request const& request, bool writes);

}  // namespace onsale::api
