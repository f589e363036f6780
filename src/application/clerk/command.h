// A command: one use case on its way to a durable answer. It says which rows it wants, then decides on them.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "application/clerk/keyed_answer.h"
#include "application/clerk/sale_rows.h"
#include "application/id_source.h"
#include "application/submission.h"
#include "domain/concert/booking.h"
#include "domain/instant.h"
#include "domain/invariant.h"
#include "domain/refusal.h"

namespace onsale {

// What every decision may lean on.
struct DecisionContext {
    Instant now;  // one instant for a whole batch
    IdSource& ids;
    HoldTerm usual_hold;  // of dates whose terms say nothing else
};

class Command : public Submission {
  public:
    // On the clerk's thread, before each try: what it wants may depend on what is free just then.
    virtual void choose(Instant) {}
    // Both on the clerk's thread. decide() sets the outcome, a refusal included. What it throws takes only this
    // command down: its changes are undone and its fate is `failed`.
    virtual void want(Wanted& wanted) const = 0;
    virtual void decide(SaleRows& rows, DecisionContext const& at) = 0;
    // The outcome is this refusal, undecided.
    virtual void turn_down(Refusal refusal) = 0;
    virtual std::string_view name() const = 0;  // for the operator's log
    // So much work that nobody should wait for it in the same batch: it is served alone, after the others, and those
    // who come meanwhile have their turn before the next such command.
    virtual bool is_bulk() const { return false; }
    // Has it got its outcome? A command that is decided in pieces has none before its last one.
    virtual bool decided() const { return true; }
    // What it decided is committed. True: there is more to decide, in a later batch; nothing is delivered.
    virtual bool goes_on() { return std::exchange(again_, false) && !decided(); }

    KeyedAnswer* keyed = nullptr;  // set by the submitter; null: it came without an Idempotency-Key

  protected:
    // In decide(), which leaves the outcome empty: others changed meanwhile what it is about, and it is tried again
    // with the next batch. That ends soon; where it does not, something is wrong, and BrokenInvariant is thrown.
    void try_again() {
        invariant(++tries_ <= most_tries, "what a command is about stands still for a moment");
        again_ = true;
    }
    int tries() const { return tries_; }  // again

  private:
    static constexpr int most_tries = 64;
    int tries_ = 0;
    bool again_ = false;
};

// A command that answers with T. `outcome` may be read once the fate is `answered`, and is there unless `keyed` got the
// answer of an earlier time.
template <class T>
class CommandFor : public Command {
  public:
    void turn_down(Refusal refusal) final { outcome = std::unexpected(refusal); }
    bool decided() const final { return outcome.has_value(); }

    std::optional<Decision<T>> outcome;
};

}  // namespace onsale
