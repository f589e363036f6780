// The frames of the streams: made once for all listeners.
#include <benchmark/benchmark.h>

#include "api/streaming/event.h"
#include "api/streaming/line_feed.h"
#include "api/streaming/seat_feed.h"
#include "bench/micro/sample_line.h"

namespace onsale::bench {
namespace {

// The line as all waiting fans are told it, from counting to the ready frame.
void events_line(benchmark::State& state) {
    auto const line = sample_line(static_cast<std::uint32_t>(state.range(0)));
    for (auto _ : state) {
        Line::Profile const profile{line->counters(), line->profile()};
        benchmark::DoNotOptimize(
            api::frame_of(api::to_text({.name = "line", .data = api::line_data(main_line, profile)})));
    }
}
BENCHMARK(events_line)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);

// This many seats changed since the frame before; the board's own work on them is in it.
void events_seats(benchmark::State& state) {
    auto const board = sample_board(stadium_seats);
    api::SeatFeed feed(board, "boot", noon);
    Flipper seats(*board, stadium_seats);
    auto now = noon;
    std::uint64_t known = board->version(now);
    for (auto _ : state) {
        for (std::int64_t i = 0; i < state.range(0); ++i) seats.flip_next();
        now += api::SeatFeed::shortest_interval;
        feed.advance(now);
        auto const missed = feed.after(known);
        if (!missed.frame) {
            state.SkipWithError("no frame");
            break;
        }
        known = missed.version;
    }
}
BENCHMARK(events_seats)->Arg(1)->Arg(100)->Arg(1'000);

}  // namespace
}  // namespace onsale::bench
