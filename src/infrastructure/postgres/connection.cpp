#include "infrastructure/postgres/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include "domain/invariant.h"
#include "infrastructure/postgres/libpq_result.h"

namespace onsale::postgres {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int binary = 1;
constexpr std::string_view lock_not_available = "55P03";  // lock_timeout, or NOWAIT

// The server is going, coming up, has put us off, or is a standby that takes no writes.
bool means_away(std::string_view state) {
    constexpr std::array<std::string_view, 6> states{"25006", "25P03", "57P01", "57P02", "57P03", "57P05"};
    return state.starts_with("08") || std::ranges::find(states, state) != states.end();
}

}  // namespace

Connection::Connection(std::string url, SessionOptions options) : url_(std::move(url)), options_(std::move(options)) {}

Connection::~Connection() = default;

bool Connection::ensure_open() {
    // A server that has gone away since the last answer is noticed here, before anything depends on it. What it said
    // in parting comes first, the end of the stream after it.
    while (session_) {
        pollfd socket{PQsocket(session_.get()), POLLIN, 0};
        if (poll(&socket, 1, 0) <= 0) break;
        PQconsumeInput(session_.get());
        if (PQstatus(session_.get()) != CONNECTION_OK) close();
    }
    if (session_ && options_.guard && !options_.guard->admits(history_)) close();
    if (session_) return false;
    auto opened = open_session(url_, options_);
    session_ = std::move(opened.session);
    history_ = std::move(opened.history);
    settings_of_each_transaction_ = std::move(opened.settings_of_each_transaction);
    return true;
}

void Connection::close() noexcept {
    session_.reset();
    prepared_.clear();
    queued_.clear();
    sent_.clear();
}

void Connection::queue(Statement const& statement, Parameters parameters, Receive receive) {
    queued_.push_back({statement, std::move(parameters), std::move(receive)});
}

Rows Connection::ask(Statement const& statement, Parameters parameters) {
    queue(statement, std::move(parameters));
    return std::move(exchange().back().rows);
}

void Connection::flush() {
    if (!queued_.empty()) exchange();
}

bool Connection::in_transaction() const { return session_ && PQtransactionStatus(session_.get()) != PQTRANS_IDLE; }

std::vector<Connection::Received> Connection::exchange() {
    if (!session_) throw StoreAway("PostgreSQL: not connected");
    auto const begun = steady_clock::now();
    Failure failure;
    auto const bytes = send_queued();
    auto const deadline = begun + options_.answer_timeout + options_.answer_per_mebibyte * (bytes >> 20U);
    ++round_trips_;
    auto received = receive(sent_, failure, deadline);
    if (!failure.what.empty()) fail(failure);
    for (auto const& [receive, rows] : received) {
        if (receive) receive(rows);
    }
    return received;
}

// Into libpq's buffer; the socket takes it while we wait for answers. Behind a pooler each transaction begins with its
// settings: after a BEGIN, which sets how it is isolated and must come first; else what is sent together is one.
std::size_t Connection::send_queued() {
    sent_.clear();
    std::size_t bytes = 0;
    bool settings_due = !settings_of_each_transaction_.empty() && !in_transaction();
    for (auto& [statement, parameters, receive] : std::exchange(queued_, {})) {
        if (settings_due && !std::string_view(statement.sql).starts_with("BEGIN")) {
            settings_due = false;
            send({"", settings_of_each_transaction_.c_str()}, {}, {});
        }
        bytes += send(statement, parameters, std::move(receive));
    }
    // A BEGIN alone.
    if (settings_due) send({"", settings_of_each_transaction_.c_str()}, {}, {});
    if (PQpipelineSync(session_.get()) != 1) lost(PQerrorMessage(session_.get()));
    return bytes;
}

std::size_t Connection::send(Statement const& statement, Parameters const& parameters, Receive receive) {
    auto* const session = session_.get();
    bool const kept = *statement.name != '\0' && settings_of_each_transaction_.empty();
    auto const* const name = kept ? statement.name : "";
    if (!kept || prepared_.insert(statement.name).second) {
        sent_.push_back({statement, true});
        if (PQsendPrepare(session, name, statement.sql, 0, nullptr) != 1) lost(PQerrorMessage(session));
    }
    sent_.push_back({statement, false, std::move(receive)});
    std::size_t bytes = 0;
    for (auto const length : parameters.lengths()) bytes += static_cast<std::size_t>(length);
    auto const values = parameters.values();
    std::vector<int> const formats(values.size(), binary);
    if (PQsendQueryPrepared(session, name, parameters.count(), values.data(), parameters.lengths().data(),
                            formats.data(), binary) != 1) {
        lost(PQerrorMessage(session));
    }
    return bytes;
}

