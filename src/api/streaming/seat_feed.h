// The changes of one date's seats as frames: at most one in an interval, each with all seats that changed since the
// one before, found by comparing the board's versions. The latest ones are kept, so that a client that lost its
// connection goes on where it was; one that missed more is told to read the list again.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/streaming/feed.h"
#include "application/boards/date_board.h"
#include "http/stream.h"

namespace onsale::api {

class SeatFeed final : public Feed {
  public:
    // Half of the group's tick: threads that tick at the same time share one frame.
    static constexpr milliseconds shortest_interval{50};
    // What is kept: 100 s at full rate.
    static constexpr std::size_t kept_frames = 1'024;
    static constexpr std::size_t kept_bytes = 1'048'576;
    // When more seats change at once, reading all statuses is shorter.
    static constexpr std::size_t most_changes = 4'096;

    // boot: tells this run of the server from others, whose versions mean something else.
    SeatFeed(std::shared_ptr<DateBoard> board, std::string boot, Instant now);

    std::uint64_t advance(Instant now) override;

    // What a client misses that knows `since`, as one frame; null: nothing.
    struct Missed {
        http::Frame frame;
        std::uint64_t version = 0;  // what the client knows afterwards
    };
    Missed after(std::uint64_t since) const;

    // The event that begins a stream: the version from which on changes will be told.
    struct Opening {
        std::string text;
        std::uint64_t version = 0;
    };
    // resume_from: an id of an event, or the entity tag of a list or of statuses without W/ and quotes.
    Opening open(std::string_view resume_from, int retry_after_ms, Instant now);

  private:
    struct Kept {
        std::uint64_t version;
        http::Frame frame;
    };
    void compare(std::span<RunState const> runs, std::vector<std::pair<std::uint32_t, SeatStatus>>& changes);
    void keep(std::string text);
    std::string id(std::uint64_t version) const;
    std::optional<std::uint64_t> version_of(std::string_view id) const;
    std::string reset_text() const;

    std::shared_ptr<DateBoard> const board_;
    std::string const boot_;
    mutable std::mutex mutex_;
    std::uint64_t version_ = 0;  // that the frames lead to
    std::uint64_t base_ = 0;     // that the kept frames start from
    std::uint64_t edition_ = 0;
    Instant made_at_{};
    std::vector<RunState> known_;  // the board at version_
    std::deque<Kept> kept_;
    std::size_t kept_size_ = 0;  // bytes
    http::Frame reset_;
};

}  // namespace onsale::api
