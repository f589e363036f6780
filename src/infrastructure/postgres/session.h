// Opens a session with PostgreSQL: what every connection of ours says when it begins.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "infrastructure/postgres/history.h"

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
    std::string settings{};  // more of them for the session: "-c NAME=VALUE -c ..."
    // Null: every server will do. Else only one whose history it admits.
    std::shared_ptr<TimelineGuard> guard{};
};

struct CloseSession {
    void operator()(pg_conn* session) const noexcept;
};
using Session = std::unique_ptr<pg_conn, CloseSession>;

struct OpenedSession {
    Session session;
    // Of the server at the other end. Known where there is a guard; through a pooler, as it was at the beginning.
    History history;
    // "SELECT set_config(…)": what every transaction has to begin with, because a pooler stands in between, which may
    // give each one to another session of the server. Empty: the session is the server's own, and its settings are set.
    std::string settings_of_each_transaction;
};

// `url`: postgresql://..., with one host or several, or libpq's keywords; what it says goes before our own choices. Of
// several hosts the first that can be written to, and that the guard admits, is taken, unless the URL wants another.
// Waits for each host as long as for an answer, but for 2 s to 10 s. A password in a file (passfile) is read each time.
// Settings are set by statements: a pooler refuses or drops those that a connection is opened with.
// Errors: StoreAway when no session could be had; StorageFault when the URL cannot be read. No message has a password.
OpenedSession open_session(std::string const& url, SessionOptions const& options);

// For each host that the URL names, a URL of this one alone, whatever it is: target_session_attrs is `any`.
// Errors: StorageFault when the URL cannot be read.
std::vector<std::string> urls_of_hosts(std::string const& url);

}  // namespace onsale::postgres
