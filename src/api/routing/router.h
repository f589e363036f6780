// Routes are data: method, pattern, who may ask, handler. A pattern's segment ":name" takes any one segment; a literal
// segment wins over a parameter where both fit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/routing/call.h"

namespace onsale::api {

struct Route {
    http::Method method;  // GET serves HEAD as well
    std::string_view pattern;
    Access access;
    Action action;
    bool large_body = false;  // up to http::Limits::large_body_bytes
    bool joins = false;       // a GET that writes: it may give a place in the line
    // An event stream: a browser's EventSource can send no header fields, so what belongs into Authorization may stand
    // in this parameter of the query. Nothing of a query is ever logged.
    std::string_view token_parameter{};

    bool streams() const { return !token_parameter.empty(); }
};

class Router {
  public:
    // The table is borrowed.
    explicit Router(std::span<Route const> routes);

    struct Match {
        static constexpr std::size_t no_route = SIZE_MAX;
        std::size_t route = no_route;  // index into the table
        bool path_known = false;       // the path is there, whatever its methods
        std::array<std::string_view, most_path_parameters> parameters;
    };
    Match match(http::Method method, std::string_view path) const;

    // The methods of a path, for the Allow header: "GET, HEAD".
    std::string allowed(std::string_view path) const;

    std::span<Route const> routes() const { return routes_; }

  private:
    struct Pattern {
        std::vector<std::string_view> segments;
        std::size_t literals = 0;
    };
    static bool fits(Pattern const& pattern, std::span<std::string_view const> segments);

    std::span<Route const> routes_;
    std::vector<Pattern> patterns_;  // one for each route
};

std::string_view method_name(http::Method method);

}  // namespace onsale::api
