// Doubles for the tests of the clerk: a unit of work that fails or waits where it is told to, and commands that do.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <string>
#include <utility>

#include "application/clerk/clerk.h"
#include "application/storage_fault.h"

namespace onsale {

// Passes everything on to a real unit of work, but fails at a step: begin, every look at a repository and commit are
// one step each. So that every point at which a store can fail is reached by counting up.
class FailingWork final : public UnitOfWork {
  public:
    explicit FailingWork(UnitOfWork& real) : real_(real) {}

    static constexpr int never = -1;
    int fail_at = never;  // the step that fails, 0 is begin
    bool fail_commit = false;
    std::atomic<bool> away = false;         // cannot be reached at all
    std::function<void()> on_step{};        // at each of them; may throw
    std::function<void()> before_commit{};  // on the clerk's thread
    std::function<void()> after_commit{};

    void begin() override {
        if (away) throw StoreAway("nobody there");
        step_ = 0;
        step();
        real_.begin();
    }
    void commit() override {
        step();
        if (before_commit) before_commit();
        if (fail_commit) throw StorageFault("the disk is full");
        real_.commit();
        if (after_commit) after_commit();
    }
    void rollback() noexcept override { real_.rollback(); }
    ConcertRepository& concerts() override { return step(), real_.concerts(); }
    ConcertDateRepository& dates() override { return step(), real_.dates(); }
    SeatRepository& seats() override { return step(), real_.seats(); }
    DrawingRepository& drawings() override { return step(), real_.drawings(); }
    ReservationRepository& reservations() override { return step(), real_.reservations(); }
    UserRepository& users() override { return step(), real_.users(); }
    PointHistoryRepository& histories() override { return step(), real_.histories(); }
    AnswerRepository& answers() override { return step(), real_.answers(); }
    SteeringRepository& steering() override { return step(), real_.steering(); }
    OperatorActionRepository& actions() override { return step(), real_.actions(); }

  private:
    void step() {
        if (on_step) on_step();
        if (step_++ == fail_at) throw StorageFault("failed at step " + std::to_string(fail_at));
    }
    UnitOfWork& real_;
    int step_ = 0;
};

// Keeps the clerk busy until it is told to go on: what is submitted meanwhile becomes one batch.
class Pause final : public CommandFor<int> {
  public:
    void want(Wanted&) const override {}
    void decide(SaleRows&, DecisionContext const&) override {
        began_.set_value();
        go_on_.get_future().wait();
        outcome = 0;
    }
    std::string_view name() const override { return "pause"; }

    void wait_until_begun() { began_.get_future().wait(); }
    void end() { go_on_.set_value(); }

  private:
    std::promise<void> began_;
    std::promise<void> go_on_;
};

// Does what the test says with the rows.
class Doing final : public CommandFor<int> {
  public:
    using Action = std::function<void(SaleRows&, DecisionContext const&)>;
    explicit Doing(Action action, Wanted wanted = {}) : action_(std::move(action)), wanted_(std::move(wanted)) {}

    void want(Wanted& wanted) const override {
        wanted.seats.insert(wanted.seats.end(), wanted_.seats.begin(), wanted_.seats.end());
        wanted.users.insert(wanted.users.end(), wanted_.users.begin(), wanted_.users.end());
    }
    void decide(SaleRows& rows, DecisionContext const& at) override {
        action_(rows, at);
        outcome = 0;
    }
    std::string_view name() const override { return "doing"; }

  private:
    Action action_;
    Wanted wanted_;
};

class NoBoards final : public CommitListener {
  public:
    void committed(Changes const& changes) noexcept override {
        if (on_commit) on_commit(changes);
    }
    std::function<void(Changes const&)> on_commit{};
};

}  // namespace onsale
