// Directory: which server has the line's keys now, by the topology of the URL.
//
//   single    the server of the URL
//   sentinel  what a Sentinel says, if the server itself agrees that it is the master (ROLE): right after a fail-over
//             some Sentinel may still name the old one
//   cluster   the owner of the slot of the hash tag: all keys of a line have one, and so one owner
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "infrastructure/redis/connection.h"
#include "infrastructure/redis/url.h"

namespace onsale::redis {

// A port as a Redis names it in an answer. Throws StorageFault for what is none.
std::uint16_t port_named(std::string_view digits);

// The slot of a cluster for what stands between the braces.
std::uint16_t cluster_slot(std::string_view tag);

class Directory {
  public:
    // hash_tag: what the keys have between their braces. Throws StorageFault if ca= cannot be read.
    Directory(Url url, std::string_view hash_tag);

    // To the master of the line, authenticated, with the database selected. Throws StorageFault.
    std::unique_ptr<Connection> connect(Deadline deadline);
    // To one server of a cluster: what ASK named.
    std::unique_ptr<Connection> connect_to(Endpoint const& server, Deadline deadline);

  private:
    std::unique_ptr<Connection> by_sentinel(Deadline deadline);
    std::unique_ptr<Connection> by_slots(Deadline deadline);
    std::optional<Endpoint> master_by(Endpoint const& sentinel, Deadline deadline);

    Url url_;
    std::uint16_t const slot_;  // of a cluster
    boost::asio::io_context io_;
    std::optional<boost::asio::ssl::context> tls_;
};

}  // namespace onsale::redis
