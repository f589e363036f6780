// How many streams each user has open. One too many, and the oldest is told to give way: it is the likeliest to be of a
// tab that is gone, whose network did not say so. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/identifiers.h"

namespace onsale::api {

class UserStreams {
  public:
    // most: of one user at once. As many again may be on their way out.
    explicit UserStreams(std::size_t most) : most_(most) {}
    UserStreams(UserStreams const&) = delete;

    // A stream's place among its user's, given back when it is destroyed.
    class Place {
      public:
        Place(Place&& other) noexcept = default;
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (flag_) streams_->leave(user_, *flag_);
        }

        // Has a newer stream of the user taken its place?
        bool must_give_way() const { return flag_->load(std::memory_order_relaxed); }

      private:
        friend class UserStreams;
        using Flag = std::atomic<bool>;
        Place(UserStreams& streams, UserId user, std::shared_ptr<Flag> flag)
            : streams_(&streams), user_(user), flag_(std::move(flag)) {}

        UserStreams* streams_;
        UserId user_;
        std::shared_ptr<Flag> flag_;
    };

    // Nullopt: too many are open, and those that give way have not gone yet.
    std::optional<Place> enter(UserId user);

  private:
    void leave(UserId user, Place::Flag const& flag);

    std::size_t const most_;
    std::mutex mutex_;
    std::unordered_map<UserId, std::vector<std::shared_ptr<Place::Flag>>> open_;  // of each, the oldest first
};

}  // namespace onsale::api
