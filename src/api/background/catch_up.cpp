#include "api/background/catch_up.h"

#include <utility>

#include <boost/asio/post.hpp>

namespace onsale::api {

http::Awaitable<bool> CatchUp::caught_up(http::IoThread& io) {
    if (others_ == nullptr) co_return true;
    Waiting waiting{.io = io};
    bool first = false;
    {
        std::lock_guard const lock(mutex_);
        first = waiting_.empty();
        waiting_.push_back(&waiting);
    }
    if (first) boost::asio::post(thread_, [this] { ask(); });
    co_await waiting.waiter.suspended();
    co_return waiting.caught_up;
}

// Those who come while a question is on its way are answered by the next one: this one may have been too early for
// them.
void CatchUp::ask() {
    std::vector<Waiting*> asking;
    {
        std::lock_guard const lock(mutex_);
        asking.swap(waiting_);
    }
    bool const caught_up = others_->catch_up();
    for (auto* each : asking) {
        each->caught_up = caught_up;
        each->io.wake(each->waiter);
    }
}

}  // namespace onsale::api
