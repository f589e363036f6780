// The secret that signs the tokens of all nodes in phase dev, where the settings name none.
#pragma once

#include <string>

namespace onsale::postgres {

// The one that the database keeps; `fresh` becomes it where there is none yet: the first node's is everybody's.
// Errors: StorageFault.
std::string shared_dev_secret(std::string const& url, std::string const& fresh);

}  // namespace onsale::postgres
