#include "app/config/phase_rules.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "app/config/descriptors.h"
#include "app/config/value_text.h"

namespace onsale::config {

namespace {

// What a bearer token may consist of, so that it passes through a header unchanged.
bool visible_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

// "0000...": long, and the first that anybody would try. What is random has more different bytes than that.
constexpr std::size_t fewest_different_bytes = 8;
constexpr char const* weakness =
    "must be random, and has too few different characters; take what `openssl rand -hex 32` says";

bool weak(std::string_view secret) {
    return std::set<char>(secret.begin(), secret.end()).size() < fewest_different_bytes;
}

void require_set(std::string_view key, Secret const& secret, Phase phase, std::vector<BrokenRule>& broken) {
    if (secret.set()) {
        if (weak(secret.bytes)) broken.push_back({key, weakness});
        return;
    }
    auto const& setting = *find_descriptor(key);
    broken.push_back(
        {key, fmt::format("phase {} needs one, {}; set {}", to_string(phase), wanted(setting), setting.variable())});
}

}  // namespace

std::vector<BrokenRule> broken_rules(Settings const& settings) {
    std::vector<BrokenRule> broken;
    if (settings.phase == Phase::dev) {
        if (!settings.listen.loopback()) {
            broken.push_back({"listen", fmt::format("must be a loopback address in phase dev (127.0.0.0/8, ::1 or "
                                                    "localhost), is \"{}\"; serve others in phase cbt or prod",
                                                    settings.listen.to_string())});
        }
    } else {
        require_set("jwt_secret", settings.jwt_secret, settings.phase, broken);
        require_set("admin_key", settings.admin_key, settings.phase, broken);
    }
    if (!visible_ascii(settings.admin_key.bytes)) {
        broken.push_back({"admin_key", "must consist of visible ASCII characters: it travels in a header"});
    }
    if (settings.jwt_secret.set() && settings.jwt_secret == settings.admin_key) {
        broken.push_back({"admin_key", "must not be the jwt_secret: it is told to operators, the secret to nobody"});
    }
    if (settings.line.set() && !settings.store.set()) {
        broken.push_back({"line", "is for many nodes, which need a store that they share; set store, too"});
    }
    if (settings.claim_seconds >= settings.token_seconds) {
        broken.push_back(
            {"claim_seconds", fmt::format("must be less than token_seconds ({}), is {}", settings.token_seconds.count(),
                                          settings.claim_seconds.count())});
    }
    if (settings.place_seconds < settings.away_seconds) {
        broken.push_back({"place_seconds", fmt::format("must not be less than away_seconds ({}), is {}",
                                                       settings.away_seconds.count(), settings.place_seconds.count())});
    }
    return broken;
}

}  // namespace onsale::config
