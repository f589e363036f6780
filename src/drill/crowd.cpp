#include "drill/crowd.h"

#include <algorithm>
#include <cmath>

namespace onsale::drill {
namespace {

// The streams of the seed that belong to no fan.
constexpr std::uint64_t arrival_stream = 1ULL << 40;
constexpr std::uint64_t bot_stream = 1ULL << 41;

// A spike's arrivals decay with a mean of a sixth of the span.
constexpr double spike_decays = 6;

// The curve's inverse distribution: a uniform share of the crowd to a share of the span.
double moment_of(Arrival curve, double share) {
    switch (curve) {
        case Arrival::spike:
            return -std::log1p(-share * (1 - std::exp(-spike_decays))) / spike_decays;
        case Arrival::ramp:
            return std::sqrt(share);
        case Arrival::poisson:
            return share;
    }
    return share;
}

Character character_of(Plan const& plan, Random& random) {
    double const luck = random.share();
    if (luck < plan.abandon) {
        constexpr Character ways[] = {Character::leaves_line, Character::leaves_hall, Character::leaves_seat};
        return ways[random.below(3)];
    }
    return luck < plan.abandon + plan.no_show ? Character::no_show : Character::buyer;
}

}  // namespace

std::vector<std::chrono::microseconds> arrivals(Arrival curve, std::uint32_t fans, std::chrono::microseconds span,
                                                std::uint64_t seed) {
    // A Poisson process, given how many come, is that many independent moments: the same holds for each curve.
    Random random(seed, arrival_stream);
    std::vector<std::chrono::microseconds> moments(fans);
    for (auto& moment : moments) {
        auto const at = moment_of(curve, random.share()) * static_cast<double>(span.count());
        moment = std::chrono::microseconds(static_cast<std::int64_t>(at));
    }
    std::ranges::sort(moments);
    return moments;
}

std::vector<FanTraits> crowd_of(Plan const& plan) {
    auto const moments = arrivals(plan.arrival, plan.fans + plan.bots, plan.arrive, plan.seed);
    std::vector<FanTraits> crowd(moments.size());
    for (std::uint32_t i = 0; i < crowd.size(); ++i) {
        auto& fan = crowd[i];
        fan.number = i;
        fan.arrives = moments[i];
        fan.random = Random(plan.seed, i);
        fan.character = character_of(plan, fan.random);
        fan.double_clicks = fan.random.happens(plan.double_click);
        fan.loses_connection = fan.random.happens(plan.lose_connection);
    }
    // Which of them are bots: a random choice without repetition (Floyd would do; a shuffle's first steps are simpler).
    Random random(plan.seed, bot_stream);
    std::vector<std::uint32_t> order(crowd.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    for (std::uint32_t i = 0; i < plan.bots; ++i) {
        std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(order.size()) - i)]);
        crowd[order[i]].character = Character::bot;
    }
    return crowd;
}

}  // namespace onsale::drill
