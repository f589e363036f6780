// A thin layer over libpq in pipeline mode: statements are queued here and sent together, so that a unit of work costs
// as many round trips as it has answers to wait for.
//
// Threads: a Connection belongs to one thread at a time. It waits at most SessionOptions::answer_timeout for what it
// sent (longer for what is large); then it closes itself.
// Errors: RowsBusy when a lock was not had within SessionOptions::lock_timeout, or NOWAIT found it taken; a transaction
// that is open must be rolled back. StoreAway when the store cannot be reached, or not be written to (a standby); the
// connection is closed, and ensure_open makes a new one. StorageFault when a statement failed: a transaction that is
// open must be rolled back. BrokenInvariant when a statement found that its guard does not hold
// (broken_invariant_state). Messages carry PostgreSQL's own and its SQLSTATE, and never a password.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "application/storage_fault.h"
#include "infrastructure/postgres/binary_format.h"
#include "infrastructure/postgres/session.h"

namespace onsale::postgres {

// A statement that is prepared once for each session; behind a pooler, which has other sessions to give it to, each
// time. Both texts must live as long as the connection.
struct Statement {
    char const* name;  // unique among all statements; empty: not kept, prepared each time
    char const* sql;
};

// The SQLSTATE by which our own SQL says "this is a bug of ours". Classes from I to Z are free for such.
inline constexpr std::string_view broken_invariant_state = "OS001";

class Connection {
  public:
    // Does not connect yet. Errors: none.
    explicit Connection(std::string url, SessionOptions options = {});
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    // Connects where there is no session, none any more, or one with a server that turned out to be an old primary.
    // True: a new session has begun.
    bool ensure_open();
    void close() noexcept;

    // What becomes of a statement's rows. Called on the thread that sends, once all that was sent together succeeded,
    // in the order of the statements; what it throws goes to the caller of ask or flush, and the rest is not called.
    using Receive = std::function<void(Rows const&)>;

    // Sent with the next ask or flush. Without `receive` its rows do not matter. A session must be open.
    void queue(Statement const& statement, Parameters parameters = {}, Receive receive = {});
    // Sends all that is queued and this one, waits for all answers, and gives this one's.
    Rows ask(Statement const& statement, Parameters parameters = {});
    void flush();
    // Drops what is queued and not sent yet.
    void forget() noexcept { queued_.clear(); }

    // One or more statements without parameters, at once; nothing may be queued.
    void run_script(char const* sql);

    // How often something was sent and waited for since the beginning, for tests and measuring.
    std::uint64_t round_trips() const { return round_trips_; }

    // As the server said in its last answer; what is queued does not count.
    bool in_transaction() const;
    // Of the server of this session; known where SessionOptions::guard is set.
    History const& history() const { return history_; }

  private:
    using Deadline = std::chrono::steady_clock::time_point;
    struct Queued {
        Statement statement;
        Parameters parameters;
        Receive receive;
    };
    // The first thing that went wrong in an exchange. Those after it are only its consequences.
    struct Failure {
        std::string state;
        std::string what;
    };
    struct Sent {
        Statement statement;
        bool prepares;  // or runs it
        Receive receive{};
    };
    struct Received {
        Receive receive;
        Rows rows;
    };

    std::vector<Received> exchange();  // of each statement in turn
    std::size_t send_queued();         // how many bytes of parameters
    std::size_t send(Statement const& statement, Parameters const& parameters, Receive receive);  // the same
    std::vector<Received> receive(std::vector<Sent>& sent, Failure& failure, Deadline deadline);
    pg_result* next_result(Failure const& failure, Deadline deadline);
    void wait_for_socket(bool to_write, Deadline deadline);
    void note(pg_result const* result, char const* doing, Failure& failure) const;
    [[noreturn]] void fail(Failure const& failure);
    [[noreturn]] void lost(std::string_view why, StoreAway::How how = StoreAway::How::lost);

    std::string url_;
    SessionOptions options_;
    Session session_;
    History history_;
    std::string settings_of_each_transaction_;  // OpenedSession: not empty where there is a pooler
    std::unordered_set<std::string_view> prepared_;
    std::vector<Queued> queued_;
    std::vector<Sent> sent_;
    std::uint64_t round_trips_ = 0;
};

// Begins with the next statement that is sent. Leaving without commit() rolls back.
class Transaction {
  public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;

    // Durable when it returns. StoreAway: whether it was committed is not known.
    void commit();

  private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace onsale::postgres
