#include "api/streaming/streams.h"

namespace onsale::api {

Streams::Streams(Line const& line, SteeringBoard const& steering, Clock const& clock, Options options)
    : clock_(clock),
      options_(std::move(options)),
      line_(std::make_shared<LineFeed>(line, steering)),
      groups_(options_.io_threads) {}

std::shared_ptr<SeatFeed> Streams::seats(std::shared_ptr<DateBoard> const& board) {
    std::lock_guard const lock(mutex_);
    auto& feed = dates_[board->date().id].feed;
    if (!feed) feed = std::make_shared<SeatFeed>(board, options_.boot, clock_.now());
    return feed;
}

std::shared_ptr<SeatStatuses> Streams::statuses(std::shared_ptr<DateBoard> const& board) {
    std::lock_guard const lock(mutex_);
    auto& statuses = dates_[board->date().id].statuses;
    if (!statuses) statuses = std::make_shared<SeatStatuses>(board);
    return statuses;
}

void Streams::forget(ConcertDateId date) {
    std::lock_guard const lock(mutex_);
    dates_.erase(date);
}

SubscriberGroup& Streams::group(http::IoThread& io) {
    auto& group = groups_.at(io.index());
    if (!group) group = std::make_unique<SubscriberGroup>(io, clock_);
    return *group;
}

std::optional<Streams::Permit> Streams::permit(UserId user) {
    auto place = of_users_.enter(user);
    if (!place) return std::nullopt;
    Permit permit(open_, *std::move(place));
    if (open_.fetch_add(1) >= options_.most) return std::nullopt;  // what was added is given back
    return permit;
}

}  // namespace onsale::api
