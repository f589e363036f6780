// Admission: how many may be called now, and how fast the line moves.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/instant.h"

namespace onsale {

// What the operator sets, and steers (domain/steering). Checked where it came in; a rule out of its range here is a bug
// of ours.
struct LineRules {
    std::uint32_t capacity;          // slots inside, > 0
    std::uint32_t admit_per_second;  // > 0
    seconds claim_window;            // from being called to coming in, > 0
    seconds session_term;            // from coming in to expiry, > 0
    seconds away_after;              // without a poll, > 0
    // Away for longer than this, and the place ends as expired; at least away_after.
    seconds place_term{std::chrono::days{1}};
    // Nobody is called while it is paused, or before the opening.
    bool paused = false;
    Instant opens_at = Instant::min();
};
inline bool closed_at(LineRules const& rules, Instant now) { return rules.paused || now < rules.opens_at; }

// How often a fan is asked to poll: this at the front of the line, and that at the back.
constexpr milliseconds shortest_poll{1'000};
constexpr milliseconds longest_poll{10'000};

// The longest that a client waits between two tries while the server does not answer, chance included: what the
// contract asks of all (api/openapi.yaml, x-longest-backoff-seconds) and our pages do (web/src/api/backoff.ts).
constexpr seconds longest_backoff{15};

// After a restart, or any other time in which nobody could be heard, the fans get this long to show themselves before
// somebody behind them is called: nobody is overtaken, and no slot is kept for those who went home before.
constexpr seconds return_grace{18};
static_assert(return_grace > longest_poll, "everybody who polls must have polled once within the grace");
static_assert(return_grace >= longest_backoff + seconds{3}, "and everybody who tried in vain, with a slow answer");

// The longest wait that is ever estimated; beyond it a number says nothing.
constexpr seconds longest_estimate{24 * 3600};

// Between two polls that we ask for, at most: nobody goes away or misses a call by doing as told.
milliseconds longest_poll_under(LineRules const& rules);

// AdmissionBudget: a token bucket, filled by time, that holds at most one second's worth and starts full.
class AdmissionBudget {
  public:
    AdmissionBudget(std::uint32_t per_second, Instant opened_at);

    // A clock that steps back adds nothing.
    void refill(Instant now);
    bool take();
    // From the next refill on; what is there beyond one second's worth is lost.
    void change_rate(std::uint32_t per_second);

  private:
    std::int64_t per_second_;
    std::int64_t thousandths_;  // of one admission: one per millisecond for each admission per second
    Instant filled_at_;
};

// AdmissionPace: admissions per second, smoothed exponentially over about 30 seconds, measured only while somebody
// waits and may be called: an empty line is not a slow one, and neither is one that is paused.
class AdmissionPace {
  public:
    explicit AdmissionPace(Instant opened_at) : measured_at_(opened_at) {}

    void entered() { ++since_; }
    void measure(Instant now, bool somebody_may_be_called);
    // Nothing before the first admission was measured.
    std::optional<double> per_second() const;

  private:
    Instant measured_at_;
    std::uint32_t since_ = 0;      // admissions since measured_at_
    double weighted_ = 0;          // admissions, weighted by age
    double weighted_seconds_ = 0;  // the time they took, weighted alike: unbiased from the first second on
};

// How long until the fan at this position (1 = next) is called, when `free` slots are free now: the free slots are
// filled at the rate of the rules, the others at the measured pace, but never slower than sessions expire. Before the
// opening, what is left until then comes on top; how long a pause lasts nobody knows: the wait is as if it ended now.
seconds estimate_wait(LineRules const& rules, std::uint32_t position, std::uint32_t free, AdmissionPace const& pace,
                      Instant now);

// When to ask next: an eighth of the wait, within the bounds above, less up to a fifth by `chance` (any number), so
// that fans who came together do not poll together.
milliseconds poll_after(LineRules const& rules, seconds wait, std::uint64_t chance);

}  // namespace onsale
