// A command that came with an Idempotency-Key is decided once: asked again with the same key, it gets the answer of the
// first time.
//
// Remembered is what was decided, yes and no alike. What failed or was shed leaves nothing, so that asking again
// decides again, and so does a no that is about the caller's session or about this very moment. A command that goes on
// in pieces has its key claimed with each of them, and is remembered with the last one.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "application/idempotency/remembered_answer.h"

namespace onsale {

class Command;
class SaleRows;
struct DecisionContext;

// The key of one command, and the answer that it gets under it. Belongs to the submitter, as the command does; the
// clerk writes it before delivery, and the owner reads it afterwards.
class KeyedAnswer {
  public:
    explicit KeyedAnswer(KeyUse key_use) : use(std::move(key_use)) {}
    virtual ~KeyedAnswer() = default;
    KeyedAnswer(KeyedAnswer const&) = delete;
    KeyedAnswer& operator=(KeyedAnswer const&) = delete;

    struct Rendered {
        unsigned status = 200;
        std::string body{};
        bool remembered = true;  // false: it is about the caller, not about what was asked for; next time decided again
    };
    // What the command's outcome is answered with. On the clerk's thread, between the decision and the commit: quick,
    // and with nothing but the outcome and what any thread may read. What it throws takes the command down.
    virtual Rendered render() const = 0;

    KeyUse const use;
    std::optional<RememberedAnswer> given{};  // nullopt: the command was turned down, its key being another request's
    bool again = false;                       // `given` is of an earlier decision, and the command has no outcome
};

// On the clerk's thread, for a command with a key, which its unit of work has claimed.
void decide_under_key(Command& command, SaleRows& rows, DecisionContext const& at);

}  // namespace onsale
