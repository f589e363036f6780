#include "api/streaming/seat_subscriber.h"

#include "api/streaming/event.h"

namespace onsale::api {

SeatSubscriber::SeatSubscriber(SubscriberGroup& group, Streams::Permit permit, std::shared_ptr<SeatFeed> feed,
                               Line const& line, ShownPass const& watcher, SeatFeed::Opening opening)
    : Subscriber(group, feed),
      permit_(std::move(permit)),
      seats_(*feed),
      line_(line),
      watcher_(watcher),
      opening_(frame_of(std::move(opening.text))),
      version_(opening.version) {}

void SeatSubscriber::greet(Instant now) {
    say(std::exchange(opening_, nullptr), now);
    deliver(now);
}

void SeatSubscriber::deliver(Instant now) {
    auto const missed = seats_.after(version_);
    if (missed.frame) say(missed.frame, now);
    version_ = missed.version;
}

void SeatSubscriber::look(Instant now) {
    if (permit_.must_give_way()) return give_way();
    if (!line_.inside(watcher_, now)) say_last("session-over", now);
}

}  // namespace onsale::api
