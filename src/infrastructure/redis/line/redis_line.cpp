// What callers see of the line: answered from the mirror, or handed to the thread.
#include "infrastructure/redis/line/redis_line.h"

#include <utility>

namespace onsale::redis {
namespace {

// A server that starts waits for its line no longer than this: it has seats to show, and fans inside to serve.
constexpr milliseconds longest_start{1'500};
// For so long after the last answer of Redis, passes are believed of sessions that began just before or since.
constexpr seconds unheard_term{30};

}  // namespace

RedisLine::RedisLine(Url const& url, Clock const& clock, LineOptions options, LeaseTerms lease, TimeByHand time)
    : Line(options.id),
      clock_(clock),
      options_(std::move(options)),
      before_opening_(lease.before_opening),
      time_(time),
      started_(time.steady_now()),
      store_(url, {.line = options_.id,
                   .rules = options_.rules,
                   .most_places = options_.most_places,
                   .lease = lease,
                   .time = time}),
      mirror_(options_.rules, clock.now()),
      queue_(options_.queue_submissions, options_.longest_wait),
      thread_([this] { run(); }) {
    std::unique_lock lock(wake_mutex_);
    auto const opened = [this] { return opened_; };
    if (options_.ticks == LineTicks::by_hand) {
        woken_.wait(lock, opened);
    } else {
        woken_.wait_for(lock, longest_start, opened);
    }
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

// Before Redis has said what time it is, this node's clock must do.
Instant RedisLine::line_now() const { return line_clock_.now(time_.steady_now()).value_or(clock_.now()); }

// A node that is cut off must not believe for ever what only the others can know.
bool RedisLine::in_touch() const {
    auto const now = time_.steady_now();
    if (!mirror_.knows_line()) return now - started_ < options_.rules.session_term;
    return now - line_clock_.heard_at() < unheard_term;
}

Instant RedisLine::time(Instant) const {
    std::lock_guard const lock(mutex_);
    return line_now();
}

Standing RedisLine::ask(UserId user, std::optional<PlaceNumber> shown, Instant) {
    std::lock_guard const lock(mutex_);
    auto const seen = mirror_.look(user, shown, line_now());
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

bool RedisLine::inside(ShownPass const& pass, Instant) const {
    std::lock_guard const lock(mutex_);
    auto const now = line_now();
    return now < pass.expires_at && mirror_.inside(pass.user, pass.session, now, in_touch());
}

std::optional<SessionId> RedisLine::session_of(UserId user, Instant) const {
    std::lock_guard const lock(mutex_);
    return mirror_.session_of(user, line_now());
}

std::optional<std::uint32_t> RedisLine::waiting_position(UserId user, PlaceNumber place, Instant) const {
    std::lock_guard const lock(mutex_);
    auto const standing = mirror_.standing(user, place, line_now());
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
        if (!session) session = mirror_.session_of(user, line_now());
        if (session) paid = mirror_.end_session(user, *session);
        if (paid == LineMirror::Paid::again) return false;  // Redis was told, or will be
        ends_.push_back({user, session});
    }
    wake();
    return paid == LineMirror::Paid::known;
}

std::vector<LiveSession> RedisLine::sessions(Instant) const {
    std::lock_guard const lock(mutex_);
    return mirror_.sessions(line_now());
}

CallsStopped RedisLine::calls_stopped() const {
    if (unfit_) return CallsStopped::store_unfit;
    if (!connected_) return CallsStopped::store_away;
    return mirror_.calls_stopped(line_now());
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
            .faults = faults_,
            .calls_stopped = calls_stopped(),
            .trouble = trouble_,
            .clock_offset = clock_offset_,
            .last_number = last_redis_number};
}

Line::Profile RedisLine::profile() const {
    std::lock_guard const lock(mutex_);
    return {.counters = mirror_.counters(), .knots = mirror_.profile(), .known = mirror_.knows_line()};
}

void RedisLine::tick() {
    std::unique_lock lock(wake_mutex_);
    auto const mine = ++ticks_wanted_;
    woken_.notify_all();
    woken_.wait(lock, [&] { return ticks_done_ >= mine || stopped_; });
}

}  // namespace onsale::redis
