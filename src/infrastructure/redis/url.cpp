#include "infrastructure/redis/url.h"

#include <algorithm>
#include <charconv>

#include <boost/url.hpp>
#include <fmt/format.h>

namespace onsale::redis {
namespace {

namespace urls = boost::urls;
using Fault = std::unexpected<std::string>;

constexpr std::uint16_t redis_port = 6379;
constexpr std::uint16_t sentinel_port = 26379;
constexpr std::size_t longest_name = 64;

bool is_name(std::string_view text) {
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    };
    return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, plain);
}

// Digits and nothing else, and not too many.
template <class Number>
bool read_whole(std::string_view text, Number& number) {
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size();
}

std::expected<void, std::string> read_scheme(std::string_view scheme, Url& url) {
    if (scheme.starts_with("rediss")) {
        url.tls = true;
        scheme.remove_prefix(6);
    } else if (scheme.starts_with("redis")) {
        scheme.remove_prefix(5);
    } else {
        return Fault("the scheme is redis, rediss, redis+sentinel or redis+cluster");
    }
    if (scheme.empty()) return {};
    if (scheme == "+sentinel") {
        url.topology = Topology::sentinel;
    } else if (scheme == "+cluster") {
        url.topology = Topology::cluster;
    } else {
        return Fault("the scheme is redis, rediss, redis+sentinel or redis+cluster");
    }
    return {};
}

// Several hosts are no URL's authority: one by one they are.
std::expected<void, std::string> read_authority(std::string_view authority, Url& url) {
    std::uint16_t const usual_port = url.topology == Topology::sentinel ? sentinel_port : redis_port;
    while (true) {
        auto const comma = authority.find(',');
        auto const one = urls::parse_authority(authority.substr(0, comma));
        if (!one || one->encoded_host().empty()) return Fault("a host is missing or wrong");
        auto port = usual_port;
        if (one->has_port() && !read_whole(std::string_view(one->port()), port)) return Fault("a port is wrong");
        if (one->has_userinfo()) {
            if (!url.endpoints.empty()) return Fault("user and password stand in front of the first host");
            url.user = one->user();
            url.password = one->password();
        }
        url.endpoints.push_back({one->host_address(), port});
        if (comma == std::string_view::npos) return {};
        authority.remove_prefix(comma + 1);
    }
}

std::expected<void, std::string> read_path(urls::segments_view segments, Url& url) {
    std::vector<std::string> parts;
    for (auto const& segment : segments) {
        if (!segment.empty()) parts.push_back(segment);
    }
    if (url.topology == Topology::sentinel) {
        if (parts.empty() || !is_name(parts.front())) return Fault("the name of the master is missing: /master-name");
        url.master_name = parts.front();
        parts.erase(parts.begin());
    }
    if (parts.empty()) return {};
    if (url.topology == Topology::cluster) return Fault("a cluster has no databases");
    if (parts.size() > 1 || !read_whole(parts.front(), url.database) || url.database > 65'535) {
        return Fault("the database is a number");
    }
    return {};
}

std::expected<void, std::string> read_query(urls::params_view params, Url& url) {
    for (auto const& param : params) {
        if (param.key == "prefix") {
            if (!is_name(param.value)) return Fault("prefix= is a name of letters, digits, - _ . (64 at most)");
            url.prefix = param.value;
        } else if (param.key == "ca") {
            url.ca_file = param.value;
        } else {
            return Fault("the queries are prefix= and ca=");
        }
    }
    return {};
}

}  // namespace

std::string Endpoint::to_string() const {
    return host.contains(':') ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

std::expected<Url, std::string> parse_url(std::string_view text) {
    Url url;
    auto const scheme_end = text.find("://");
    if (scheme_end == std::string_view::npos) return Fault("a URL begins with redis://");
    if (auto const read = read_scheme(text.substr(0, scheme_end), url); !read) return Fault(read.error());
    auto const rest = text.substr(scheme_end + 3);
    auto const authority_end = std::min(rest.find_first_of("/?"), rest.size());
    if (auto const read = read_authority(rest.substr(0, authority_end), url); !read) return Fault(read.error());

    auto const behind = std::string(rest.substr(authority_end));
    auto const reference = urls::parse_relative_ref(behind);
    if (!reference || reference->has_fragment()) return Fault("what stands behind the hosts is no path and query");
    if (auto const read = read_path(reference->segments(), url); !read) return Fault(read.error());
    if (auto const read = read_query(reference->params(), url); !read) return Fault(read.error());
    return url;
}

}  // namespace onsale::redis
