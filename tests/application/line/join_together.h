// Many who join at the same moment, from several threads.
#pragma once

#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "application/awaited.h"
#include "application/line/line.h"

namespace onsale {

// Submits `count` joins, user_of(i) at line_of(thread), and returns when all are answered.
template <class UserOf, class LineOf>
std::vector<std::unique_ptr<JoinLine>> join_together(std::size_t count, std::size_t threads, UserOf&& user_of,
                                                     LineOf&& line_of) {
    std::vector<std::unique_ptr<JoinLine>> joins(count);
    AwaitedReply mailbox;
    {
        std::vector<std::jthread> crowd;
        for (std::size_t t = 0; t < threads; ++t) {
            crowd.emplace_back([&, t] {
                for (auto i = t; i < count; i += threads) {
                    joins[i] = std::make_unique<JoinLine>(user_of(static_cast<std::uint32_t>(i)));
                    joins[i]->reply_to = &mailbox;
                    line_of(t).submit(*joins[i]);
                }
            });
        }
    }
    mailbox.wait(count);
    return joins;
}

}  // namespace onsale
