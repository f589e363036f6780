#include "api/streaming/subscriber_group.h"

#include <algorithm>
#include <string>

#include <boost/asio/post.hpp>

#include "api/streaming/event.h"

namespace onsale::api {

// ---- Subscriber ----

Subscriber::Subscriber(SubscriberGroup& group, std::shared_ptr<Feed> feed) : group_(group), feed_(std::move(feed)) {}

Subscriber::~Subscriber() {
    if (is_linked()) group_.leave(*this);
}

void Subscriber::opened(http::Stream& stream) {
    stream_ = &stream;
    greet(group_.clock().now());
    group_.join(*this);
}

void Subscriber::say(http::Frame const& frame, Instant now) {
    stream_->send(frame);
    said_at_ = now;
}

void Subscriber::say_last(std::string_view reason, Instant now) {
    auto const data = std::string("{\"reason\":\"").append(reason).append("\"}");
    say(frame_of(to_text({.name = "ended", .data = data, .id = end_id})), now);
    stream_->end();
}

void Subscriber::keep_alive(Instant now) {
    // Looked at once a second: so that it is never later than the interval.
    constexpr milliseconds due = comment_interval - milliseconds{1'000};
    if (now - said_at_ >= due) say(comment_frame(), now);
}

// ---- SubscriberGroup ----

void SubscriberGroup::join(Subscriber& subscriber) {
    groups_[subscriber.feed_.get()].members.push_back(subscriber);
    if (timer_) return;
    timer_.emplace(io_.executor());
    rest();
}

void SubscriberGroup::leave(Subscriber& subscriber) {
    auto const group = groups_.find(subscriber.feed_.get());
    auto& members = group->second.members;
    members.erase(members.iterator_to(subscriber));
    if (members.empty()) groups_.erase(group);
    if (groups_.empty()) timer_.reset();
}

// Ticks fall on whole intervals of the clock, on all threads alike: the first one makes the frame for the others.
void SubscriberGroup::rest() {
    auto const since = Steady::now().time_since_epoch();
    timer_->expires_at(Steady::time_point{since - since % interval + interval});
    timer_->async_wait([this](boost::system::error_code error) {
        if (!error && timer_) tick();
    });
}

void SubscriberGroup::tick() {
    auto const now = clock_.now();
    for (auto& [feed, group] : groups_) {
        auto const edition = feed->advance(now);
        auto const size = group.members.size();
        if (std::exchange(group.edition, edition) != edition) group.to_visit = size;
        group.to_look = (size + ticks_a_look - 1) / ticks_a_look;
    }
    visit_some();
}

void SubscriberGroup::visit_some() {
    if (!timer_) return;  // all have left meanwhile
    auto const now = clock_.now();
    auto left = visits_a_turn;
    for (auto& [feed, group] : groups_) {
        auto& members = group.members;
        for (; left > 0 && (group.to_visit > 0 || group.to_look > 0); --left) {
            auto& subscriber = members.front();
            members.splice(members.end(), members, members.begin());
            if (group.to_visit > 0) --group.to_visit;
            subscriber.deliver(now);
            if (group.to_look == 0) continue;
            --group.to_look;
            subscriber.look(now);
            subscriber.keep_alive(now);
        }
    }
    if (left > 0) return rest();
    boost::asio::post(io_.executor(), [this] { visit_some(); });
}

}  // namespace onsale::api
