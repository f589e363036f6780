// What a refusal of the domain, or the fate of a submission, looks like to the client.
#pragma once

#include "api/problem/problem.h"
#include "application/submission.h"
#include "domain/refusal.h"

namespace onsale::api {

Problem problem_of(Refusal const& refusal);

// For a submission that was not answered: shed (nothing was tried) or failed (nothing was changed, or nobody knows).
// Either way the client asks again; where twice would be too much, under an Idempotency-Key.
Problem problem_of(Fate fate);

}  // namespace onsale::api
