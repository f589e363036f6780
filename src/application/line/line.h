// Line: the waiting line as the server uses it. Polls are answered from memory; what must survive goes through the
// line's own clerk, a thread that journals many submissions with one flush, so that a million joins delay no payment.
//
// Threads: every member may be called from every thread, except close() (once, by the owner). One lock, held for
// well under a microsecond a poll, never while the disk is busy.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

#include "application/batch_queue.h"
#include "application/line/line_journal.h"
#include "application/line/line_limits.h"
#include "application/line/line_submission.h"
#include "domain/limits.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {

enum class LineTicks : std::uint8_t {
    by_itself,  // ten times a second, on a thread of its own
    by_hand,    // the owner calls tick(): for tests
};

struct LineOptions {
    LineRules rules;
    LineTicks ticks = LineTicks::by_itself;
    std::uint32_t most_places = most_line_places;
    std::size_t queue_submissions = line_queue_submissions;
    milliseconds longest_wait = limits::longest_wait;
    // Told of every batch that could not be written, on the clerk's thread. Must not throw.
    std::function<void(std::string_view what)> on_fault = nullptr;
};

struct LineReport {
    LineCounters counters;
    std::size_t queued = 0;     // submissions that wait for the clerk
    std::size_t unwritten = 0;  // ends that have happened and are not in the journal yet
    std::uint64_t batches = 0;  // written
    std::uint64_t events = 0;   // written
    std::uint64_t faults = 0;   // batches that could not be written
};

class Line {
  public:
    // Restores the line from the journal and starts its threads. Throws StorageFault. Both outlive the line; from now
    // on the journal belongs to the clerk's thread.
    Line(LineJournal& journal, Clock const& clock, LineOptions options);
    ~Line();
    Line(Line const&) = delete;
    Line& operator=(Line const&) = delete;

    // A poll: counts as a sign of life. `absent`: submit JoinLine. `called`: submit EnterLine.
    Standing ask(UserId user, Instant now);

    // Is this place's session alive, and this user's? What a valid token must pass on every use.
    bool inside(UserId user, PlaceNumber place, Instant now) const;

    // The position of a fan who still waits (also away, called or on the way in), without counting as a poll.
    std::optional<std::uint32_t> waiting_position(UserId user, PlaceNumber place, Instant now) const;

    // False: shed, and its fate says so. Otherwise it is delivered to its return address.
    bool submit(LineSubmission& submission, Patience patience = Patience::usual) {
        return queue_.submit(submission, patience);
    }

    // Payment: the session is dead and its slot is free when this returns. The end is journalled later; the durable
    // fact is the payment, so after a crash the opener ends the sessions() that were paid. False: there is no session
    // (a fan who waits keeps the place).
    bool end_session(UserId user, Instant at);
    std::vector<LiveSession> sessions(Instant now) const;

    LineReport report() const;
    bool overloaded() const { return queue_.overloaded(); }

    // What a fan's position can be read off: see WaitingLine::profile.
    struct Profile {
        LineCounters counters;
        std::vector<LineKnot> knots;
    };
    Profile profile() const;

    // What happens ten times a second; by hand in tests.
    void tick();

    // Answers what was submitted, writes what has ended, stops. Later submissions are shed; reading still works.
    void close();

  private:
    void restore();
    void restore_place(StoredPlace const& stored, Instant now);
    void serve(std::vector<LineSubmission*>& batch);
    void run_clerk();
    void run_ticks(std::stop_token stop);
    void note_expired(std::vector<PlaceNumber> const& expired, Instant now);

    LineJournal& journal_;
    Clock const& clock_;
    LineOptions const options_;

    mutable std::mutex mutex_;  // guards what follows, down to faults_
    std::optional<WaitingLine> line_;
    std::vector<PlaceEnded> unwritten_;
    bool nudged_ = false;  // nudge_ is in the queue
    std::uint64_t batches_ = 0;
    std::uint64_t events_ = 0;
    std::uint64_t faults_ = 0;

    BatchQueue<LineSubmission> queue_;
    LeaveLine nudge_{UserId{}};  // never decided: only wakes the clerk, to write what has ended

    std::mutex tick_mutex_;
    std::condition_variable_any tick_pause_;
    std::jthread ticker_;
    std::thread clerk_;
};

}  // namespace onsale
