// What callers see of the line: answered from the mirror, or handed to the thread.
#include "infrastructure/redis/line/redis_line.h"

#include <utility>

namespace onsale::redis {

RedisLine::RedisLine(Url const& url, Clock const& clock, LineOptions options, LeaseTerms lease)
    : clock_(clock),
      options_(std::move(options)),
      before_opening_(lease.before_opening),
      store_(url, {.rules = options_.rules, .most_places = options_.most_places, .lease = lease}),
      mirror_(options_.rules, clock.now()),
      queue_(options_.queue_submissions, options_.longest_wait),
      thread_([this] { run(); }) {
    std::unique_lock lock(wake_mutex_);
    woken_.wait(lock, [this] { return opened_; });
}

RedisLine::~RedisLine() { close(); }

void RedisLine::close() {
    queue_.close();
    {
        std::lock_guard const lock(wake_mutex_);
        closing_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void RedisLine::wake() {
    {
        std::lock_guard const lock(wake_mutex_);
        if (std::exchange(work_waits_, true)) return;
    }
    woken_.notify_all();
}

Standing RedisLine::ask(UserId user, std::optional<PlaceNumber> shown, Instant now) {
    std::lock_guard const lock(mutex_);
    auto const seen = mirror_.look(user, shown, now);
    switch (seen.sign) {
        case LineMirror::Sign::none:
            break;
        case LineMirror::Sign::polled:
            signs_.polled(*shown);
            break;
        case LineMirror::Sign::returning:
            signs_.returning(*shown, user);
            break;
    }
    return seen.standing;
}

bool RedisLine::inside(ShownPass const& pass, Instant now) const {
    std::lock_guard const lock(mutex_);
    return mirror_.inside(pass.user, pass.session, now);
}

std::optional<SessionId> RedisLine::session_of(UserId user, Instant now) const {
    std::lock_guard const lock(mutex_);
    return mirror_.session_of(user, now);
}

std::optional<std::uint32_t> RedisLine::waiting_position(UserId user, PlaceNumber place, Instant now) const {
    std::lock_guard const lock(mutex_);
    auto const standing = mirror_.standing(user, place, now);
    if (standing.place != place || standing.position == 0) return std::nullopt;
    return standing.position;
}

bool RedisLine::submit(LineSubmission& submission, Patience patience) {
    if (!connected_) {
        submission.fate = Fate::shed;
        return false;
    }
    if (!queue_.submit(submission, patience)) return false;
    wake();
    return true;
}

bool RedisLine::end_session(UserId user, std::optional<SessionId> session) {
    auto paid = LineMirror::Paid::unknown;
    {
        std::lock_guard const lock(mutex_);
        if (!session) session = mirror_.session_of(user, clock_.now());
        if (session) paid = mirror_.end_session(user, *session);
        if (paid == LineMirror::Paid::again) return false;  // Redis was told, or will be
        ends_.push_back({user, session});
    }
    wake();
    return paid == LineMirror::Paid::known;
}

std::vector<LiveSession> RedisLine::sessions(Instant now) const {
    std::lock_guard const lock(mutex_);
    return mirror_.sessions(now);
}

LineReport RedisLine::report() const {
    auto const queued = queue_.waiting();
    std::lock_guard const lock(mutex_);
    return {.counters = mirror_.counters(),
            .connected = connected_,
            .queued = queued,
            .unwritten = ends_.size(),
            .batches = batches_,
            .events = events_,
            .faults = faults_};
}

Line::Profile RedisLine::profile() const {
    std::lock_guard const lock(mutex_);
    return {.counters = mirror_.counters(), .knots = mirror_.profile()};
}

void RedisLine::tick() {
    std::unique_lock lock(wake_mutex_);
    auto const mine = ++ticks_wanted_;
    woken_.notify_all();
    woken_.wait(lock, [&] { return ticks_done_ >= mine || stopped_; });
}

}  // namespace onsale::redis
