// The terms of a date's sale in a request: {"terms": {"mostPerPerson": 2, "closesAt": null}}.
#pragma once

#include "api/json/body.h"
#include "application/steering/change_date.h"

namespace onsale::api {

// The member `terms`, each of its members within its bounds; absent: nothing changes.
TermsChange read_terms(Body& body);

// The same for a date that is new. Notes a fault where the sale would close before it opens.
SaleTerms read_terms_of_new_date(Body& body, Instant concert_begins);

}  // namespace onsale::api
