#include "infrastructure/postgres/news/news_feed.h"

#include <utility>

#include "infrastructure/postgres/news/payload.h"

namespace onsale::postgres {
namespace {

// What was not visible in $1. Besides, all behind $2, the last seq that was: a server that was killed, or the standby
// that takes its place, may give a transaction the number of one that was rolled back and never reached its disk, and
// in $1 that one is over. A seq of what was committed is never given again. A payload of NULL: nothing new.
constexpr Statement news_since{
    "news_since",
    "SELECT pg_current_snapshot()::text, (SELECT coalesce(max(seq), 0) FROM change), news.payload,"
    " extract(epoch FROM now())::bigint"
    " FROM (SELECT 1) AS always LEFT JOIN"
    " (SELECT seq, payload FROM change WHERE seq > $2 OR (xid >= pg_snapshot_xmin($1::text::pg_snapshot)"
    "  AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot))) AS news ON true ORDER BY news.seq"};
// Walks over the old rows alone.
constexpr Statement delete_old{"delete_old_news",
                               "DELETE FROM change WHERE seq < (SELECT seq FROM change"
                               " WHERE at >= now() - interval '1 hour' ORDER BY seq LIMIT 1)"};

constexpr std::chrono::minutes forget_every{1};
constexpr milliseconds retry_after{200};

SessionOptions feed_session() {
    SessionOptions options;
    options.answer_timeout = seconds{3};
    options.lock_timeout = seconds{1};
    // Without statistics on a table that grows, the planner would read all of it.
    options.settings = "-c enable_seqscan=off -c synchronous_commit=off";
    return options;
}

}  // namespace

NewsFeed::NewsFeed(std::string const& url, Boards& boards, std::string shown, Options options)
    : boards_(boards),
      options_(std::move(options)),
      connection_(url, feed_session()),
      shown_(std::move(shown)),
      forgot_at_(std::chrono::steady_clock::now()),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

NewsFeed::~NewsFeed() { stop(); }

void NewsFeed::stop() noexcept {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

bool NewsFeed::catch_up() noexcept {
    std::unique_lock lock(mutex_);
    if (!reached_) return false;  // nobody waits for a store that is away
    auto const mine = ++asked_;
    asked_for_.notify_one();
    answered_.wait(lock, [&] { return answered_to_ >= mine || stopped_; });
    return answered_to_ >= mine && reached_;
}

bool NewsFeed::reached() const noexcept {
    std::lock_guard const lock(mutex_);
    return reached_;
}

void NewsFeed::run(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested() && !cut_off_) {
        if (away_) {
            asked_for_.wait_for(lock, stop, retry_after, [] { return false; });
        } else {
            asked_for_.wait_for(lock, stop, options_.interval, [this] { return asked_ > answered_to_; });
        }
        auto const before_the_question = asked_;
        lock.unlock();
        pull();
        lock.lock();
        reached_ = !away_;
        answered_to_ = before_the_question;
        answered_.notify_all();
    }
    stopped_ = true;
    answered_.notify_all();
}

void NewsFeed::pull() {
    auto const now = std::chrono::steady_clock::now();
    try {
        connection_.ensure_open();
        auto const rows =
            connection_.ask(news_since, std::move(Parameters{}.add(std::string_view{shown_}).add(shown_to_)));
        // By the clock that the news are deleted by: that of this machine may have stood still. And only now that the
        // store is there again: while it is away for all, the boards are still of use.
        seconds const asked_at{rows[0].integer(3)};
        if (pulled_at_ && asked_at - *pulled_at_ > options_.cut_off_after) return give_up();
        show(rows);
        pulled_at_ = asked_at;
        away_ = false;
        if (now - forgot_at_ > forget_every) forget_old();
    } catch (std::exception const& fault) {
        if (!std::exchange(away_, true)) options_.on_fault(fault.what());
    }
}

void NewsFeed::give_up() {
    cut_off_ = away_ = true;
    options_.on_cut_off();
}

void NewsFeed::show(Rows const& rows) {
    // Read before any of it is shown: a row that cannot be read leaves the boards and the snapshot as they are.
    std::vector<Changes> news;
    for (int i = 0; i < rows.size(); ++i) {
        if (!rows[i].is_null(2)) news.push_back(read_payload(rows[i].bytes(2)));
    }
    for (auto const& changes : news) {
        boards_.show(changes);
        for (auto const& each : changes.reservations) {
            if (each.state == ReservationState::paid) options_.on_payment(each);
        }
    }
    shown_ = rows[0].text(0);
    shown_to_ = rows[0].integer(1);
}

void NewsFeed::forget_old() {
    forgot_at_ = std::chrono::steady_clock::now();
    connection_.queue(delete_old);
    connection_.flush();
}

}  // namespace onsale::postgres
