// Where answers given under an Idempotency-Key are kept: in the transaction of what was decided, so that there is
// never an effect without its answer, nor an answer without its effect.
//
// Works inside the unit of work that it was taken from; the rules of domain/concert/repositories.h hold here, too.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "application/idempotency/remembered_answer.h"

namespace onsale {

class AnswerRepository {
  public:
    virtual ~AnswerRepository() = default;

    // The answers that there are under these keys, in any order; of whatever age. All the keys, those without an
    // answer too, are this unit of work's alone until it ends: another one that claims one of them meanwhile waits, and
    // then gets the answer that was remembered here, if this one was committed. A claim leaves no trace by itself: a
    // key under which nothing was remembered is as free afterwards as it was before. `keys`: sorted, each once. Claimed
    // first of all, before seats and users: no deadlocks.
    virtual std::vector<RememberedAnswer> claim(std::span<IdempotencyKey const> keys) = 0;

    // Under keys that were claimed, each once. Takes the place of an older answer.
    virtual void remember(std::span<RememberedAnswer const> answers) = 0;

    // Removes answers from before that instant, the oldest first, `most` of them; returns how many. Where units of work
    // run at the same time it may pass over those that another one has claimed, and never waits for them.
    virtual std::size_t forget_before(Instant instant, std::size_t most) = 0;
};

}  // namespace onsale
