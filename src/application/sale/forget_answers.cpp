#include "application/sale/forget_answers.h"

#include <algorithm>

namespace onsale {

void ForgetAnswers::want(Wanted& wanted) const {
    wanted.forget_before = std::max(wanted.forget_before.value_or(before_), before_);
}

void ForgetAnswers::decide(SaleRows& rows, DecisionContext const&) {
    outcome = AnswersForgotten{rows.forgotten_answers()};
}

}  // namespace onsale
