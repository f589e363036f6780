// A fan inside who watches a date's seats.
#pragma once

#include "api/streaming/streams.h"

namespace onsale::api {

class SeatSubscriber final : public Subscriber {
  public:
    // watcher: whose stream it is. opening: SeatFeed::open. Borrows the line.
    SeatSubscriber(SubscriberGroup& group, Streams::Permit permit, std::shared_ptr<SeatFeed> feed, Line const& line,
                   ShownPass const& watcher, SeatFeed::Opening opening);

  private:
    void greet(Instant now) override;
    void deliver(Instant now) override;
    void look(Instant now) override;

    Streams::Permit permit_;
    SeatFeed const& seats_;
    Line const& line_;
    ShownPass const watcher_;
    http::Frame opening_;
    std::uint64_t version_;  // that the client knows
};

}  // namespace onsale::api
