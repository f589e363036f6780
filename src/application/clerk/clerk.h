// The clerk: takes all commands that wait, decides them in order on rows that it holds locked, commits them durably
// as one transaction, shows the changes to the boards, and only then gives every answer.
//
// One thread for each unit of work that it is given: one for a store with a single writer, several for one whose locks
// let them work at the same time. Promises kept here: 3 (answers after durability), and the fates of submission.h: a
// command that throws fails alone; a batch that the store does not take is brought through in parts (batch_tries.h),
// so that neither a busy row nor one command takes the others down. When the store went away in the middle of a commit,
// what was in it fails, and its outcome is unknown.
//
// A batch decides at one instant: the store's, read under its locks, where the store has a clock of its own, so that
// all nodes go by one clock; else the clerk's.
//
// Bulk commands, as those that put halls on sale, are served one at a time, each alone, and are decided in pieces:
// a command behind one waits for one piece (limits::seats_of_a_piece).
//
// No other command stays here for long: the queue sheds by `longest_wait`, a batch tries for `longest_batch`, and a
// store that shares its rows bounds each of its answers (limits::store_answer).
//
// While no unit of work can reach the store, everything is shed at once: nobody waits for what cannot come. Each keeps
// trying, and the clerk serves again as soon as one has succeeded.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

#include "application/batch_queue.h"
#include "application/clerk/batch_tries.h"
#include "application/clerk/changes.h"
#include "application/clerk/command.h"
#include "domain/limits.h"

namespace onsale {

class Clerk {
  public:
    struct Options {
        HoldTerm usual_hold;  // of dates whose terms say nothing else
        std::size_t batch = limits::clerk_batch;
        std::size_t queue = limits::clerk_queue;
        milliseconds longest_wait = limits::longest_wait;
        milliseconds longest_batch = limits::longest_batch;
        // Between two attempts to reach a store that is away.
        milliseconds retry_after{200};
        // A fault that took commands down: for the operator's log. Called on the clerk's threads.
        std::function<void(std::string_view what, std::string_view command)> on_fault = [](auto, auto) {};
    };
    // Since the start, for metrics; approximate while the clerk works.
    struct Counts {
        std::uint64_t batches = 0;
        std::uint64_t commands = 0;
        std::uint64_t failed_batches = 0;
    };

    // Everything is borrowed and must outlive the clerk. The units of work are the clerk's alone from now on; with
    // more than one, boards, clock and ids are used by all their threads.
    Clerk(std::span<UnitOfWork* const> works, CommitListener& boards, Clock const& clock, IdSource& ids,
          Options options);
    Clerk(UnitOfWork& work, CommitListener& boards, Clock const& clock, IdSource& ids, Options options);
    ~Clerk();
    Clerk(Clerk const&) = delete;

    // Any thread. The command must live until it is delivered. False: shed, and nothing will be delivered.
    bool submit(Command& command, Patience patience = Patience::usual);

    // Answers everything that was submitted, then stops. Idempotent; from one thread.
    void close();

    std::size_t waiting() const { return queue_.waiting(); }
    bool overloaded() const { return queue_.overloaded(); }
    // Did the last batch reach the store, and can the store be reached?
    bool healthy() const { return healthy_.load(std::memory_order_relaxed) && !store_away(); }
    bool store_away() const { return reaching_.load(std::memory_order_relaxed) == 0; }
    Counts counts() const;

  private:
    // What one thread works with.
    struct Writer {
        UnitOfWork& work;
        SaleRows rows;
    };
    void run(Writer& writer);
    void serve_and_deliver(Writer& writer, BatchTries& tries, std::vector<Command*>& batch);
    void keep_unfinished(std::vector<Command*>& batch);
    std::size_t shed_late(std::span<Command* const> batch) const;  // how many, from the front
    void note(BatchTries::Result const& result);
    void serve(Writer& writer, std::span<Command* const> commands, Waits waits);
    void serve_at(Writer& writer, std::span<Command* const> commands, Waits waits);
    void decide(SaleRows& rows, std::span<Command* const> commands, Instant now);
    void regain(Writer& writer, StoreAway::How how);
    bool reaches(Writer& writer);
    void shed_all();

    CommitListener& boards_;
    Clock const& clock_;
    IdSource& ids_;
    Options const options_;
    BatchQueue<Command> queue_;
    std::atomic<std::uint64_t> batches_{0};
    std::atomic<std::uint64_t> commands_{0};
    std::atomic<std::uint64_t> failed_batches_{0};
    std::atomic<bool> healthy_{true};
    std::atomic<std::size_t> reaching_;  // threads that reach the store, as far as they know

    std::mutex pause_mutex_;
    std::condition_variable pause_;
    bool closing_ = false;  // under pause_mutex_

    std::deque<Writer> writers_;
    std::vector<std::thread> threads_;  // last: they start when everything else is there
};

}  // namespace onsale
