#include "infrastructure/redis/line/line_keys.h"

#include <fmt/format.h>

namespace onsale::redis {

std::string hash_tag(Url const& url, LineId const& line) { return fmt::format("{}:{}", url.prefix, line.view()); }

std::vector<std::string> line_keys(Url const& url, LineId const& line) {
    auto const tag = hash_tag(url, line);
    std::vector<std::string> keys;
    for (auto const* name : {"meta", "users", "alive", "waiting", "ended", "called", "inside", "session", "seen",
                             "changes", "spare", "missing"}) {
        keys.push_back(fmt::format("{{{}}}{}", tag, name));
    }
    return keys;
}

}  // namespace onsale::redis
