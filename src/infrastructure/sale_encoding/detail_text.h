// The details of an operator's action as a store keeps them: the text of a JSON object, in the order of the details. An
// instant is {"ms": its milliseconds}, so that it comes back as one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "application/storage_fault.h"
#include "domain/steering/operator_action.h"

namespace onsale {

std::string detail_text(std::vector<ActionDetail> const& details);
// Errors: StorageFault for what is no such text.
std::vector<ActionDetail> read_details(std::string_view text);

}  // namespace onsale
