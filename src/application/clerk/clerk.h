// The clerk: takes all commands that wait, decides them in order on rows that it holds locked, commits them durably
// as one transaction, shows the changes to the boards, and only then gives every answer.
//
// One thread of its own. Promises kept here: 3 (answers after durability), and the fates of submission.h: a command
// that throws fails alone; when loading, saving or committing fails, the whole batch fails and left nothing behind.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "application/batch_queue.h"
#include "application/clerk/command.h"
#include "domain/limits.h"

namespace onsale {

// Learns what a batch changed, after its commit and before its answers, on the clerk's thread. Must not throw.
class CommitListener {
  public:
    virtual ~CommitListener() = default;
    virtual void committed(Desk const& desk) noexcept = 0;
};

class Clerk {
  public:
    struct Options {
        HoldTerm hold_term;
        std::size_t batch = limits::clerk_batch;
        std::size_t queue = limits::clerk_queue;
        milliseconds longest_wait = limits::longest_wait;
        // A fault that took commands down: for the operator's log. Called on the clerk's thread.
        std::function<void(std::string_view what, std::string_view command)> on_fault = [](auto, auto) {};
    };
    // Since the start, for metrics; approximate while the clerk works.
    struct Counts {
        std::uint64_t batches = 0;
        std::uint64_t commands = 0;
        std::uint64_t failed_batches = 0;
    };

    // Everything is borrowed and must outlive the clerk. `work` is the clerk's alone from now on.
    Clerk(UnitOfWork& work, CommitListener& boards, Clock const& clock, IdSource& ids, Options options);
    ~Clerk();
    Clerk(Clerk const&) = delete;

    // Any thread. The command must live until it is delivered. False: shed, and nothing will be delivered.
    bool submit(Command& command, Patience patience = Patience::usual) { return queue_.submit(command, patience); }

    // Answers everything that was submitted, then stops. Idempotent; from one thread.
    void close();

    std::size_t waiting() const { return queue_.waiting(); }
    bool overloaded() const { return queue_.overloaded(); }
    // Did the last batch reach the store?
    bool healthy() const { return healthy_.load(std::memory_order_relaxed); }
    Counts counts() const;

  private:
    void run();
    void serve(std::vector<Command*> const& batch);
    void decide(std::vector<Command*> const& batch);
    void fail(std::vector<Command*> const& batch, std::string_view what);

    UnitOfWork& work_;
    CommitListener& boards_;
    Clock const& clock_;
    IdSource& ids_;
    Options const options_;
    BatchQueue<Command> queue_;
    Desk desk_;
    std::atomic<std::uint64_t> batches_{0};
    std::atomic<std::uint64_t> commands_{0};
    std::atomic<std::uint64_t> failed_batches_{0};
    std::atomic<bool> healthy_{true};
    std::thread thread_;  // last: starts when everything else is there
};

}  // namespace onsale
