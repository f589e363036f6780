#include "drill/progress.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace onsale::drill {
namespace {

constexpr Moment line_every = std::chrono::seconds{5};
constexpr std::size_t rate_samples = 10;  // rates are over the last five seconds

// How long until nobody waits any more, at the present rate of going home.
std::string eta(Plan const& plan, Moment now, Tally const& tally, double gone_per_second) {
    auto const crowd = plan.fans + plan.bots + plan.hoarders;
    if (tally.gone >= crowd) return "done";
    if (gone_per_second <= 0) return "?";
    auto const leaving = static_cast<double>(crowd - tally.gone) / gone_per_second;
    auto const arriving = std::max(0.0, static_cast<double>((plan.arrive - now).count()) / 1e6);
    return fmt::format("{:.0f} s", std::max(leaving, arriving));
}

}  // namespace

Progress::Progress(Plan const& plan, std::FILE* out) : plan_(plan), out_(out), terminal_(isatty(fileno(out)) != 0) {}

void Progress::operator()(Moment now, Measures const& measures) {
    if (!terminal_ && now < next_) return;
    next_ = now + line_every;
    auto const& tally = measures.tally;
    auto const& samples = measures.samples();
    auto const& before = samples[samples.size() > rate_samples ? samples.size() - 1 - rate_samples : 0];
    auto const seconds = std::max(static_cast<double>((now - before.at).count()) / 1e6, 1e-3);
    auto const rate = [&](auto Tally::*what) {
        return static_cast<double>(tally.*what - before.tally.*what) / seconds;
    };
    auto const line = fmt::format(
        "{:6.1f} s  {} arrived  {} waiting  {} inside  {} sold  {:.0f} sold/s  {:.0f} requests/s  {} errors  ETA {}",
        static_cast<double>(now.count()) / 1e6, tally.arrived, tally.waiting, tally.inside, tally.paid,
        rate(&Tally::paid), rate(&Tally::answered), tally.unanswered + tally.server_errors,
        eta(plan_, now, tally, rate(&Tally::gone)));
    if (terminal_) {
        fmt::print(out_, "\r\x1b[K{}", line);
    } else {
        fmt::print(out_, "{}\n", line);
    }
    std::fflush(out_);
}

void Progress::finish() {
    if (terminal_) fmt::print(out_, "\n");
}

}  // namespace onsale::drill
