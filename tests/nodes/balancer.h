// Balancer: nginx with the configuration that ships (deploy/many-nodes/nginx.conf) in front of real nodes. Only what
// belongs to a machine is put in its place: names, ports, paths. Spoken to by curl, over TLS and HTTP/2.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {

class Balancer {
  public:
    using Changes = std::vector<std::pair<std::string, std::string>>;  // text that must be there, and what it becomes

    // Waits until it listens. Takes three ports, one for each node that the file names.
    explicit Balancer(std::vector<std::uint16_t> const& nodes, Changes const& more = {});
    ~Balancer();
    Balancer(Balancer const&) = delete;

    struct Answer {
        int status = 0;  // 0: none
        std::string head;
        std::string body;
    };
    // `more`: further arguments of curl. No answer within a minute: status 0.
    Answer ask(std::string const& target, Arguments const& more = {}) const;
    std::string url(std::string const& target) const;

    Finished check() const;  // nginx -t
    std::string error_log() const;
    std::filesystem::path folder() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
    std::uint16_t port_ = 0;  // of TLS
    std::filesystem::path config_;
    pid_t pid_ = -1;
};

}  // namespace onsale::tests
