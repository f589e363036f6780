// What a Redis server says of itself (INFO), as far as a line depends on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace onsale::redis {

struct ServerFacts {
    std::string run;      // run_id: names the process
    bool master = false;  // it takes writes
    std::string policy;   // maxmemory-policy
    // It may throw keys away that have no term: with a maxmemory and a policy of allkeys-*. (volatile-* takes only keys
    // with a term, and a line has none.)
    bool evicts = false;
    std::uint32_t replicas = 0;
    // min-replicas-to-write is set: it takes no writes while its replicas do not follow, and so no two masters do.
    bool waits_for_replicas = false;
};

// What is not said is as above.
ServerFacts facts_in(std::string_view info);

}  // namespace onsale::redis
