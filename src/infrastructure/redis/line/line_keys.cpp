#include "infrastructure/redis/line/line_keys.h"

#include "infrastructure/redis/directory.h"

namespace onsale::redis {

std::vector<std::string> line_keys(Url const& url) {
    std::vector<std::string> keys;
    for (auto const* name : {"meta", "users", "alive", "waiting", "ended", "called", "inside", "session", "seen",
                             "news", "spare", "missing"}) {
        keys.push_back(hash_tag(url) + name);
    }
    return keys;
}

}  // namespace onsale::redis
