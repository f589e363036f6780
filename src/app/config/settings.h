// Everything an operator can set, typed and with its default. How a value is spelled in a file, in the environment and
// as a flag is in descriptors.h; how the three are laid over each other is in layers.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "domain/instant.h"
#include "domain/limits.h"

namespace onsale::config {

// dev: open identity, loopback only. cbt (closed beta test) and prod: closed, with a secret and an admin key.
enum class Phase : std::uint8_t { dev, cbt, prod };

// May a sale begin whose data is of a later time than the clock shows?
enum class AcceptClock : std::uint8_t { no, yes };

enum class LogLevel : std::uint8_t { debug, info, warn, error, off };

std::string_view to_string(Phase phase);
std::string_view to_string(AcceptClock accept);
std::string_view to_string(LogLevel level);

// host: an IPv4 or IPv6 address (without brackets) or "localhost". port 0: the system picks a free one.
struct ListenAddress {
    std::string host;
    std::uint16_t port = 0;

    bool loopback() const;          // 127.0.0.0/8, ::1, localhost
    std::string to_string() const;  // "127.0.0.1:8080", "[::1]:8080"
    bool operator==(ListenAddress const&) const = default;
};

// Bytes that are never shown: there is no way to print one but to ask for its bytes. Empty: not set.
struct Secret {
    std::string bytes;

    bool set() const { return !bytes.empty(); }
    bool operator==(Secret const&) const = default;
};

// Where a service is, as a URL that may carry a password: shown without it. Empty: not set.
struct ServiceUrl {
    std::string text;

    bool set() const { return !text.empty(); }
    std::string shown() const;  // "postgresql://onsale:***@db1,db2/onsale"
    bool operator==(ServiceUrl const&) const = default;
};
struct StoreUrl : ServiceUrl {};  // postgresql://
struct LineUrl : ServiceUrl {};   // redis://, rediss://, redis+sentinel://, redis+cluster://

// A folder with the pages for people. Empty: those inside the program.
struct PagesPath {
    std::filesystem::path path;

    bool set() const { return !path.empty(); }
    bool operator==(PagesPath const&) const = default;
};

// Addresses and networks with commas between them, as "192.0.2.1, 10.0.0.0/8, fd00::/8". May be empty.
struct AddressList {
    std::string text;

    bool operator==(AddressList const&) const = default;
};

struct Settings {
    Phase phase = Phase::dev;
    ListenAddress listen{.host = "127.0.0.1", .port = 8080};
    std::filesystem::path data = "var/data";  // relative to the working directory
    PagesPath pages;
    LogLevel log_level = LogLevel::info;
    AcceptClock accept_clock = AcceptClock::no;  // yes: start although the data is far ahead of the clock

    // Many nodes share a store and a line; neither is set: both are embedded, in files under `data`.
    StoreUrl store;
    LineUrl line;
    std::uint32_t writers = 2;  // connections that decide and write at the same time; of a store that is shared

    // The waiting line. The defaults let a lone visitor of the demo in at once.
    std::uint32_t max_connections = 1000;  // slots: fans inside at one time, those called and not yet in included
    std::uint32_t admit_per_second = 200;  // fans called, at most, in any second
    seconds claim_seconds{30};             // how long a called fan may take to come in
    seconds token_seconds{600};            // a session inside
    seconds away_seconds{90};              // a waiting fan who has not polled for this long is skipped
    seconds place_seconds{24 * 60 * 60};   // one who has been away for this long loses the place

    seconds access_token_seconds{30 * 24 * 60 * 60};  // of cbt and prod: how long a user's own token is good

    // Seats and money.
    seconds seat_hold_seconds{300};                    // from picking a seat until it must be paid
    std::int64_t max_charge = limits::largest_charge;  // points, the largest single charge

    // The machine.
    std::uint32_t io_threads = 0;             // 0: one for each core
    std::uint32_t http_connections = 16'000;  // sockets open at one time; more are turned away
    // Of one IPv4 address, or one IPv6 network of 64 bits; more are turned away, so that no single machine takes all of
    // http_connections. 0: any number. Proxies have many clients behind them: a
    // connection of theirs counts for the client that X-Forwarded-For names, while it carries a request. They stand on
    // this machine or in a private network, if nothing else is said.
    std::uint32_t connections_per_address = 4'000;
    AddressList trusted_proxies{"127.0.0.0/8, ::1, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7"};
    std::uint32_t writer_queue = limits::clerk_queue;  // commands that may wait for a writer; more are shed with 503
    std::uint32_t longest_wait_ms = 1'000;             // of a command, for a writer; then more are shed

    // Empty is allowed in phase dev alone: there the server makes its own secret, and management is open.
    Secret jwt_secret;  // signs the line's and the access tokens
    Secret admin_key;   // what management sends as its bearer token
};

}  // namespace onsale::config
