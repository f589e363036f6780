#include "api/streaming/user_streams.h"

#include <algorithm>

namespace onsale::api {

std::optional<UserStreams::Place> UserStreams::enter(UserId user) {
    std::lock_guard const lock(mutex_);
    auto& open = open_[user];
    if (open.size() >= 2 * most_) return std::nullopt;
    if (open.size() >= most_) open[open.size() - most_]->store(true, std::memory_order_relaxed);
    open.push_back(std::make_shared<Place::Flag>(false));
    return Place(*this, user, open.back());
}

void UserStreams::leave(UserId user, Place::Flag const& flag) {
    std::lock_guard const lock(mutex_);
    auto const found = open_.find(user);
    std::erase_if(found->second, [&](auto const& one) { return one.get() == &flag; });
    if (found->second.empty()) open_.erase(found);
}

}  // namespace onsale::api
