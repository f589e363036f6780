// What a store throws when it could not do its part (disk full, I/O error, connection lost): ours to fix, not the
// buyer's. What was being written is not in the store, or its outcome is unknown to us; nobody is told yes.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace onsale {

class StorageFault : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The store cannot be reached at all: nothing will succeed until it can be again. What was under way may have come
// through or not.
class StoreAway final : public StorageFault {
  public:
    enum class How : std::uint8_t {
        lost,    // the connection ended: another one may be had at once
        silent,  // no answer in time: another connection may hear nothing, either
    };
    explicit StoreAway(std::string const& what, How how = How::lost) : StorageFault(what), how_(how) {}
    How how() const { return how_; }

  private:
    How how_;
};

// A row that was wanted belongs to another unit of work, and did not become free within the store's bound. Nothing of
// this one came through.
class RowsBusy final : public StorageFault {
  public:
    using StorageFault::StorageFault;
};

}  // namespace onsale
