// A client of server-sent events, reading them one by one. Blocking, with the patience of http::tests::Client.
#pragma once

#include <string>

#include <boost/json/value.hpp>

#include "http/client.h"

namespace onsale::tests {

struct ServerEvent {
    std::string name;
    std::string id;  // of this event; empty: it has none
    std::string data;
};

class EventClient {
  public:
    // more: further header lines, each with its CRLF. Reads the header; `answer` has no body yet.
    EventClient(std::uint16_t port, std::string const& target, std::string const& more = {});

    ServerEvent next();  // throws when the stream has ended
    // Skips events of other names.
    ServerEvent next(std::string_view name);
    bool ended();  // waits for the end; false: something else came

    http::tests::Response answer;
    std::string last_id;  // as a browser keeps it
    int retry_after_ms = 0;

  private:
    std::string line();
    http::tests::Client client_;
};

boost::json::value data_of(ServerEvent const& event);

}  // namespace onsale::tests
