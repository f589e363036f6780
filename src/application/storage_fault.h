// What a store throws when it could not do its part (disk full, I/O error, connection lost): ours to mend, not the
// buyer's. What was being written is not in the store, or its outcome is unknown to us; nobody is told yes.
#pragma once

#include <stdexcept>

namespace onsale {

class StorageFault : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The store cannot be reached at all: nothing will succeed until it can be again. What was under way may have come
// through or not.
class StoreAway final : public StorageFault {
  public:
    using StorageFault::StorageFault;
};

}  // namespace onsale
