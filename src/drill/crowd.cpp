#include "drill/crowd.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace onsale::drill {
namespace {

// The streams of the seed that belong to no fan.
constexpr std::uint64_t arrival_stream = 1ULL << 40;
constexpr std::uint64_t odd_stream = 1ULL << 41;  // bots and hoarders

constexpr double one_stays_home = 0.08;  // of the parties

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

std::uint32_t party_of(Plan const& plan, Random& random) {
    auto luck = random.share() * std::reduce(plan.party.begin(), plan.party.end());
    std::uint32_t size = 1;
    while (size < plan.party.size() && luck >= plan.party[size - 1]) luck -= plan.party[size++ - 1];
    return size;
}

Taking taking_of(std::uint32_t party, Random& random) {
    auto const luck = random.share();
    if (party == 1) return luck < 0.9 ? Taking::seat_by_seat : Taking::best;
    if (party == 2 && luck < 0.2) return Taking::seat_by_seat;
    return luck < 0.5 ? Taking::side_by_side : luck < 0.75 ? Taking::named : Taking::best;
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
    auto const moments = arrivals(plan.arrival, plan.fans + plan.bots + plan.hoarders, plan.arrive, plan.seed);
    std::vector<FanTraits> crowd(moments.size());
    for (std::uint32_t i = 0; i < crowd.size(); ++i) {
        auto& fan = crowd[i];
        fan.number = i;
        fan.arrives = moments[i];
        fan.random = Random(plan.seed, i);
        fan.character = character_of(plan, fan.random);
        fan.double_clicks = fan.random.happens(plan.double_click);
        fan.loses_connection = fan.random.happens(plan.lose_connection);
        if (plan.dialect.get().reserve_together.empty()) continue;
        fan.party = party_of(plan, fan.random);
        fan.taking = taking_of(fan.party, fan.random);
        fan.gives_one_back = fan.party > 1 && fan.random.happens(one_stays_home);
    }
    // Which of them are bots, and which hoarders: a random choice without repetition (Floyd would do; a shuffle's first
    // steps are simpler).
    Random random(plan.seed, odd_stream);
    std::vector<std::uint32_t> order(crowd.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    for (std::uint32_t i = 0; i < plan.bots + plan.hoarders; ++i) {
        std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(order.size()) - i)]);
        auto& odd = crowd[order[i]];
        odd.character = i < plan.bots ? Character::bot : Character::hoarder;
        // What a hoarder has is always known: else what it keeps from others could not be counted.
        odd.loses_connection = odd.loses_connection && odd.character == Character::bot;
    }
    return crowd;
}

}  // namespace onsale::drill
