#include "application/clerk/clerk.h"

#include <algorithm>
#include <array>
#include <exception>

#include "application/clerk/unit_of_work.h"

namespace onsale {
namespace {

Wanted wanted_by(std::span<Command* const> commands) {
    Wanted wanted;
    for (auto const* command : commands) {
        command->want(wanted);
        if (command->keyed != nullptr) wanted.keys.push_back(command->keyed->use.key);
    }
    return wanted;
}

void put_off(std::span<Command* const> commands, BusyRows const& busy) {
    for (auto* command : commands) {
        if (busy.hold_up(wanted_by({&command, 1}))) command->fate = Fate::shed;
    }
}

}  // namespace

Clerk::Clerk(std::span<UnitOfWork* const> works, CommitListener& boards, Clock const& clock, IdSource& ids,
             Options options)
    : boards_(boards),
      clock_(clock),
      ids_(ids),
      options_(std::move(options)),
      queue_(options_.queue, options_.longest_wait),
      reaching_(works.size()) {
    for (auto* work : works) writers_.push_back({*work, {}});
    for (auto& writer : writers_) threads_.emplace_back([this, &writer] { run(writer); });
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

void Clerk::run(Writer& writer) {
    std::vector<Command*> batch;
    BatchTries tries([&](auto commands, Waits waits) { serve(writer, commands, waits); },
                     {.longest = options_.longest_batch, .on_fault = options_.on_fault});
    while (queue_.take(batch, options_.batch)) {
        auto const bulk = std::ranges::stable_partition(batch, [](Command const* each) { return !each->is_bulk(); });
        std::vector<Command*> alone;
        for (auto* each : bulk) {
            if (alone.empty()) {
                alone.push_back(each);
            } else {
                queue_.put_back(*each);
            }
        }
        batch.erase(bulk.begin(), bulk.end());
        if (!batch.empty()) serve_and_deliver(writer, tries, batch);
        if (!alone.empty()) serve_and_deliver(writer, tries, alone);
    }
}

void Clerk::serve_and_deliver(Writer& writer, BatchTries& tries, std::vector<Command*>& batch) {
    auto const begin = batch.begin() + static_cast<std::ptrdiff_t>(shed_late(batch));
    BatchTries::Result result;
    if (begin != batch.end()) {
        result = tries.bring_through({begin, batch.end()});
        note(result);
    }
    keep_unfinished(batch);
    commands_.fetch_add(batch.size(), std::memory_order_relaxed);
    deliver_batch(batch);
    if (result.away) regain(writer, *result.away);
}

void Clerk::keep_unfinished(std::vector<Command*>& batch) {
    std::erase_if(batch, [this](Command* each) {
        if (each->fate != Fate::answered || !each->goes_on()) return false;
        queue_.put_back(*each);
        return true;
    });
}

// Behind a batch that was stuck they waited too long already; in a batch they might wait as long again.
std::size_t Clerk::shed_late(std::span<Command* const> batch) const {
    auto const late = BatchQueue<Command>::WaitClock::now() - options_.longest_wait - options_.longest_batch;
    std::size_t shed = 0;
    for (auto* command : batch) {
        if (command->waits_since > late) break;  // oldest first
        command->fate = Fate::shed;
        ++shed;
    }
    return shed;
}

void Clerk::note(BatchTries::Result const& result) {
    batches_.fetch_add(1, std::memory_order_relaxed);
    if (result.failed) failed_batches_.fetch_add(1, std::memory_order_relaxed);
    if (result.reached) {
        healthy_.store(true, std::memory_order_relaxed);
    } else if (result.failed) {
        healthy_.store(false, std::memory_order_relaxed);
    }
}

void Clerk::serve(Writer& writer, std::span<Command* const> commands, Waits waits) {
    try {
        serve_at(writer, commands, waits);
    } catch (...) {
        writer.work.rollback();
        writer.rows.clear();
        throw;
    }
    writer.rows.clear();
}

void Clerk::serve_at(Writer& writer, std::span<Command* const> commands, Waits waits) {
    auto& [work, rows] = writer;
    work.begin();
    for (auto* command : commands) command->choose(clock_.now());
    auto const [instant, busy] = rows.load(wanted_by(commands), work, waits);
    if (!busy.none()) put_off(commands, busy);
    decide(rows, commands, instant.value_or(clock_.now()));
    if (rows.untouched()) {
        work.rollback();
    } else {
        rows.save(work);
        auto const changes = changes_of(rows);
        if (!changes.empty()) work.announce(changes);
        work.commit();
        if (!changes.empty()) boards_.committed(changes);
    }
    for (auto* command : commands) {
        if (command->fate == Fate::pending) command->fate = Fate::answered;
    }
}

void Clerk::decide(SaleRows& rows, std::span<Command* const> commands, Instant now) {
    DecisionContext const at{.now = now, .ids = ids_, .usual_hold = options_.usual_hold};
    for (auto* command : commands) {
        if (command->fate != Fate::pending) continue;  // put off
        rows.begin_command();
        try {
            if (command->keyed != nullptr) {
                decide_under_key(*command, rows, at);
            } else {
                command->decide(rows, at);
            }
        } catch (std::exception const& fault) {
            rows.undo_command();
            command->fate = Fate::failed;
            options_.on_fault(fault.what(), command->name());
        }
    }
}

// The store may have dropped this one connection only: then it counts as away when it cannot be reached again. One that
// has fallen silent is away until it is heard: to find out takes longer than anybody should wait.
void Clerk::regain(Writer& writer, StoreAway::How how) {
    if (how == StoreAway::How::lost && reaches(writer)) return;
    reaching_.fetch_sub(1, std::memory_order_relaxed);
    bool pause = how == StoreAway::How::lost;
    for (;;) {
        if (store_away()) shed_all();
        if (pause) {
            std::unique_lock lock(pause_mutex_);
            if (pause_.wait_for(lock, options_.retry_after, [this] { return closing_; })) break;
        }
        if (reaches(writer)) break;
        pause = true;
    }
    reaching_.fetch_add(1, std::memory_order_relaxed);
}

bool Clerk::reaches(Writer& writer) {
    try {
        writer.work.begin();
        writer.work.rollback();
        healthy_.store(true, std::memory_order_relaxed);
        return true;
    } catch (StorageFault const&) {
        writer.work.rollback();
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
