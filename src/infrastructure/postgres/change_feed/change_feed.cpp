#include "infrastructure/postgres/change_feed/change_feed.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "infrastructure/postgres/change_feed/change_query.h"
#include "infrastructure/postgres/change_feed/payload.h"

namespace onsale::postgres {
namespace {

constexpr milliseconds retry_after{200};

SessionOptions feed_session(std::shared_ptr<TimelineGuard> guard) {
    SessionOptions options;
    options.answer_timeout = seconds{3};
    options.lock_timeout = seconds{1};
    options.writes = true;  // what a standby tells comes late
    options.settings = fmt::format("{} -c synchronous_commit=off", feed_settings);
    options.guard = std::move(guard);
    return options;
}

// Goes on while the machine sleeps, and is not set.
std::chrono::nanoseconds awake() {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

}  // namespace

ChangeFeed::ChangeFeed(std::string const& url, Boards& boards, Bookmark from, Options options)
    : boards_(boards),
      options_(std::move(options)),
      connection_(url, feed_session(options_.guard)),
      exporting_(url, feed_session(options_.guard)),
      shown_(std::move(from)),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

ChangeFeed::~ChangeFeed() { stop(); }

void ChangeFeed::stop() noexcept {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

bool ChangeFeed::catch_up() noexcept {
    std::unique_lock lock(mutex_);
    if (!answers(state_)) return false;  // nobody waits for a store that is away
    auto const mine = ++asked_;
    asked_for_.notify_one();
    answered_.wait(lock, [&] { return answered_to_ >= mine || stopped_; });
    return answered_to_ >= mine && answers(state_);
}

std::optional<std::string> ChangeFeed::at_one_snapshot(std::function<void()> const& look) {
    Look mine{.look = look, .snapshot = {}};
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [&] { return look_ == nullptr || stopped_; });
    if (stopped_) return std::nullopt;
    look_ = &mine;
    asked_for_.notify_one();
    answered_.wait(lock, [&] { return mine.done || stopped_; });
    if (look_ == &mine) look_ = nullptr;
    return mine.snapshot;
}

FeedState ChangeFeed::state() const noexcept {
    std::lock_guard const lock(mutex_);
    return state_;
}

// Those who wait are told at once.
void ChangeFeed::say(FeedState state) {
    std::lock_guard const lock(mutex_);
    state_ = state;
    if (answers(state)) return;
    answered_to_ = asked_;
    answered_.notify_all();
}

void ChangeFeed::run(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested() && !lost_) {
        if (away_) {
            asked_for_.wait_for(lock, stop, retry_after, [] { return false; });
        } else if (answers(state_)) {  // else the boards were just filled again: what came since then is next
            asked_for_.wait_for(lock, stop, options_.interval,
                                [this] { return asked_ > answered_to_ || look_ != nullptr; });
        }
        auto const before_the_question = asked_;
        lock.unlock();
        pull();
        lock.lock();
        answered_to_ = std::max(answered_to_, before_the_question);
        if (auto* const look = look_; look != nullptr) {
            lock.unlock();
            show_to(*look);
            lock.lock();
            look->done = true;
            look_ = nullptr;
        }
        answered_.notify_all();
    }
    stopped_ = true;
    answered_.notify_all();
}

// As before, where a hosted server refuses the functions that tell its history.
Rows ChangeFeed::ask() {
    if (tells_control_) {
        try {
            return connection_.ask(changes_since, what_was_shown());
        } catch (StoreAway const&) {
            throw;
        } catch (StorageFault const&) {
            if (connection_.history().timeline != 0) throw;  // it did tell it when the session began
            tells_control_ = false;
        }
    }
    return connection_.ask(changes_since_without_control, what_was_shown());
}

// And one more row than may come at once, to know that there are more.
Parameters ChangeFeed::what_was_shown() const {
    return std::move(
        Parameters{}.add(std::string_view{shown_.snapshot}).add(shown_.seq).add(options_.most_at_once + 1));
}

void ChangeFeed::pull() {
    try {
        if (connection_.ensure_open()) tells_control_ = true;
        if (!asked_at_) delete_what_is_foreign();
        auto const began = Steady::now();
        auto const rows = ask();
        auto const now = awake();
        auto const took = std::chrono::ceil<milliseconds>(Steady::now() - began);
        auto const first = rows[0];
        if (first.flag(ChangeColumn::read_only)) {
            connection_.close();
            throw StoreAway("PostgreSQL: the server takes no writes any more");
        }
        options_.on_clock(Instant{milliseconds{first.integer(ChangeColumn::clock)}}, took);
        History const history{std::string(first.text(ChangeColumn::system)), first.integer(ChangeColumn::timeline)};
        if (history != shown_.history) return read_again("another history");
        if (asked_at_ && now - *asked_at_ > options_.absent_after) return read_again("away for too long");
        if (first.integer(ChangeColumn::deleted_to) > shown_.seq) return read_again("changes were deleted unseen");
        if (rows.size() > options_.most_at_once) return read_again("too many changes at once");
        show(rows);
        tell_settled(began);
        asked_at_ = now;
        away_ = false;
        bool const newer = options_.schema != 0 && first.integer(ChangeColumn::schema) > options_.schema;
        say(newer ? FeedState::newer_schema : FeedState::followed);
        delete_what_is_old();
    } catch (std::exception const& fault) {
        if (state() != FeedState::other_history) say(FeedState::store_away);
        if (!std::exchange(away_, true)) options_.on_fault(fault.what());
    }
}

// What is on the boards is of a history that is over. Errors: StorageFault; the next question comes here again.
void ChangeFeed::read_again(std::string_view why) {
    say(FeedState::other_history);
    if (!std::exchange(away_, true)) {
        options_.on_fault(fmt::format("PostgreSQL: {}: the boards are filled again", why));
    }
    auto from = options_.fill_again();
    if (!from) {
        lost_ = true;
        options_.on_lost();
        return;
    }
    shown_ = std::move(*from);
    asked_at_.reset();
    seen_.clear();
    unsettled_.clear();  // those that this history has are among what the boards were filled with
    away_ = false;
}

// The same question, in a transaction whose snapshot others can name.
void ChangeFeed::show_to(Look& look) {
    if (!answers(state())) return;
    try {
        exporting_.close();  // the one before
        exporting_.ensure_open();
        exporting_.run_script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        std::string name(exporting_.ask(export_snapshot)[0].text(0));
        auto const rows =
            exporting_.ask(tells_control_ ? changes_since : changes_since_without_control, what_was_shown());
        if (rows[0].text(ChangeColumn::system) != shown_.history.system ||
            rows[0].integer(ChangeColumn::timeline) != shown_.history.timeline || rows.size() > options_.most_at_once) {
            return;
        }
        show(rows);
        look.look();
        look.snapshot = std::move(name);
    } catch (std::exception const& fault) {
        exporting_.close();
        options_.on_fault(fault.what());
    }
}

void ChangeFeed::show(Rows const& rows) {
    // Read before any of it is shown: a row that cannot be read leaves the boards and the snapshot as they are.
    std::vector<Changes> commits;
    for (int i = 0; i < rows.size(); ++i) {
        if (!rows[i].is_null(ChangeColumn::payload))
            commits.push_back(read_payload(rows[i].bytes(ChangeColumn::payload)));
    }
    for (auto const& changes : commits) {
        boards_.show(changes);
        for_each_payment(changes, [&](ReservedSeat const& paid) { unsettled_.push_back({Steady::now(), paid}); });
    }
    shown_.snapshot = rows[0].text(ChangeColumn::snapshot);
    shown_.seq = rows[0].integer(ChangeColumn::seq);
}

void ChangeFeed::tell_settled(Steady::time_point asked_at) {
    while (!unsettled_.empty() && unsettled_.front().seen_at + options_.settles_after <= asked_at) {
        options_.on_payment(unsettled_.front().paid);
        unsettled_.pop_front();
    }
}

// In pieces, each of which is done well before answer_timeout.
void ChangeFeed::delete_what_is_foreign() {
    auto const piece = [this] {
        return connection_
            .ask(delete_foreign_changes, std::move(Parameters{}.add(std::int64_t{piece_of_foreign_changes})))[0]
            .integer(0);
    };
    while (piece() == piece_of_foreign_changes) {
    }
}

// A little at a time, so that no question waits for it.
void ChangeFeed::delete_what_is_old() {
    auto const now = Steady::now();
    if (seen_.empty() || now - seen_.back().at >= options_.delete_every) seen_.push_back({now, shown_.seq});
    if (now - seen_.front().at < options_.kept_for) return;
    auto const up_to = seen_.front().seq;
    seen_.pop_front();
    connection_.queue(delete_old, std::move(Parameters{}.add(up_to)));
    connection_.flush();
}

}  // namespace onsale::postgres
