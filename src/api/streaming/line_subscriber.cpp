#include "api/streaming/line_subscriber.h"

#include "api/json/iso_time.h"
#include "api/streaming/event.h"

namespace onsale::api {

LineSubscriber::LineSubscriber(SubscriberGroup& group, Streams::Permit permit, std::shared_ptr<LineFeed> feed,
                               Line& line, UserId user, PlaceNumber place, std::string first)
    : Subscriber(group, feed),
      permit_(std::move(permit)),
      feed_(*feed),
      line_(line),
      user_(user),
      place_(place),
      first_(frame_of(std::move(first))) {}

void LineSubscriber::greet(Instant now) {
    say(std::exchange(first_, nullptr), now);
    feed_.advance(now);
    deliver(now);
    look(now);
}

void LineSubscriber::deliver(Instant now) {
    auto const latest = feed_.latest();
    if (latest.notice && std::exchange(notice_edition_, latest.notice_edition) != latest.notice_edition) {
        say(latest.notice, now);
    }
    if (latest.frame && std::exchange(edition_, latest.edition) != latest.edition) say(latest.frame, now);
}

// Asking is the sign of life. Nobody is brought in by it: that is what token/generate is for.
void LineSubscriber::look(Instant now) {
    if (permit_.must_give_way()) return give_way();
    auto const standing = line_.ask(user_, place_, now);
    switch (standing.kind) {
        case Standing::Kind::absent:
            return say_last("left", now);
        case Standing::Kind::inside:
            return say_last("inside", now);
        case Standing::Kind::waiting:
            // The claim window closed. A stream that nobody reads must not keep the fan in line for ever. (One who is
            // coming in right now seems to wait, too, but within the window.)
            if (called_until_ && now >= *called_until_) say_last("missed", now);
            return;
        case Standing::Kind::called:
            if (called_until_ == standing.until) return;
            if (called_until_) return say_last("missed", now);
            called_until_ = standing.until;
            return say(frame_of(to_text({.name = "called", .data = "{\"until\":\"" + to_iso(standing.until) + "\"}"})),
                       now);
    }
}

}  // namespace onsale::api
