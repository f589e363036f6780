// Phase dev needs no secret from the operator: it makes one and keeps it with the data, so that places and sessions
// survive a restart there as well.
#pragma once

#include <filesystem>
#include <string>

namespace onsale {

// 256 bits from the system, in hexadecimal digits.
std::string new_secret();

// DIR/dev-secret, made at the first call, readable by its owner alone. Errors: StorageFault.
std::string dev_secret(std::filesystem::path const& data);

}  // namespace onsale
