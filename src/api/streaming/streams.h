// All that streams share, wired once: the feeds, the packed statuses, and the group of each I/O thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/streaming/line_feed.h"
#include "api/streaming/seat_feed.h"
#include "api/streaming/seat_statuses.h"
#include "api/streaming/subscriber_group.h"
#include "api/streaming/user_streams.h"

namespace onsale::api {

class Streams {
  public:
    struct Options {
        std::size_t io_threads = 1;
        std::size_t most = 15'000;       // open at once; beyond: 503
        std::size_t most_of_a_user = 8;  // beyond: the oldest of them is closed
        std::string boot;                // of Services
    };

    // Borrows line, steering and clock. Outlives the server's stop().
    Streams(Line const& line, SteeringBoard const& steering, Clock const& clock, Options options);
    Streams(Streams const&) = delete;

    // Any thread; made when first asked for.
    std::shared_ptr<SeatFeed> seats(std::shared_ptr<DateBoard> const& board);
    std::shared_ptr<SeatStatuses> statuses(std::shared_ptr<DateBoard> const& board);
    std::shared_ptr<LineFeed> const& line() const { return line_; }

    // Streams of a date that has left the boards end with their sessions.
    void forget(ConcertDateId date);

    // On that I/O thread.
    SubscriberGroup& group(http::IoThread& io);

    // A stream's right to be open, given back when it is destroyed. Nullopt: too many are open.
    class Permit {
      public:
        Permit(std::atomic<std::size_t>& open, UserStreams::Place place) : open_(&open), place_(std::move(place)) {}
        Permit(Permit&& other) noexcept : open_(std::exchange(other.open_, nullptr)), place_(std::move(other.place_)) {}
        Permit& operator=(Permit&&) = delete;
        ~Permit() {
            if (open_ != nullptr) --*open_;
        }

        bool must_give_way() const { return place_.must_give_way(); }

      private:
        std::atomic<std::size_t>* open_;
        UserStreams::Place place_;
    };
    std::optional<Permit> permit(UserId user);
    std::size_t open() const { return open_.load(); }

  private:
    struct OfDate {
        std::shared_ptr<SeatFeed> feed;
        std::shared_ptr<SeatStatuses> statuses;
    };

    Clock const& clock_;
    Options const options_;
    std::shared_ptr<LineFeed> const line_;
    std::atomic<std::size_t> open_ = 0;
    UserStreams of_users_{options_.most_of_a_user};
    std::vector<std::unique_ptr<SubscriberGroup>> groups_;  // by I/O thread, each made and used on its own
    std::mutex mutex_;
    std::map<ConcertDateId, OfDate> dates_;
};

}  // namespace onsale::api
