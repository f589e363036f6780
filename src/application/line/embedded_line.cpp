#include "application/line/embedded_line.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "application/line/line_batch.h"

namespace onsale {

EmbeddedLine::EmbeddedLine(LineJournal& journal, Clock const& clock, LineOptions options)
    : Line(options.id),
      journal_(journal),
      clock_(clock),
      options_(std::move(options)),
      queue_(options_.queue_submissions, options_.longest_wait) {
    restore();
    clerk_ = std::thread([this] { run_clerk(); });
    if (options_.ticks == LineTicks::by_itself) {
        ticker_ = std::jthread([this](std::stop_token stop) { run_ticks(std::move(stop)); });
    }
}

EmbeddedLine::~EmbeddedLine() { close(); }

void EmbeddedLine::close() {
    if (ticker_.joinable()) {
        ticker_.request_stop();
        ticker_.join();
    }
    queue_.close();
    if (clerk_.joinable()) clerk_.join();
}

// ---- opening ----

void EmbeddedLine::restore() {
    auto const now = clock_.now();
    auto const last_given = journal_.last_given();
    auto const last_alive = std::min(journal_.newest(), now);
    journal_.visit_places([&](StoredPlace const& stored) {
        if (!line_) line_.emplace(options_.rules, now, stored.number, last_alive);
        restore_place(stored, last_alive, now);
    });
    if (!line_) line_.emplace(options_.rules, now, PlaceNumber{last_given.value + 1});
    line_->skip_numbers_to(last_given);
    alive_note_ = now;
    apply_steering();
}

void EmbeddedLine::apply_steering() {
    line_->hold_calls(options_.trusted && !options_.trusted());
    if (options_.steering == nullptr) return;
    auto const version = options_.steering->version();
    if (std::exchange(applied_steering_, version) != version)
        line_->steer(in_force(options_.rules, *options_.steering->now()));
}

void EmbeddedLine::restore_place(StoredPlace const& stored, Instant last_alive, Instant now) {
    auto const alive = stored.session && now < stored.session->expires_at;
    if (stored.session && !alive) {
        unwritten_.push_back({stored.number, PlaceEnd::expired, stored.session->expires_at});
        return;
    }
    auto const last_known = stored.away_since.value_or(std::max(last_alive, stored.joined_at));
    if (!stored.session && now - last_known > options_.rules.place_term) {
        unwritten_.push_back({stored.number, PlaceEnd::expired, now});
        return;
    }
    // Two places of one user: the writing of one was reported as failed and yet came through. A session counts most,
    // then the lower number.
    if (auto const other = line_->find(stored.user)) {
        auto const loser = alive && line_->state(*other) != PlaceState::inside ? *other : stored.number;
        unwritten_.push_back({loser, PlaceEnd::left, now});
        if (loser == stored.number) return;
        line_->finish(loser);
    }
    if (alive) {
        line_->restore_inside(stored.number, stored.user, stored.joined_at, *stored.session);
    } else if (stored.away_since) {
        line_->restore_away(stored.number, stored.user, stored.joined_at, *stored.away_since);
    } else {
        line_->restore_waiting(stored.number, stored.user, stored.joined_at);
    }
}

// ---- from memory ----

Standing EmbeddedLine::ask(UserId user, std::optional<PlaceNumber> /*shown: we know*/, Instant now) {
    std::lock_guard const lock(mutex_);
    auto const place = line_->find(user);
    if (!place) return {};
    line_->seen(*place, now);
    return line_->standing(*place, now);
}

bool EmbeddedLine::inside(ShownPass const& pass, Instant now) const {
    std::lock_guard const lock(mutex_);
    auto const session = line_->session(pass.user, pass.session.place, now);
    return session && session->entered_at == pass.session.entered_at;
}

std::optional<SessionId> EmbeddedLine::session_of(UserId user, Instant now) const {
    std::lock_guard const lock(mutex_);
    return line_->session_of(user, now);
}

std::optional<std::uint32_t> EmbeddedLine::waiting_position(UserId user, PlaceNumber place, Instant now) const {
    std::lock_guard const lock(mutex_);
    if (line_->find(user) != place) return std::nullopt;
    auto const standing = line_->standing(place, now);
    if (standing.position == 0) return std::nullopt;
    return standing.position;
}

bool EmbeddedLine::end_session(UserId user, std::optional<SessionId> session) {
    std::lock_guard const lock(mutex_);
    auto const now = clock_.now();
    auto const has = line_->session_of(user, now);
    if (!has || (session && *session != *has)) return false;
    if (line_->state(has->place) == PlaceState::entering) {
        if (std::ranges::find(paid_entries_, *has) == paid_entries_.end()) paid_entries_.push_back(*has);
        return true;
    }
    line_->finish(has->place);
    unwritten_.push_back({has->place, PlaceEnd::paid, now});
    return true;
}

// Needs the lock. Once their entries are written, or could not be.
void EmbeddedLine::end_paid_entries(Instant now) {
    for (auto const& paid : std::exchange(paid_entries_, {})) {
        if (line_->state(paid.place) != PlaceState::inside) continue;
        line_->finish(paid.place);
        unwritten_.push_back({paid.place, PlaceEnd::paid, now});
    }
}

std::vector<LiveSession> EmbeddedLine::sessions(Instant now) const {
    std::lock_guard const lock(mutex_);
    return line_->sessions(now);
}

LineReport EmbeddedLine::report() const {
    auto const queued = queue_.waiting();
    std::lock_guard const lock(mutex_);
    return {.counters = line_->counters(),
            .queued = queued,
            .unwritten = unwritten_.size(),
            .batches = batches_,
            .events = events_,
            .faults = faults_,
            .calls_stopped = line_->calls_stopped(clock_.now())};
}

Line::Profile EmbeddedLine::profile() const {
    std::lock_guard const lock(mutex_);
    return {.counters = line_->counters(), .knots = line_->profile()};
}

// ---- time ----

void EmbeddedLine::note_expired(std::vector<PlaceNumber> const& expired, Instant now) {
    for (auto const place : expired) unwritten_.push_back({place, PlaceEnd::expired, now});
}

bool EmbeddedLine::anything_to_write(Instant now) const {
    if (!unwritten_.empty() || line_->any_moved()) return true;
    return now - alive_note_ >= between_alive_notes && line_->counters().waiting > 0;
}

void EmbeddedLine::tick() {
    {
        std::lock_guard const lock(mutex_);
        apply_steering();
        auto const now = clock_.now();
        note_expired(line_->tick(now), now);
        if (nudged_ || !anything_to_write(now)) return;
        nudged_ = true;
    }
    // Shed: the queue is full, and the batches in it will write the ends; or it is closed, and the clerk's last act is
    // to write them.
    if (queue_.submit(nudge_)) return;
    std::lock_guard const lock(mutex_);
    nudged_ = false;
}

void EmbeddedLine::run_ticks(std::stop_token stop) {
    std::unique_lock lock(tick_mutex_);
    while (!stop.stop_requested()) {
        tick_pause_.wait_for(lock, stop, admission_interval, [] { return false; });
        if (!stop.stop_requested()) tick();
    }
}

// ---- the clerk ----

void EmbeddedLine::run_clerk() {
    std::vector<LineSubmission*> batch;
    batch.reserve(line_batch_submissions);
    while (queue_.take(batch, line_batch_submissions)) serve(batch);
    batch.clear();
    serve(batch);  // the last ends
}

std::vector<LineEvent> EmbeddedLine::happened(std::vector<PlaceEnded> const& ends,
                                              std::vector<PlaceNumber> const& moved, Instant now) {
    std::vector<LineEvent> events(ends.begin(), ends.end());
    for (auto const place : moved) {
        switch (line_->state(place)) {
            case PlaceState::finished:
            case PlaceState::inside:
                break;
            case PlaceState::away:
                events.push_back(PlaceAway{place, now});
                break;
            case PlaceState::waiting:
            case PlaceState::called:
            case PlaceState::entering:
                events.push_back(PlaceBack{place, now});
                break;
        }
    }
    if (now - alive_note_ >= between_alive_notes && line_->counters().waiting > 0) events.push_back(LineAlive{now});
    return events;
}

void EmbeddedLine::serve(std::vector<LineSubmission*>& batch) {
    std::unique_lock lock(mutex_);
    apply_steering();
    if (std::erase(batch, &nudge_) > 0) nudged_ = false;
    auto const now = clock_.now();
    note_expired(line_->end_expired_sessions(now), now);
    auto const ends = std::exchange(unwritten_, {});
    auto const moved = line_->take_moved(line_batch_moves);
    LineBatch decisions{*line_, happened(ends, moved, now), options_.most_places, now};
    for (auto* submission : batch) decisions.decide(*submission);

    auto const events = decisions.events();
    if (!events.empty()) {
        lock.unlock();
        try {
            journal_.append(events);
        } catch (std::exception const& e) {
            if (options_.on_fault) options_.on_fault(e.what());
            lock.lock();
            ++faults_;
            unwritten_.insert(unwritten_.begin(), ends.begin(), ends.end());
            line_->give_back_moved(moved);
            decisions.take_back(clock_.now());
            end_paid_entries(clock_.now());
            lock.unlock();
            deliver_batch(batch);
            return;
        }
        lock.lock();
        alive_note_ = now;
        ++batches_;
        events_ += events.size();
    }
    decisions.apply(clock_.now());
    end_paid_entries(clock_.now());
    lock.unlock();
    deliver_batch(batch);
}

}  // namespace onsale
