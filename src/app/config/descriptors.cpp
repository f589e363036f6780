#include "app/config/descriptors.h"

#include <algorithm>
#include <array>

#include "domain/limits.h"

namespace onsale::config {

namespace {

constexpr std::int64_t day = seconds{std::chrono::days{1}}.count();

auto const every_setting = std::to_array<Descriptor>({
    {"phase", &Settings::phase, 0, 0, "dev (open, loopback only), cbt or prod (closed)"},
    {"listen", &Settings::listen, 0, 0, "address and port, as 127.0.0.1:8080 or [::1]:8080; port 0 picks a free one"},
    {"data", &Settings::data, 0, 0, "the folder of the stores"},
    {"store", &Settings::store, 0, 0, "seats and money in PostgreSQL, for many nodes: postgresql://user@host/database"},
    {"line", &Settings::line, 0, 0,
     "the line in Redis, for many nodes: redis://, rediss://, redis+sentinel:// or redis+cluster://"},
    {"writers", &Settings::writers, 1, 64, "how many connections write to the store at the same time"},
    {"pages", &Settings::pages, 0, 0, "a folder with the web pages, in place of those inside the program"},
    {"log_level", &Settings::log_level, 0, 0, "debug, info, warn, error or off"},
    {"accept_clock", &Settings::accept_clock, 0, 0, "yes: start although the data is minutes ahead of the clock"},
    {"max_connections", &Settings::max_connections, 1, limits::largest_capacity,
     "slots: how many fans may be inside at one time"},
    {"admit_per_second", &Settings::admit_per_second, 1, limits::largest_admit_per_second,
     "how many fans are called in a second, at most"},
    {"claim_seconds", &Settings::claim_seconds, 1, 3600, "how long a called fan may take to come in"},
    {"token_seconds", &Settings::token_seconds, 2, day, "how long a session inside lasts"},
    {"away_seconds", &Settings::away_seconds, 5, day, "how long without a poll until a waiting fan is skipped"},
    {"place_seconds", &Settings::place_seconds, 60, 366 * day, "how long a fan may be away until the place is lost"},
    {"access_token_seconds", &Settings::access_token_seconds, 60, 366 * day,
     "how long a user's access token is good (cbt, prod)"},
    {"seat_hold_seconds", &Settings::seat_hold_seconds, limits::shortest_hold.count(), limits::longest_hold.count(),
     "how long a picked seat is held until it is paid"},
    {"max_charge", &Settings::max_charge, 1, limits::largest_charge, "the largest single charge, in points"},
    {"io_threads", &Settings::io_threads, 0, 256, "threads that serve connections; 0: one for each core"},
    {"http_connections", &Settings::http_connections, 1, 1'000'000, "how many sockets may be open at one time"},
    {"connections_per_address", &Settings::connections_per_address, 0, 1'000'000,
     "how many of them one address may have; 0: any number"},
    {"trusted_proxies", &Settings::trusted_proxies, 0, 0,
     "proxies whose X-Forwarded-For is believed, as 10.0.0.0/8, 192.0.2.1"},
    {"writer_queue", &Settings::writer_queue, limits::clerk_batch, 1'000'000,
     "how many commands may wait for the store"},
    {"longest_wait_ms", &Settings::longest_wait_ms, 10, 60'000,
     "how long a command may have waited for the store until more are told 503"},
    {"jwt_secret", &Settings::jwt_secret, 32, 1024, "signs the tokens"},
    {"admin_key", &Settings::admin_key, 16, 1024, "the bearer token of management"},
});

std::string spelled(std::string_view key, std::string start, char from, char to, bool upper) {
    for (char const c : key) {
        if (c == from) {
            start += to;
        } else {
            start += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return start;
}

}  // namespace

std::string Descriptor::variable() const { return spelled(key, "ONSALE_", '_', '_', true); }

std::string Descriptor::flag() const { return secret() ? std::string{} : spelled(key, "--", '_', '-', false); }

std::span<Descriptor const> descriptors() { return every_setting; }

Descriptor const* find_descriptor(std::string_view key) {
    auto const found = std::ranges::find(every_setting, key, &Descriptor::key);
    return found == every_setting.end() ? nullptr : &*found;
}

}  // namespace onsale::config
