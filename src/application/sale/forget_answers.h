// Remove idempotent answers that have expired (limits::answers_kept). Never refuses.
#pragma once

#include "application/clerk/command.h"

namespace onsale {

struct AnswersForgotten {
    std::size_t count = 0;  // limits::forgetting_batch: there may be more
};

class ForgetAnswers final : public CommandFor<AnswersForgotten> {
  public:
    // Answers from before that instant.
    explicit ForgetAnswers(Instant before) : before_(before) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "forget-answers"; }

  private:
    Instant before_;
};

}  // namespace onsale
