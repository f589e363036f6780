// LineBatch: the decisions of one batch of submissions, from the first look at the line to the answers.
//
//   decide each -> (unlock, journal the events, lock) -> apply or take_back
//
// While the events are being written the line goes on: polls, ticks and payments happen in between, and the batch
// bears with what they change. Only the clerk makes batches, one at a time, so nobody else gives out numbers or
// begins entries.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "application/line/line_journal.h"
#include "application/line/line_submission.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {

class LineBatch {
  public:
    // happened: in memory already, and to be written along. Everything here is called under the line's lock.
    LineBatch(WaitingLine& line, std::vector<LineEvent> happened, std::uint32_t most_places, Instant now);

    void decide(LineSubmission& submission);

    // To be appended to the journal when there are any.
    std::span<LineEvent const> events() const { return events_; }

    // The events are durable: they happen in memory, and every submission gets its outcome.
    void apply(Instant now);

    // The events could not be written: memory is as before, every submission has failed.
    void take_back(Instant now);

  private:
    struct Answer {
        LineSubmission* submission;
        Decision<PlaceNumber> place;
    };

    std::optional<PlaceNumber> place_of(UserId user) const;
    Decision<PlaceNumber> join(UserId user);
    Decision<PlaceNumber> enter(UserId user);
    Decision<PlaceNumber> leave(UserId user);

    WaitingLine& line_;
    std::uint32_t const most_places_;
    Instant const now_;
    std::vector<LineEvent> events_;
    std::size_t const happened_;  // this many of the events have happened in memory already
    std::vector<Answer> answers_;
    std::vector<PlaceNumber> entries_;  // begun by this batch
    PlaceNumber last_given_;            // with the places of this batch
    std::uint32_t places_;              // the same
    // Whose place this batch makes or ends; nothing: ended.
    boost::unordered_flat_map<UserId, std::optional<PlaceNumber>, std::hash<UserId>> changed_;
};

}  // namespace onsale
