#include "infrastructure/redis/server_facts.h"

#include <charconv>
#include <optional>

namespace onsale::redis {
namespace {

std::optional<std::string_view> field(std::string_view info, std::string_view name) {
    while (!info.empty()) {
        auto const line = info.substr(0, info.find_first_of("\r\n"));
        if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == ':')
            return line.substr(name.size() + 1);
        info.remove_prefix(std::min(info.size(), line.size() + 1));
    }
    return std::nullopt;
}

std::uint64_t number(std::string_view info, std::string_view name) {
    auto const text = field(info, name).value_or("");
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

ServerFacts facts_in(std::string_view info) {
    auto const policy = field(info, "maxmemory_policy").value_or("");
    return {.run = std::string(field(info, "run_id").value_or("")),
            .master = field(info, "role") == "master",
            .policy = std::string(policy),
            .evicts = number(info, "maxmemory") > 0 && policy.starts_with("allkeys"),
            .replicas = static_cast<std::uint32_t>(number(info, "connected_slaves")),
            .waits_for_replicas = field(info, "min_slaves_good_slaves").has_value()};
}

}  // namespace onsale::redis
