// A fan who waits in the line and is told how it moves. As long as the stream is open the fan counts as one who polls.
#pragma once

#include "api/streaming/streams.h"

namespace onsale::api {

class LineSubscriber final : public Subscriber {
  public:
    // first: the text of the first event. Borrows the line.
    LineSubscriber(SubscriberGroup& group, Streams::Permit permit, std::shared_ptr<LineFeed> feed, Line& line,
                   UserId user, PlaceNumber place, std::string first);

  private:
    void greet(Instant now) override;
    void deliver(Instant now) override;
    void look(Instant now) override;

    Streams::Permit permit_;
    LineFeed& feed_;
    Line& line_;
    UserId const user_;
    PlaceNumber const place_;
    http::Frame first_;
    std::uint64_t edition_ = 0;            // that the client has
    std::uint64_t notice_edition_ = 0;     // the same
    std::optional<Instant> called_until_;  // once told so
};

}  // namespace onsale::api
