// One question to a running node, by a command.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace onsale {

struct NodeAnswer {
    std::string status;  // "200 OK"
    std::string body;

    bool good() const { return status.starts_with("200"); }
};

// GET `path` of http://HOST:PORT. admin_key: sent as the bearer token, empty: none. Errors: std::runtime_error when the
// URL is none of that form, or nothing is answered within `patience`.
NodeAnswer ask_node(std::string const& url, std::string_view path, std::string_view admin_key,
                    std::chrono::seconds patience);

}  // namespace onsale
