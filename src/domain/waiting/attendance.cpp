#include "domain/waiting/attendance.h"

#include <algorithm>

#include "domain/waiting/admission.h"

namespace onsale {
namespace {

// Ticks come ten times a second.
constexpr seconds longest_absence{3};
// Fewer may well have gone home each for themselves.
constexpr std::uint32_t fewest_silent = 5;
// As long as really nobody is heard, nobody is passed over either; but places must end some day.
constexpr seconds longest_silence{3'600};

constexpr std::uint32_t last_stamp = 0x1FFF'FFFF;  // 29 bits in a record

static_assert(return_grace > longest_absence);

}  // namespace

Attendance::Attendance(Instant opened_at, Instant last_alive, seconds away_after, seconds memory)
    : epoch_(opened_at - memory - seconds{1}),
      opened_(stamp(opened_at)),
      away_after_(static_cast<std::uint32_t>(away_after.count())),
      round_((away_after_ + 1) / 2),
      here_at_(opened_at),
      gap_from_(opened_at),
      gap_to_(opened_at),
      grace_until_(opened_at + return_grace),
      absent_from_(stamp(std::min(last_alive, opened_at))),
      back_from_(opened_),
      round_before_(opened_),
      round_from_(opened_),
      deaf_until_(opened_at) {}

std::uint32_t Attendance::stamp(Instant now) const {
    auto const passed = std::chrono::floor<seconds>(now) - std::chrono::floor<seconds>(epoch_);
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(passed.count(), 1, last_stamp));
}

void Attendance::notice(Instant now) {
    if (now - here_at_ > longest_absence) {
        begin_grace(stamp(here_at_), now + return_grace);
        back_from_ = stamp(now);
        gap_from_ = here_at_;
        gap_to_ = now;
        begin_round(now);  // nobody could be heard in the one that was under way
    } else if (stamp(now) >= round_from_ + round_) {
        end_round(now);
    }
    if (deaf_) {
        deaf_ = now < deaf_until_;
        grace_until_ = std::max(grace_until_, now + return_grace);
    }
    here_at_ = std::max(here_at_, now);
}

// In a grace that goes on, those of its beginning are still awaited.
void Attendance::begin_grace(std::uint32_t from, Instant until) {
    if (here_at_ >= grace_until_) absent_from_ = from;
    grace_until_ = std::max(grace_until_, until);
}

void Attendance::end_round(Instant now) {
    if (due_ >= fewest_silent && due_ > heard_) {
        begin_grace(round_from_, now + seconds{away_after_} + return_grace);
        back_from_ = stamp(now);
        deaf_ = heard_ == 0;
        deaf_until_ = now + longest_silence;
    }
    round_before_ = round_from_;
    due_ = 0;
    begin_round(now);
}

void Attendance::begin_round(Instant now) {
    round_from_ = stamp(now);
    due_ += heard_;
    heard_ = 0;
}

void Attendance::enter(std::uint32_t last_seen) {
    if (last_seen >= round_from_) {
        ++heard_;
        deaf_ = false;
    } else if (last_seen >= round_before_) {
        ++due_;
    }
}

void Attendance::leave(std::uint32_t last_seen) {
    if (last_seen >= round_from_) {
        --heard_;
    } else if (last_seen >= round_before_) {
        --due_;
    }
}

// Both in whole seconds: never early, and late by less than two seconds.
bool Attendance::gone(std::uint32_t last_seen, Instant now) const {
    return last_seen < opened_ || stamp(now) > last_seen + away_after_;
}

bool Attendance::awaited(std::uint32_t last_seen, Instant now) const {
    return now < grace_until_ && last_seen < back_from_ && last_seen + away_after_ >= absent_from_;
}

}  // namespace onsale
