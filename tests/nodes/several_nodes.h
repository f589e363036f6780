// SeveralNodes: processes of the built server on one store and one line, and fans who reach another one at every
// request. Phase dev.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/any_node.h"
#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {

class SeveralNodes {
  public:
    struct Options {
        std::size_t nodes = 3;
        std::size_t capacity = 1'000;  // fans inside
        // The last node's own way to the store, or to the line; empty: that of the others.
        std::string last_store{};
        std::string last_line{};
    };

    // Starts them all. Throws when one does not start; tells their logs when the test has failed by its end.
    SeveralNodes(std::string store, std::string line, Options options);
    SeveralNodes(std::string store, std::string line) : SeveralNodes(std::move(store), std::move(line), Options{}) {}
    ~SeveralNodes();
    SeveralNodes(SeveralNodes const&) = delete;
    SeveralNodes& operator=(SeveralNodes const&) = delete;

    std::size_t count() const { return ports_.size(); }
    std::vector<std::uint16_t> const& ports() const { return ports_; }
    std::uint16_t port(std::size_t node) const { return ports_[node]; }

    void kill(std::size_t node);   // SIGKILL
    void start(std::size_t node);  // again, on the same port
    void signal(std::size_t node, int number) const { processes_[node]->signal(number); }

    // Returns when every node shows, and has heard of, all that was answered anywhere before the call. Throws when that
    // takes too long.
    void in_step() const;
    // Every node answers 200 to /readyz.
    bool all_ready() const;
    // What `onsale audit` says of the store.
    Finished audit() const;

  private:
    std::string log() const { return (folder_.path() / "log").string(); }

    TemporaryFolder folder_;
    std::string const store_;
    std::string const line_;
    Options const options_;
    std::vector<std::uint16_t> ports_;
    std::vector<std::unique_ptr<OnsaleProcess>> processes_;
};

// The value of a gauge or counter without labels in a node's /metrics.
double measure(ApiClient& api, std::string_view name);

}  // namespace onsale::tests
