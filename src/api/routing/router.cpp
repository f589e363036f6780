#include "api/routing/router.h"

#include <algorithm>
#include <set>

namespace onsale::api {
namespace {

constexpr std::size_t most_segments = 8;

struct Segments {
    std::array<std::string_view, most_segments> parts;
    std::size_t count = 0;
    bool too_many = false;
};

Segments split(std::string_view path) {
    Segments segments;
    if (path.empty() || path.front() != '/') {
        segments.too_many = true;
        return segments;
    }
    path.remove_prefix(1);
    while (true) {
        auto const slash = path.find('/');
        if (segments.count == most_segments) {
            segments.too_many = true;
            return segments;
        }
        segments.parts[segments.count++] = path.substr(0, slash);
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

bool is_parameter(std::string_view segment) { return !segment.empty() && segment.front() == ':'; }

}  // namespace

std::string_view method_name(http::Method method) {
    switch (method) {
        case http::Method::get:
            return "GET";
        case http::Method::head:
            return "HEAD";
        case http::Method::post:
            return "POST";
        case http::Method::put:
            return "PUT";
        case http::Method::patch:
            return "PATCH";
        case http::Method::del:
            return "DELETE";
        case http::Method::options:
            return "OPTIONS";
        case http::Method::other:
            return "other";
    }
    return "other";
}

Router::Router(std::span<Route const> routes) : routes_(routes) {
    for (auto const& route : routes_) {
        auto const segments = split(route.pattern);
        Pattern pattern{.segments = {segments.parts.begin(), segments.parts.begin() + segments.count}};
        for (auto const& segment : pattern.segments) pattern.literals += is_parameter(segment) ? 0 : 1;
        patterns_.push_back(std::move(pattern));
    }
}

bool Router::fits(Pattern const& pattern, std::span<std::string_view const> segments) {
    if (pattern.segments.size() != segments.size()) return false;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        bool const fits = is_parameter(pattern.segments[i]) ? !segments[i].empty() : pattern.segments[i] == segments[i];
        if (!fits) return false;
    }
    return true;
}

Router::Match Router::match(http::Method method, std::string_view path) const {
    Match match;
    auto const segments = split(path);
    if (segments.too_many) return match;
    std::span const parts(segments.parts.data(), segments.count);
    auto const wanted = method == http::Method::head ? http::Method::get : method;
    std::size_t literals = 0;
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
        if (!fits(patterns_[i], parts) || (match.path_known && patterns_[i].literals < literals)) continue;
        if (patterns_[i].literals > literals) match.route = Match::no_route;  // a more literal path hides the others
        literals = patterns_[i].literals;
        match.path_known = true;
        if (routes_[i].method == wanted) match.route = i;
    }
    if (match.route == Match::no_route) return match;
    std::size_t parameter = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_parameter(patterns_[match.route].segments[i])) match.parameters[parameter++] = parts[i];
    }
    return match;
}

std::string Router::allowed(std::string_view path) const {
    auto const segments = split(path);
    std::span const parts(segments.parts.data(), segments.count);
    std::size_t literals = 0;
    for (auto const& pattern : patterns_) {
        if (fits(pattern, parts)) literals = std::max(literals, pattern.literals);
    }
    std::set<std::string_view> methods;
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
        if (!fits(patterns_[i], parts) || patterns_[i].literals < literals) continue;
        methods.insert(method_name(routes_[i].method));
        if (routes_[i].method == http::Method::get) methods.insert("HEAD");
    }
    std::string text;
    for (auto const& method : methods) text.append(text.empty() ? "" : ", ").append(method);
    return text;
}

}  // namespace onsale::api