// Every statement answers with one result and a null, in the order of sending; the sync with one result alone. After a
// failure the server passes over the rest up to the sync.
std::vector<Connection::Received> Connection::receive(std::vector<Sent>& sent, Failure& failure, Deadline deadline) {
    std::vector<Received> received;
    for (auto& each : sent) {
        bool answered = false;
        Rows last;
        while (auto* const raw = next_result(failure, deadline)) {
            Rows rows(raw);
            auto const status = PQresultStatus(raw);
            answered = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
            if (!answered && status != PGRES_PIPELINE_ABORTED) note(raw, each.statement.name, failure);
            last = std::move(rows);
        }
        if (each.prepares) {
            if (!answered) prepared_.erase(each.statement.name);
        } else {
            received.push_back({std::move(each.receive), std::move(last)});
        }
    }
    Rows const sync(next_result(failure, deadline));
    return received;
}

pg_result* Connection::next_result(Failure const& failure, Deadline deadline) {
    auto* const session = session_.get();
    for (;;) {
        auto const unsent = PQflush(session);
        if (PQstatus(session) != CONNECTION_OK) lost(failure.what.empty() ? PQerrorMessage(session) : failure.what);
        if (PQisBusy(session) == 0) return PQgetResult(session);
        wait_for_socket(unsent == 1, deadline);
        PQconsumeInput(session);  // a failure shows in the session's status
    }
}

void Connection::wait_for_socket(bool to_write, Deadline deadline) {
    for (;;) {
        auto const left = duration_cast<milliseconds>(deadline - steady_clock::now());
        pollfd socket{PQsocket(session_.get()), static_cast<short>(to_write ? POLLIN | POLLOUT : POLLIN), 0};
        // One more, since what is left was rounded down.
        auto const ready = left.count() < 0 ? 0 : poll(&socket, 1, static_cast<int>(left.count()) + 1);
        if (ready > 0) return;
        if (ready == 0) {
            lost(fmt::format("no answer within {} ms", options_.answer_timeout.count()), StoreAway::How::silent);
        }
        if (errno != EINTR) lost(std::strerror(errno));
    }
}

void Connection::note(pg_result const* result, char const* doing, Failure& failure) const {
    if (!failure.what.empty()) return;
    auto const* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    // The detail would carry the row itself into our logs: names, balances.
    auto const* const message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    failure.state = state == nullptr ? "none" : state;
    failure.what =
        fmt::format("{}: {} (SQLSTATE {})", doing,
                    without_end_of_line(message == nullptr ? PQresultErrorMessage(result) : message), failure.state);
}

void Connection::fail(Failure const& failure) {
    if (failure.state == broken_invariant_state) throw BrokenInvariant(failure.what);
    if (failure.state == lock_not_available) throw RowsBusy("PostgreSQL: " + failure.what);
    if (means_away(failure.state) || PQstatus(session_.get()) != CONNECTION_OK) lost(failure.what);
    throw StorageFault("PostgreSQL: " + failure.what);
}

void Connection::lost(std::string_view why, StoreAway::How how) {
    auto const what = "PostgreSQL: " + without_end_of_line(why);  // before the session that it may lie in is closed
    close();
    throw StoreAway(what, how);
}

// The simple protocol takes several statements in one text, but not in pipeline mode.
void Connection::run_script(char const* sql) {
    auto* const session = session_.get();
    if (session == nullptr) throw StoreAway("PostgreSQL: not connected");
    invariant(queued_.empty(), "a script runs alone");
    auto const deadline = steady_clock::now() + options_.answer_timeout;
    Failure failure;
    if (PQexitPipelineMode(session) != 1 || PQsendQuery(session, sql) != 1) lost(PQerrorMessage(session));
    while (auto* const raw = next_result(failure, deadline)) {
        Result const result(raw);
        auto const status = PQresultStatus(raw);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) note(raw, "script", failure);
    }
    if (PQenterPipelineMode(session) != 1) lost(PQerrorMessage(session));
    if (!failure.what.empty()) fail(failure);
}

// Not READ WRITE: a standby refuses that with another SQLSTATE than the writing itself.
Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.queue({"begin", "BEGIN ISOLATION LEVEL READ COMMITTED"});
}

Transaction::~Transaction() {
    if (!open_) return;
    connection_.forget();
    if (!connection_.in_transaction()) return;
    try {
        connection_.ask({"rollback", "ROLLBACK"});
    } catch (std::exception const&) {
        connection_.close();  // which rolls back as well
    }
}

void Transaction::commit() {
    try {
        auto const done = connection_.ask({"commit", "COMMIT"});
        // COMMIT of a transaction in which something failed is answered ROLLBACK.
        if (done.tag() != "COMMIT") throw StorageFault("PostgreSQL: rolled back in place of the commit");
    } catch (StoreAway const& away) {
        throw StoreAway(std::string(away.what()) + "; whether this was committed is not known", away.how());
    }
    open_ = false;
}

}  // namespace onsale::postgres
