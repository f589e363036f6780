// A fan's position: live places before the own one, in lines of several lengths. A poll should cost a fan in a line of
// a million what it costs in a line of a thousand.
#include <memory>
#include <random>

#include <benchmark/benchmark.h>

#include "bench/micro/sample_line.h"

namespace onsale::bench {
namespace {

// Places asked for in no order, as fans poll.
std::vector<PlaceNumber> polls(std::uint32_t places) {
    std::mt19937 dice(4711);
    std::uniform_int_distribution<std::uint32_t> any(1, places);
    std::vector<PlaceNumber> asked(4'096);
    for (auto& place : asked) place.value = any(dice);
    return asked;
}

std::uint32_t places_of(benchmark::State const& state) { return static_cast<std::uint32_t>(state.range(0)); }

void rank_count_before(benchmark::State& state) {
    LivePlaces live;
    for (std::uint32_t n = 1; n <= places_of(state); ++n) live.set({n});
    auto const asked = polls(places_of(state));
    std::size_t at = 0;
    for (auto _ : state) benchmark::DoNotOptimize(live.count_before(asked[at++ % asked.size()]));
}
BENCHMARK(rank_count_before)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);

// All that a poll asks of the line: find the fan, note the sign of life, position, estimate and when to ask next.
void rank_poll(benchmark::State& state) {
    auto const line = sample_line(places_of(state));
    auto const asked = polls(places_of(state));
    std::size_t at = 0;
    for (auto _ : state) {
        auto const user = numbered<UserId>(asked[at++ % asked.size()].value);
        auto const place = line->find(user);
        if (!place) {
            state.SkipWithError("a fan without a place");
            break;
        }
        line->seen(*place, noon);
        benchmark::DoNotOptimize(line->standing(*place, noon));
    }
}
BENCHMARK(rank_poll)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);

}  // namespace
}  // namespace onsale::bench
