#include "drill/measures.h"

#include <algorithm>

namespace onsale::drill {
namespace {

constexpr std::array<std::string_view, steps> names = {"register", "join",    "poll",  "enter",  "dates",
                                                       "seats",    "reserve", "party", "charge", "pay",
                                                       "point",    "own",     "leave"};

}  // namespace

std::string_view name_of(Step step) { return names[static_cast<std::size_t>(step)]; }

bool find_step(std::string_view name, Step& step) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return false;
    step = static_cast<Step>(found - names.begin());
    return true;
}

void Measures::answered(Step step, unsigned status, Moment took) {
    ++statuses_[{step, status}];
    if (status == 0) {
        ++tally.unanswered;
        return;
    }
    ++tally.answered;
    tally.shed += status == 503;
    tally.server_errors += status >= 500 && status != 503;
    total_[static_cast<std::size_t>(step)].add(took);
    recent_[static_cast<std::size_t>(step)].add(took);
}

void Measures::sample(Moment at) {
    auto& sample = samples_.emplace_back(Sample{.at = at, .tally = tally});
    for (std::size_t i = 0; i < steps; ++i) {
        if (recent_[i].count() == 0) continue;
        sample.took[i] = {static_cast<std::uint32_t>(recent_[i].count()), recent_[i].percentile(0.5),
                          recent_[i].percentile(0.99)};
        recent_[i].clear();
    }
}

}  // namespace onsale::drill
