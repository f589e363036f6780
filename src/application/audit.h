// What an audit of a store found: how much there is, every promise that the data breaks, and what an operator should
// look at although no promise is broken.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace onsale {

struct AuditCount {
    std::string what;
    std::int64_t number = 0;
};

struct Violation {
    std::string promise;  // which promise is broken
    std::string where;    // the row that breaks it
};

enum class AuditWeight : std::uint8_t {
    promise,  // broken only by a bug of ours or by a damaged store
    advice,   // may be meant
};

inline constexpr std::size_t most_violations_named = 100;  // of each promise

struct AuditReport {
    std::vector<AuditCount> counts;
    std::vector<std::string> checked;  // the promises that were looked at
    std::vector<Violation> violations;
    std::vector<std::string> advised;  // what else was looked at
    std::vector<Violation> warnings;

    // What was looked at: how many rows break it, and where the first of them are.
    void note(std::string_view promise, std::size_t broken, std::span<std::string const> named,
              AuditWeight weight = AuditWeight::promise) {
        bool const kept = weight == AuditWeight::promise;
        auto& found = kept ? violations : warnings;
        (kept ? checked : advised).emplace_back(promise);
        for (auto const& where : named) found.push_back({std::string(promise), where});
        auto const more = broken - named.size();
        if (more > 0) found.push_back({std::string(promise), "... and " + std::to_string(more) + " more"});
    }

    bool clean() const { return violations.empty(); }
};

}  // namespace onsale
