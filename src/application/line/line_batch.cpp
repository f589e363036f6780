#include "application/line/line_batch.h"

#include <utility>

#include "application/line/line_limits.h"

namespace onsale {
namespace {

// What an event that has become durable does to the line.
struct Happen {
    WaitingLine& line;

    void operator()(PlaceJoined const& joined) const { line.add(joined.place, joined.user, joined.at); }
    void operator()(PlaceEntered const& entered) const { line.complete_entry(entered.place); }
    // False, when the place ended by another way while this was being written: that way was first.
    void operator()(PlaceEnded const& ended) const { line.finish(ended.place); }
    void operator()(PlaceAway const&) const {}
    void operator()(PlaceBack const&) const {}
    void operator()(LineAlive const&) const {}
};

}  // namespace

LineBatch::LineBatch(WaitingLine& line, std::vector<LineEvent> happened, std::uint32_t most_places, Instant now)
    : line_(line),
      most_places_(most_places),
      now_(now),
      events_(std::move(happened)),
      happened_(events_.size()),
      last_given_{line.next_number().value - 1},
      places_(line.places()) {}

std::optional<PlaceNumber> LineBatch::place_of(UserId user) const {
    auto const changed = changed_.find(user);
    return changed != changed_.end() ? changed->second : line_.find(user);
}

void LineBatch::decide(LineSubmission& submission) {
    auto const decided = [&]() -> Decision<PlaceNumber> {
        switch (submission.wish) {
            case LineWish::join:
                return join(submission.user);
            case LineWish::enter:
                return enter(submission.user);
            case LineWish::leave:
                return leave(submission.user);
        }
        __builtin_unreachable();
    };
    answers_.push_back({&submission, decided()});
}

Decision<PlaceNumber> LineBatch::join(UserId user) {
    if (auto const place = place_of(user)) {
        line_.seen(*place, now_);
        return *place;
    }
    if (places_ >= most_places_ || last_given_.value >= last_place_number) return refuse(Reason::line_full);
    ++last_given_.value;
    ++places_;
    events_.push_back(PlaceJoined{last_given_, user, now_});
    changed_[user] = last_given_;
    return last_given_;
}

Decision<PlaceNumber> LineBatch::enter(UserId user) {
    auto const place = place_of(user);
    if (!place) return refuse(Reason::not_in_line);
    if (changed_.contains(user)) return *place;  // joined in this batch: waits
    line_.seen(*place, now_);
    auto const entry = line_.begin_entry(*place, now_);
    if (entry && entry->first == WaitingLine::Entry::begun) {
        entries_.push_back(*place);
        events_.push_back(PlaceEntered{*place, entry->second});
    }
    // Not called is no refusal here: the standing after the batch says that the fan waits, and where.
    if (!entry && entry.error().reason != Reason::not_called) return std::unexpected(entry.error());
    return *place;
}

Decision<PlaceNumber> LineBatch::leave(UserId user) {
    auto const place = place_of(user);
    if (!place) return refuse(Reason::not_in_line);
    events_.push_back(PlaceEnded{*place, PlaceEnd::left, now_});
    changed_[user] = std::nullopt;
    --places_;
    return *place;
}

void LineBatch::apply(Instant now) {
    for (auto i = happened_; i < events_.size(); ++i) std::visit(Happen{line_}, events_[i]);
    line_.call_next(now);
    for (auto const& [submission, place] : answers_) {
        if (place) {
            submission->outcome = line_.standing(*place, now);
        } else {
            submission->outcome = std::unexpected(place.error());
        }
        submission->fate = Fate::answered;
    }
}

void LineBatch::take_back(Instant now) {
    for (auto const place : entries_) line_.abandon_entry(place, now);
    // Whether the store has the joins is not known for sure: their numbers are never given out again.
    line_.skip_numbers_to(last_given_);
    for (auto const& answer : answers_) answer.submission->fate = Fate::failed;
}

}  // namespace onsale
