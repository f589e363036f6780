#include "application/clerk/clerk.h"

#include <array>
#include <exception>

#include "application/storage_fault.h"
#include "application/unit_of_work.h"

namespace onsale {

Clerk::Clerk(std::span<UnitOfWork* const> works, CommitListener& boards, Clock const& clock, IdSource& ids,
             Options options)
    : boards_(boards),
      clock_(clock),
      ids_(ids),
      options_(std::move(options)),
      queue_(options_.queue, options_.longest_wait),
      reaching_(works.size()) {
    for (auto* work : works) counters_.push_back({*work, {}});
    for (auto& counter : counters_) threads_.emplace_back([this, &counter] { run(counter); });
}

Clerk::Clerk(UnitOfWork& work, CommitListener& boards, Clock const& clock, IdSource& ids, Options options)
    : Clerk(std::array{&work}, boards, clock, ids, std::move(options)) {}

Clerk::~Clerk() { close(); }

bool Clerk::submit(Command& command, Patience patience) {
    if (store_away()) {
        command.fate = Fate::shed;
        return false;
    }
    return queue_.submit(command, patience);
}

void Clerk::close() {
    {
        std::lock_guard const lock(pause_mutex_);
        closing_ = true;
    }
    pause_.notify_all();
    queue_.close();
    for (auto& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

Clerk::Counts Clerk::counts() const { return {batches_.load(), commands_.load(), failed_batches_.load()}; }

void Clerk::run(Counter& counter) {
    std::vector<Command*> batch;
    while (queue_.take(batch, options_.batch)) {
        bool away = false;
        try {
            serve(counter, batch);
            healthy_.store(true, std::memory_order_relaxed);
        } catch (StoreAway const& fault) {
            fail(counter, batch, fault.what());
            away = true;
        } catch (std::exception const& fault) {
            fail(counter, batch, fault.what());
        }
        counter.desk.clear();
        batches_.fetch_add(1, std::memory_order_relaxed);
        commands_.fetch_add(batch.size(), std::memory_order_relaxed);
        deliver_batch(batch);
        if (away) regain(counter);
    }
}

void Clerk::serve(Counter& counter, std::vector<Command*> const& batch) {
    auto& [work, desk] = counter;
    Wanted wanted;
    for (auto const* command : batch) {
        command->want(wanted);
        if (command->keyed != nullptr) wanted.keys.push_back(command->keyed->use.key);
    }
    work.begin();
    desk.load(std::move(wanted), work);
    decide(desk, batch);
    if (desk.untouched()) {
        work.rollback();
    } else {
        desk.save(work);
        auto const changes = changes_of(desk);
        if (!changes.empty()) work.announce(changes);
        work.commit();
        if (!changes.empty()) boards_.committed(changes);
    }
    for (auto* command : batch) {
        if (command->fate == Fate::pending) command->fate = Fate::answered;
    }
}

void Clerk::decide(Desk& desk, std::vector<Command*> const& batch) {
    Circumstances const at{.now = clock_.now(), .ids = ids_, .hold_term = options_.hold_term};
    for (auto* command : batch) {
        desk.begin_command();
        try {
            if (command->keyed != nullptr) {
                decide_under_key(*command, desk, at);
            } else {
                command->decide(desk, at);
            }
        } catch (std::exception const& fault) {
            desk.undo_command();
            command->fate = Fate::failed;
            options_.on_fault(fault.what(), command->name());
        }
    }
}

void Clerk::fail(Counter& counter, std::vector<Command*> const& batch, std::string_view what) {
    counter.work.rollback();
    for (auto* command : batch) command->fate = Fate::failed;
    healthy_.store(false, std::memory_order_relaxed);
    failed_batches_.fetch_add(1, std::memory_order_relaxed);
    options_.on_fault(what, "batch");
}

// The store may have dropped this one connection only: it counts as away when it cannot be reached anew.
void Clerk::regain(Counter& counter) {
    if (reaches(counter)) return;
    reaching_.fetch_sub(1, std::memory_order_relaxed);
    for (;;) {
        if (store_away()) shed_all();
        {
            std::unique_lock lock(pause_mutex_);
            if (pause_.wait_for(lock, options_.retry_after, [this] { return closing_; })) break;
        }
        if (reaches(counter)) break;
    }
    reaching_.fetch_add(1, std::memory_order_relaxed);
}

bool Clerk::reaches(Counter& counter) {
    try {
        counter.work.begin();
        counter.work.rollback();
        healthy_.store(true, std::memory_order_relaxed);
        return true;
    } catch (StorageFault const&) {
        counter.work.rollback();
        return false;
    }
}

void Clerk::shed_all() {
    std::vector<Command*> batch;
    while (queue_.take_waiting(batch, options_.batch)) {
        for (auto* command : batch) command->fate = Fate::shed;
        deliver_batch(batch);
    }
}

}  // namespace onsale
