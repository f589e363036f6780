#include "domain/waiting/admission.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "domain/waiting/invariant.h"

namespace onsale {
namespace {

constexpr std::int64_t whole = 1'000;  // thousandths in one admission
constexpr double smoothing_seconds = 30;

std::int64_t share_of_poll(seconds bound) { return milliseconds{bound}.count() / 2; }

}  // namespace

milliseconds longest_poll_under(LineRules const& rules) {
    // Half of the bound: one lost poll must not cost the place.
    auto const bound = std::min(share_of_poll(rules.away_after), share_of_poll(rules.claim_window));
    return milliseconds{std::min(longest_poll.count(), bound)};
}

AdmissionBudget::AdmissionBudget(std::uint32_t per_second, Instant opened_at)
    : per_second_(per_second), thousandths_(per_second_ * whole), filled_at_(opened_at) {
    line_invariant(per_second > 0, "the line admits at least one fan a second");
}

void AdmissionBudget::refill(Instant now) {
    // More than a second brings no more than a second's worth; this also keeps the product small.
    auto const passed = std::clamp<std::int64_t>((now - filled_at_).count(), 0, 1'000);
    thousandths_ = std::min(thousandths_ + passed * per_second_, per_second_ * whole);
    filled_at_ = now;
}

void AdmissionBudget::change_rate(std::uint32_t per_second) {
    line_invariant(per_second > 0, "the line admits at least one fan a second");
    per_second_ = per_second;
    thousandths_ = std::min(thousandths_, per_second_ * whole);
}

bool AdmissionBudget::take() {
    if (thousandths_ < whole) return false;
    thousandths_ -= whole;
    return true;
}

void AdmissionPace::measure(Instant now, bool somebody_may_be_called) {
    auto const passed = std::chrono::duration<double>(now - measured_at_).count();
    measured_at_ = now;
    if (passed <= 0) return;
    auto const admitted = std::exchange(since_, 0);
    if (!somebody_may_be_called && admitted == 0) return;
    auto const keep = std::exp(-passed / smoothing_seconds);
    weighted_ = weighted_ * keep + admitted;
    weighted_seconds_ = weighted_seconds_ * keep + passed;
}

std::optional<double> AdmissionPace::per_second() const {
    if (weighted_seconds_ <= 0 || weighted_ <= 0) return std::nullopt;
    return weighted_ / weighted_seconds_;
}

seconds estimate_wait(LineRules const& rules, std::uint32_t position, std::uint32_t free, AdmissionPace const& pace,
                      Instant now) {
    double const by_rule = rules.admit_per_second;
    // Every session ends by its term at the latest, so this many slots come free even if nobody ever pays.
    double const by_expiry = std::min(by_rule, double(rules.capacity) / double(rules.session_term.count()));
    auto const filling = std::min(position, free);
    auto const turnover = std::max(pace.per_second().value_or(by_expiry), by_expiry);
    auto const wait = filling / by_rule + (position - filling) / turnover;
    auto const closed = std::chrono::ceil<seconds>(std::max(rules.opens_at, now) - now);
    return std::min(longest_estimate, closed + seconds{static_cast<std::int64_t>(std::ceil(wait))});
}

milliseconds poll_after(LineRules const& rules, seconds wait, std::uint64_t chance) {
    auto const longest = longest_poll_under(rules);
    auto const shortest = std::min(shortest_poll, longest);
    auto const about = std::clamp(milliseconds{wait} / 8, shortest, longest);
    // Mixed (the finalizer of SplitMix64), so that neighbours in the line and in time get unlike answers.
    chance = (chance ^ chance >> 30) * 0xBF58'476D'1CE4'E5B9U;
    chance = (chance ^ chance >> 27) * 0x94D0'49BB'1331'11EBU;
    auto const fifth = static_cast<std::uint64_t>(about.count() / 5 + 1);
    return about - milliseconds{static_cast<std::int64_t>((chance ^ chance >> 31) % fifth)};
}

}  // namespace onsale
