// One fan's way to several nodes: each call goes to one of them, by chance. One thread.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "support/api_client.h"

namespace onsale::tests {

class AnyNode {
  public:
    AnyNode(std::vector<std::uint16_t> const& ports, std::uint64_t seed) : random_(seed) {
        for (auto const port : ports) clients_.emplace_back(port);
    }
    ApiClient& operator()() { return clients_[random_() % clients_.size()]; }

  private:
    std::mt19937_64 random_;
    std::vector<ApiClient> clients_;
};

}  // namespace onsale::tests
