// What the line's thread does: serve what was submitted, beat, and find the way back when Redis was away.
#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "infrastructure/redis/line/redis_line.h"

namespace onsale::redis {
namespace {

// What one beat tells of those who polled; the rest follows at once.
constexpr std::size_t polled_a_beat = 10'000;
constexpr std::size_t returning_a_beat = 2'000;
constexpr int most_beats = 20;
// How often histories may change under one batch.
constexpr int most_histories = 4;
// A node's clock may be so far off before an operator should hear of it.
constexpr milliseconds notable_offset{250};

Wish wish_of(LineSubmission const& submission) {
    switch (submission.wish) {
        case LineWish::join:
            return {Wish::Kind::join, submission.user, submission.shown.value_or(PlaceNumber{})};
        case LineWish::enter:
            return {Wish::Kind::enter, submission.user};
        case LineWish::leave:
            return {Wish::Kind::leave, submission.user};
    }
    __builtin_unreachable();
}

}  // namespace

RedisLine::Task RedisLine::wait_for_task() {
    std::unique_lock lock(wake_mutex_);
    auto const by_itself = options_.ticks == LineTicks::by_itself;
    auto const stirred = [this] { return work_waits_ || closing_ || ticks_wanted_ > ticks_done_; };
    if (by_itself) {
        woken_.wait_until(lock, next_beat_, stirred);
    } else if (opened_) {
        woken_.wait(lock, stirred);
    }
    work_waits_ = false;
    auto const due = by_itself ? std::chrono::steady_clock::now() >= next_beat_ : ticks_wanted_ > ticks_done_;
    // The first task opens the line, and takes the lease if nobody has it.
    return {.beat = due || !opened_ || ticks_wanted_ > ticks_done_, .last = closing_, .ticks = ticks_wanted_};
}

void RedisLine::run() {
    while (true) {
        auto const task = wait_for_task();
        // Away, and too early for another try. What is asked for by hand is tried at any time.
        bool const wait =
            !connected_ && std::chrono::steady_clock::now() < store_.next_try() && task.ticks == ticks_done_;
        if (wait) {
            shed_waiting();
        } else {
            work(task);
        }
        if (!connected_ || task.beat) {
            next_beat_ = std::max(std::chrono::steady_clock::now() + admission_interval, store_.next_try());
        }
        {
            std::lock_guard const lock(wake_mutex_);
            ticks_done_ = task.ticks;
            opened_ = true;
            stopped_ = task.last;
        }
        woken_.notify_all();
        if (task.last) return;
    }
}

void RedisLine::apply_steering() {
    if (options_.steering == nullptr) return;
    auto const version = options_.steering->version();
    if (std::exchange(applied_steering_, version) == version) return;
    auto const rules = in_force(options_.rules, *options_.steering->now());
    store_.steer(rules);
    std::lock_guard const lock(mutex_);
    mirror_.steer(rules);
}

void RedisLine::work(Task const& task) {
    apply_steering();
    try {
        if (mirror_.version().epoch.empty()) follow(Relation::other);
        if (!connected_ || task.beat) beat();  // first of all who is there, and what has happened meanwhile
        connected_ = true;
        away_told_ = false;
        look_at_clocks();
        look_at_store();
        serve_all(task);
    } catch (StoreUnfit const& fault) {
        away(fault.what(), true);
    } catch (std::exception const& fault) {
        away(fault.what());
    }
}

// By itself for no longer than a beat's time: fans who join without a pause must not keep the node from beating.
void RedisLine::serve_all(Task const& task) {
    bool const to_the_end = options_.ticks == LineTicks::by_hand || task.last;
    auto const until = std::chrono::steady_clock::now() + admission_interval;
    while (has_wishes()) {
        serve();
        if (to_the_end || std::chrono::steady_clock::now() < until) continue;
        std::lock_guard const lock(wake_mutex_);
        work_waits_ = true;
        return;
    }
}

void RedisLine::away(std::string_view why, bool unfit) {
    connected_ = false;
    admits_ = false;
    {
        std::lock_guard const lock(mutex_);
        unfit_ = unfit;
        trouble_ = unfit ? why : "";  // where Redis is, which a fault may say, is nobody's business
    }
    // Once for each time away: tries follow each other quickly.
    if (!std::exchange(away_told_, true) && options_.on_fault) options_.on_fault(why);
    shed_waiting();
}

void RedisLine::shed_waiting() {
    std::vector<LineSubmission*> batch;
    while (queue_.waiting() > 0 && queue_.take(batch, line_batch_submissions)) {
        for (auto* const submission : batch) submission->fate = Fate::shed;
        deliver_batch(batch);
    }
}

// For a node that remembers nothing. Nullopt: nobody has opened one for so long that nobody will.
std::optional<LineSnapshot> RedisLine::look_for_line() {
    auto const until = std::chrono::steady_clock::now() + before_opening_;
    while (true) {
        auto whole = store_.snapshot();
        if (whole || std::chrono::steady_clock::now() >= until) return whole;
        std::unique_lock lock(wake_mutex_);
        if (woken_.wait_for(lock, admission_interval, [this] { return closing_; }))
            throw StorageFault("closed before there was a line");
    }
}

// Gets a mirror of the history that Redis has. (Only this thread changes the mirror's version, and so reads it without
// the lock.)
void RedisLine::follow(Relation relation) {
    if (relation == Relation::waits) throw StorageFault("Redis was started again: waiting for what all nodes know");
    bool const knows_none = mirror_.version().epoch.empty();
    auto whole = knows_none ? look_for_line() : std::nullopt;
    auto const remembered = [&] {
        std::lock_guard const lock(mutex_);
        return mirror_.remembered(line_now());
    }();
    if (!knows_none) {
        if (relation != Relation::behind) store_.open(remembered);
        whole = store_.snapshot();
    }
    if (!whole) {
        store_.open(remembered);
        whole = store_.snapshot();
    }
    if (!whole) throw StorageFault("the line in Redis is gone again");
    std::lock_guard const lock(mutex_);
    line_clock_ = store_.clock();
    mirror_.load(*whole);
    for (auto const& [user, session] : mirror_.paid_and_inside()) ends_.push_back({user, session});
    mirror_.caught_up(whole->version, whole->last_given, !whole->missing.empty(), line_now());
}

void RedisLine::learn(LineChanges const& changes) {
    std::lock_guard const lock(mutex_);
    line_clock_ = store_.clock();
    for (auto const& events : changes.events) mirror_.apply(events);
    mirror_.caught_up(changes.version, changes.last_given, changes.grace, line_now());
}

void RedisLine::look_at_store() {
    auto const advice = store_.advice();
    {
        std::lock_guard const lock(mutex_);
        unfit_ = false;
        trouble_ = advice;
    }
    if (std::exchange(advised_, advice) != advice && !advice.empty() && options_.on_warning)
        options_.on_warning(advice);
}

void RedisLine::look_at_clocks() {
    milliseconds offset;
    {
        std::lock_guard const lock(mutex_);
        offset = clock_.now() - line_now();
        clock_offset_ = offset;
    }
    bool const notable = std::chrono::abs(offset) > notable_offset;
    if (std::exchange(clock_told_, notable) == notable || !options_.on_warning) return;
    options_.on_warning(notable
                            ? fmt::format("this node's clock is {} ms {} the one of Redis, by which the line goes",
                                          std::abs(offset.count()), offset > milliseconds{0} ? "ahead of" : "behind")
                            : "this node's clock agrees again with the one of Redis");
}

void RedisLine::beat() {
    for (int i = 0; i < most_beats; ++i) {
        std::unique_lock lock(mutex_);
        auto const taken = signs_.take(polled_a_beat, returning_a_beat);
        auto const more = signs_.more();
        lock.unlock();
        LineChanges changes;
        try {
            for (int round = 0;; ++round) {
                changes = store_.beat(mirror_.version(), taken.polled, taken.returning);
                if (changes.relation == Relation::same) break;
                if (round == most_histories) throw StorageFault("the line in Redis does not stay the same");
                follow(changes.relation);
            }
        } catch (...) {
            lock.lock();
            signs_.give_back(taken);
            throw;
        }
        learn(changes);
        admits_ = store_.fence() != 0;
        if (!more) return;
    }
}

bool RedisLine::has_wishes() const {
    if (queue_.waiting() > 0) return true;
    std::lock_guard const lock(mutex_);
    return !ends_.empty();
}

LineChanges RedisLine::grant(std::vector<Wish> const& wishes, std::vector<WishAnswer>& answers) {
    for (int round = 0; round < most_histories; ++round) {
        auto changes = store_.grant(mirror_.version(), wishes, answers);
        if (changes.relation == Relation::same) return changes;
        follow(changes.relation);
    }
    throw StorageFault("the line in Redis does not stay the same");
}

void RedisLine::serve() {
    std::vector<LineSubmission*> batch;
    if (queue_.waiting() > 0) queue_.take(batch, line_batch_submissions);
    std::vector<Ended> ends;
    {
        std::lock_guard const lock(mutex_);
        auto const count = std::min(ends_.size(), line_batch_submissions);
        ends.assign(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(count));
        ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    std::vector<Wish> wishes;
    for (auto const& [user, session] : ends) {
        auto const ended = session.value_or(SessionId{});
        wishes.push_back({Wish::Kind::paid, user, ended.place, ended.entered_at});
    }
    for (auto const* submission : batch) wishes.push_back(wish_of(*submission));

    std::vector<WishAnswer> answers;
    try {
        learn(grant(wishes, answers));
    } catch (std::exception const& fault) {
        {
            std::lock_guard const lock(mutex_);
            ends_.insert(ends_.begin(), ends.begin(), ends.end());
            ++faults_;
        }
        for (auto* const submission : batch) submission->fate = Fate::failed;
        deliver_batch(batch);
        throw;
    }
    told(ends);
    settle(batch, std::span(answers).subspan(ends.size()));
    deliver_batch(batch);
}

void RedisLine::told(std::vector<Ended> const& ends) {
    std::lock_guard const lock(mutex_);
    auto const now = line_now();
    for (auto const& end : ends) {
        if (end.session) mirror_.told(end.user, *end.session, now);
    }
}

void RedisLine::settle(std::vector<LineSubmission*> const& batch, std::span<WishAnswer const> answers) {
    std::lock_guard const lock(mutex_);
    auto const now = line_now();
    ++batches_;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        auto& submission = *batch[i];
        auto const& answer = answers[i];
        submission.fate = Fate::answered;
        switch (answer.kind) {
            case WishAnswer::Kind::place:
                submission.outcome = mirror_.standing(submission.user, answer.place, now);
                if (submission.outcome->kind != Standing::Kind::absent)
                    submission.outcome->joined_at = answer.joined_at;
                ++events_;
                break;
            case WishAnswer::Kind::left:
                submission.outcome = Standing{};
                ++events_;
                break;
            case WishAnswer::Kind::not_in_line:
                submission.outcome = refuse(Reason::not_in_line);
                break;
            case WishAnswer::Kind::full:
                submission.outcome = refuse(Reason::line_full);
                break;
        }
    }
}

}  // namespace onsale::redis
