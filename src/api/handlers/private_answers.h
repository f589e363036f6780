// Private answers: how many answers that were made for one user alone are on their way to that user. What all share
// lies in memory once; these do for each connection until its client has read them. A client who asks on many
// connections and reads from none gets this many and no more.
//
// Thread-safe. Outlives the server's stop().
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>

#include <boost/unordered/unordered_flat_map.hpp>

#include "api/problem/problem.h"
#include "domain/identifiers.h"

namespace onsale::api {

class PrivateAnswers {
  public:
    static constexpr std::size_t most_of_a_user = 8;

    PrivateAnswers() = default;
    PrivateAnswers(PrivateAnswers const&) = delete;

    // One more, until it is let go of: http::Answer::permit. Null: too many are on their way.
    std::shared_ptr<void const> begin(UserId user) {
        auto begun = std::make_shared<Begun>(*this, user);
        std::lock_guard const lock(mutex_);
        auto& on_their_way = of_users_[user];
        if (on_their_way >= most_of_a_user) return nullptr;
        ++on_their_way;
        begun->counted = true;
        return begun;
    }

    // What is answered in place of one more.
    static Problem refusal() {
        return {.type = ProblemType::overloaded,
                .detail = "Other answers of yours are still on their way. Read them first.",
                .retry_after_seconds = 1};
    }

  private:
    struct Begun {
        Begun(PrivateAnswers& of, UserId whose) : answers(of), user(whose) {}
        Begun(Begun const&) = delete;
        ~Begun() {
            if (counted) answers.end(user);
        }

        PrivateAnswers& answers;
        UserId const user;
        bool counted = false;
    };

    void end(UserId user) {
        std::lock_guard const lock(mutex_);
        auto const found = of_users_.find(user);
        if (--found->second == 0) of_users_.erase(found);
    }

    std::mutex mutex_;
    boost::unordered_flat_map<UserId, std::size_t, std::hash<UserId>> of_users_;  // none is 0
};

}  // namespace onsale::api
