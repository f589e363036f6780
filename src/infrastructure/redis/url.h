// Where the line's Redis is, as the operator writes it:
//
//   redis://[user:password@]host[:port][/database]
//   redis+sentinel://[user:password@]host[:port][,host[:port]...]/master-name[/database]
//   redis+cluster://[user:password@]host[:port][,host[:port]...]
//
// rediss for redis: through TLS. Queries: prefix=NAME, with which all keys of this sale begin (onsale), so that several
// sales may share a Redis; ca=FILE, whom to trust with TLS (the system's). User and password are those of the data
// nodes; Sentinels are asked without.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace onsale::redis {

struct Endpoint {
    std::string host;
    std::uint16_t port = 0;
    bool operator==(Endpoint const&) const = default;
    std::string to_string() const;
};

enum class Topology : std::uint8_t { single, sentinel, cluster };

struct Url {
    Topology topology = Topology::single;
    bool tls = false;
    std::vector<Endpoint> endpoints;  // at least one: the server, the Sentinels, or some nodes of the cluster
    std::string master_name;          // sentinel
    std::string user;
    std::string password;  // secret: never in a message
    std::uint32_t database = 0;
    std::string prefix = "onsale";
    std::string ca_file;
};

// What is wrong with it, without repeating it: it may hold a password.
std::expected<Url, std::string> parse_url(std::string_view text);

}  // namespace onsale::redis
