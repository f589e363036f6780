// The keys of requests that this node is working on: a second request with the same key is told to come back, instead
// of waiting for the first one's answer. Across nodes it is the store that makes the second one wait.
//
// Thread-safe.
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "application/idempotency/remembered_answer.h"

namespace onsale {

class KeysUnderWay {
    using Keys = std::set<IdempotencyKey>;

  public:
    // While it lives the key is under way. Must not outlive the registry.
    class Turn {
      public:
        Turn(Turn&& other) noexcept : registry_(std::exchange(other.registry_, nullptr)), key_(other.key_) {}
        Turn& operator=(Turn&&) = delete;
        ~Turn() {
            if (registry_ != nullptr) registry_->end(key_);
        }

      private:
        friend class KeysUnderWay;
        Turn(KeysUnderWay& registry, Keys::iterator key) : registry_(&registry), key_(key) {}
        KeysUnderWay* registry_;
        Keys::iterator key_;
    };

    // Nullopt: the key is under way already.
    std::optional<Turn> begin(IdempotencyKey const& key) {
        std::lock_guard const lock(mutex_);
        auto const [place, fresh] = keys_.insert(key);
        if (!fresh) return std::nullopt;
        return Turn(*this, place);
    }

  private:
    void end(Keys::iterator key) {
        std::lock_guard const lock(mutex_);
        keys_.erase(key);
    }

    std::mutex mutex_;
    Keys keys_;
};

}  // namespace onsale
