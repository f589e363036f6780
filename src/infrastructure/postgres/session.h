// Opens a session with PostgreSQL: what every connection of ours says when it begins.
#pragma once

#include <chrono>
#include <memory>
#include <string>

struct pg_conn;

namespace onsale::postgres {

struct SessionOptions {
    std::chrono::milliseconds answer_timeout{10'000};      // for everything that is sent together
    std::chrono::milliseconds answer_per_mebibyte{1'000};  // and so much more for each that is sent: a hall's seats
    // Shorter than answer_timeout, so that a statement that waits in vain fails by itself.
    std::chrono::milliseconds lock_timeout{8'000};
    // A transaction that its node does not go on with ends, and its locks with it.
    std::chrono::milliseconds idle_in_transaction_timeout{15'000};
    // Only a server that takes writes will do; unless the URL says otherwise. Of several hosts it is looked for anyway.
    bool writes = false;
    std::string settings;  // more of them for the session: "-c NAME=VALUE -c ..."
};

struct CloseSession {
    void operator()(pg_conn* session) const noexcept;
};
using Session = std::unique_ptr<pg_conn, CloseSession>;

// `url`: postgresql://..., with one host or several, or libpq's keywords; what it says goes before our own choices. Of
// several hosts the one that can be written to is taken, unless the URL wants another. Waits up to 2 s for each host.
// Errors: StoreAway when no session could be had; StorageFault when the URL cannot be read. No message has a password.
Session open_session(std::string const& url, SessionOptions const& options);

}  // namespace onsale::postgres
