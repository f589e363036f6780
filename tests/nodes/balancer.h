// Balancer: nginx with the configuration that ships (deploy/many-nodes/nginx.conf) in front of real nodes. Only what
// belongs to a machine is put in its place: names, ports, paths. Spoken to by curl, over TLS and HTTP/2.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "nodes/shipped_config.h"
#include "support/temporary_folder.h"

namespace onsale::tests {

class Balancer {
  public:
    // Waits until it listens. Takes three ports, one for each node that the file names.
    explicit Balancer(std::vector<std::uint16_t> const& nodes, Changes const& more = {});
    Balancer(Balancer const&) = delete;

    BalancedAnswer ask(std::string const& target, Arguments const& more = {}) const {
        return ask_by_curl(url(target), more);
    }
    std::string url(std::string const& target) const;

    Finished check() const;  // nginx -t
    std::string error_log() const;
    std::filesystem::path folder() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
    std::uint16_t port_ = 0;  // of TLS
    std::filesystem::path config_;
    std::optional<Program> program_;
};

}  // namespace onsale::tests
