#include "application/clerk/clerk.h"

#include <exception>

namespace onsale {

Clerk::Clerk(UnitOfWork& work, CommitListener& boards, Clock const& clock, IdSource& ids, Options options)
    : work_(work),
      boards_(boards),
      clock_(clock),
      ids_(ids),
      options_(std::move(options)),
      queue_(options_.queue, options_.longest_wait),
      thread_([this] { run(); }) {}

Clerk::~Clerk() { close(); }

void Clerk::close() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
}

Clerk::Counts Clerk::counts() const { return {batches_.load(), commands_.load(), failed_batches_.load()}; }

void Clerk::run() {
    std::vector<Command*> batch;
    while (queue_.take(batch, options_.batch)) {
        try {
            serve(batch);
            healthy_.store(true, std::memory_order_relaxed);
        } catch (std::exception const& fault) {
            fail(batch, fault.what());
        }
        desk_.clear();
        batches_.fetch_add(1, std::memory_order_relaxed);
        commands_.fetch_add(batch.size(), std::memory_order_relaxed);
        deliver_batch(batch);
    }
}

void Clerk::serve(std::vector<Command*> const& batch) {
    Wanted wanted;
    for (auto const* command : batch) command->want(wanted);
    work_.begin();
    desk_.load(std::move(wanted), work_);
    decide(batch);
    if (desk_.untouched()) {
        work_.rollback();
    } else {
        desk_.save(work_);
        work_.commit();
        boards_.committed(desk_);
    }
    for (auto* command : batch) {
        if (command->fate == Fate::pending) command->fate = Fate::answered;
    }
}

void Clerk::decide(std::vector<Command*> const& batch) {
    Circumstances const at{.now = clock_.now(), .ids = ids_, .hold_term = options_.hold_term};
    for (auto* command : batch) {
        desk_.begin_command();
        try {
            command->decide(desk_, at);
        } catch (std::exception const& fault) {
            desk_.undo_command();
            command->fate = Fate::failed;
            options_.on_fault(fault.what(), command->name());
        }
    }
}

void Clerk::fail(std::vector<Command*> const& batch, std::string_view what) {
    work_.rollback();
    for (auto* command : batch) command->fate = Fate::failed;
    healthy_.store(false, std::memory_order_relaxed);
    failed_batches_.fetch_add(1, std::memory_order_relaxed);
    options_.on_fault(what, "batch");
}

}  // namespace onsale
