// How a batch is brought through when it does not go smoothly: no row that somebody keeps, and no command that the
// store will not take, holds up the rest of the batch.
//
// - Rows busy: again without waiting for rows, then without waiting for dates either; commands that want a busy row are
//   put off. What is still held up is divided.
// - Failed by itself: divided in halves, each a unit of work of its own, until what fails is alone.
// - The store went away: whether that try came through is not known. It fails, and nothing is tried again.
//
// The first try is always made. Once a batch has taken `longest`, or `most_faults` commands have failed alone (then it
// is not they), the rest is put off. Pure but for its clock; belongs to one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "application/clerk/command.h"
#include "application/clerk/loaded.h"
#include "application/storage_fault.h"

namespace onsale {

class BatchTries {
  public:
    using Clock = std::chrono::steady_clock;
    struct Options {
        Clock::duration longest;
        std::size_t most_faults = 8;
        std::function<Clock::time_point()> now = &Clock::now;
        // What went wrong; `command` is a command's name, or "batch".
        std::function<void(std::string_view what, std::string_view command)> on_fault = [](auto, auto) {};
    };
    // Serves these as one unit of work: gives each its fate, and commits. Throws what stopped it, with the unit of work
    // rolled back.
    using Serve = std::function<void(std::span<Command* const> commands, Waits waits)>;

    BatchTries(Serve serve, Options options) : serve_(std::move(serve)), options_(std::move(options)) {}

    struct Result {
        bool reached = false;                // the store did something of it
        bool failed = false;                 // a fault took some of it down
        std::optional<StoreAway::How> away;  // the store went away
    };
    // Every command has its fate afterwards.
    Result bring_through(std::span<Command* const> batch);

  private:
    void attempt(std::span<Command* const> commands, Waits waits);
    void divide(std::span<Command* const> commands, Waits waits);
    void hold_up(std::span<Command* const> commands, Waits waits, std::string_view what);
    void blame(std::span<Command* const> commands, Waits waits, std::string_view what);
    bool given_up() const;

    Serve serve_;
    Options options_;
    Clock::time_point begun_{};
    std::size_t tries_ = 0;
    std::size_t faults_ = 0;
    Result result_{};
};

}  // namespace onsale
