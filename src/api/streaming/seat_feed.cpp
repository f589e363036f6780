#include "api/streaming/seat_feed.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "api/streaming/event.h"
#include "api/streaming/status_code.h"

namespace onsale::api {

SeatFeed::SeatFeed(std::shared_ptr<DateBoard> board, std::string boot, Instant now)
    : board_(std::move(board)), boot_(std::move(boot)) {
    board_->read(now, [&](std::span<RunState const> runs, std::uint64_t version) {
        known_.assign(runs.begin(), runs.end());
        version_ = base_ = version;
    });
    reset_ = frame_of(reset_text());
}

std::uint64_t SeatFeed::advance(Instant now) {
    auto const current = board_->version(now);
    std::lock_guard const lock(mutex_);
    if (current == version_ || now - made_at_ < shortest_interval) return edition_;
    made_at_ = now;
    std::vector<std::pair<std::uint32_t, SeatStatus>> changes;
    bool grown = false;
    board_->read(now, [&](std::span<RunState const> runs, std::uint64_t version) {
        grown = runs.size() != known_.size() || !std::ranges::equal(
                                                    runs, known_, {}, [](auto const& state) { return state.run.get(); },
                                                    [](auto const& state) { return state.run.get(); });
        if (grown) {
            known_.assign(runs.begin(), runs.end());
        } else {
            compare(runs, changes);
        }
        version_ = version;
    });
    ++edition_;
    if (grown || changes.size() > most_changes) {
        base_ = version_;
        kept_.clear();
        kept_size_ = 0;
    } else {
        std::string data = "[";
        for (auto const& [seat, status] : changes) {
            fmt::format_to(std::back_inserter(data), "{}[{},{}]", data.size() > 1 ? "," : "", seat, code_of(status));
        }
        data.push_back(']');
        keep(to_text({.name = "seats", .data = data, .id = id(version_)}));
    }
    reset_ = frame_of(reset_text());
    return edition_;
}

// Only runs with a newer version are looked into; known_ follows.
void SeatFeed::compare(std::span<RunState const> runs, std::vector<std::pair<std::uint32_t, SeatStatus>>& changes) {
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        auto const& statuses = runs[i].statuses;
        auto& known = known_[i];
        if (runs[i].version != known.version) {
            known.version = runs[i].version;
            for (std::size_t at = 0; at < statuses.size(); ++at) {
                if (statuses[at] == known.statuses[at]) continue;
                known.statuses[at] = statuses[at];
                changes.emplace_back(first + static_cast<std::uint32_t>(at), statuses[at]);
            }
        }
        first += static_cast<std::uint32_t>(statuses.size());
    }
}

void SeatFeed::keep(std::string text) {
    kept_size_ += text.size();
    kept_.push_back({version_, frame_of(std::move(text))});
    while (kept_.size() > kept_frames || (kept_size_ > kept_bytes && kept_.size() > 1)) {
        base_ = kept_.front().version;
        kept_size_ -= kept_.front().frame->size();
        kept_.pop_front();
    }
}

SeatFeed::Missed SeatFeed::after(std::uint64_t since) const {
    std::lock_guard const lock(mutex_);
    if (since >= version_) return {nullptr, since};
    if (since < base_) return {reset_, version_};
    auto const first = std::ranges::upper_bound(kept_, since, {}, &Kept::version);
    if (kept_.end() - first == 1) return {first->frame, version_};
    std::string all;
    for (auto kept = first; kept != kept_.end(); ++kept) all += *kept->frame;
    return {frame_of(std::move(all)), version_};
}

SeatFeed::Opening SeatFeed::open(std::string_view resume_from, int retry_after_ms, Instant now) {
    advance(now);
    auto const newest = board_->version(now);
    auto const since = version_of(resume_from);
    bool const lost = !resume_from.empty() && (!since || *since > newest);
    std::lock_guard const lock(mutex_);
    auto const from = lost ? version_ : since.value_or(version_);
    std::size_t seats = 0;
    for (auto const& state : known_) seats += state.statuses.size();
    auto text = to_text({.name = "open",
                         .data = fmt::format("{{\"seats\":{}}}", seats),
                         .id = id(from),
                         .retry_after_ms = retry_after_ms});
    if (lost) text += *reset_;
    return {std::move(text), from};
}

std::string SeatFeed::id(std::uint64_t version) const { return fmt::format("{}-{:x}", boot_, version); }

std::string SeatFeed::reset_text() const { return to_text({.name = "reset", .data = "{}", .id = id(version_)}); }

// The tag of a list has one more part behind the version, which is nothing to us.
std::optional<std::uint64_t> SeatFeed::version_of(std::string_view id) const {
    if (!id.starts_with(boot_) || id.size() <= boot_.size() || id[boot_.size()] != '-') return std::nullopt;
    id.remove_prefix(boot_.size() + 1);
    id = id.substr(0, id.find('-'));
    std::uint64_t version = 0;
    auto const [end, error] = std::from_chars(id.data(), id.data() + id.size(), version, 16);
    if (error != std::errc{} || end != id.data() + id.size()) return std::nullopt;
    return version;
}

}  // namespace onsale::api
