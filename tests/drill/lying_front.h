// A front before a server that passes requests on, one after the other, and tells a lie about some of the answers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include <boost/json.hpp>

namespace onsale::drill {

// An answer of the server behind, to be changed at will.
struct PassedOn {
    std::string_view method;
    std::string_view path;
    unsigned& status;
    boost::json::value& body;
};

using Lie = std::function<void(PassedOn)>;

class LyingFront {
  public:
    // The server behind listens on this port of this machine.
    LyingFront(std::uint16_t behind, Lie lie);
    ~LyingFront();
    LyingFront(LyingFront const&) = delete;

    std::uint16_t port() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace onsale::drill
