// A journal in memory that can be told to fail, and what the tests of the embedded line ask of it.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "application/awaited.h"
#include "application/line/embedded_line.h"
#include "application/settable_clock.h"
#include "domain/waiting/fans.h"

namespace onsale {

class JournalInMemory final : public LineJournal {
  public:
    struct Row {
        UserId user;
        Instant joined_at;
        std::optional<LineSession> session;
        std::optional<PlaceEnd> end;
        std::optional<Instant> away_since;
    };

    PlaceNumber last_given() override { return {rows.empty() ? 0 : rows.rbegin()->first}; }

    Instant newest() override { return newest_; }

    void visit_places(std::function<void(StoredPlace const&)> const& visit) override {
        for (auto const& [number, row] : rows) {
            if (!row.end) visit({{number}, row.user, row.joined_at, row.session, row.away_since});
        }
    }

    void append(std::span<LineEvent const> events) override {
        if (auto const meanwhile = before_append) meanwhile();  // a copy: it may take itself away
        if (failing) throw StorageFault("the disk is full");
        ++appends;
        for (auto const& event : events) std::visit([this](auto const& one) { write(one); }, event);
        if (lying) throw StorageFault("written, but who knows");
    }

    std::map<std::uint32_t, Row> rows;
    std::atomic<bool> failing = false;
    std::atomic<bool> lying = false;      // writes, and says that it failed
    std::function<void()> before_append;  // on the clerk's thread
    std::atomic<int> appends = 0;

  private:
    void write(PlaceJoined const& e) {
        if (!rows.emplace(e.place.value, Row{e.user, e.at, {}, {}, {}}).second) throw StorageFault("given before");
        heard(e.at);
    }
    void write(PlaceEntered const& e) {
        rows.at(e.place.value).session = e.session;
        heard(e.session.entered_at);
    }
    void write(PlaceEnded const& e) {
        auto& end = rows.at(e.place.value).end;
        if (!end) end = e.how;
        heard(e.at);
    }
    void write(PlaceAway const& e) {
        rows.at(e.place.value).away_since = e.since;
        heard(e.since);
    }
    void write(PlaceBack const& e) {
        rows.at(e.place.value).away_since.reset();
        heard(e.at);
    }
    void write(LineAlive const& e) { heard(e.at); }
    void heard(Instant at) { newest_ = std::max(newest_, at); }

    Instant newest_{};
};

// Submits one wish and waits for its fate and outcome.
template <class Wish>
std::unique_ptr<Wish> settle(Line& line, UserId user) {
    auto wish = std::make_unique<Wish>(user);
    submit_and_wait(line, *wish);
    return wish;
}

inline LineRules small_hall(std::uint32_t capacity = 2) {
    return {.capacity = capacity,
            .admit_per_second = 100,
            .claim_window = seconds{10},
            .session_term = seconds{300},
            .away_after = seconds{30}};
}

inline LineOptions by_hand(std::uint32_t capacity = 2) {
    LineOptions options{.rules = small_hall(capacity), .ticks = LineTicks::by_hand};
    options.longest_wait = std::chrono::hours(1);  // a slow machine fails no test
    return options;
}

// Is that the place of the user's live session, and is its pass good?
inline bool has_session(Line const& line, UserId user, PlaceNumber place, Instant now) {
    auto const session = line.session_of(user, now);
    return session && session->place == place && line.inside({user, *session}, now);
}

}  // namespace onsale
