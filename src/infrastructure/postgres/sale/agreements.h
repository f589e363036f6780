// What all nodes of a store have to agree on, as texts by name, in the table agreed_setting.
#pragma once

#include <functional>
#include <map>
#include <string>

namespace onsale::postgres {

using Agreements = std::map<std::string, std::string>;

// Gives `decide` what is kept, and whether no other program of ours is connected, and keeps what it returns besides, or
// in place of it. One node at a time. Errors: StorageFault; whatever `decide` throws, and then nothing is changed.
void agree(std::string const& url, std::function<Agreements(Agreements const& kept, bool alone)> const& decide);

}  // namespace onsale::postgres
