// A date's list of seats for one more reader: as it is, after one more seat has changed, of a section, of a status.
//
// Lists are handed out, not sent: what a reading costs beyond this is the kernel's copying.
#include <benchmark/benchmark.h>

#include "api/rendering/seat_list.h"
#include "bench/micro/sample_board.h"

namespace onsale::bench {
namespace {

using api::Encoding;
using api::SeatList;

std::uint32_t seats_of(benchmark::State const& state) { return static_cast<std::uint32_t>(state.range(0)); }

void check(benchmark::State& state, SeatList::Pages const& pages) {
    if (pages.body->pieces().size() <= 2) state.SkipWithError("an empty list");
}

// The first list of a date whose seats were never rendered, compressed.
void seats_first(benchmark::State& state) {
    auto const board = sample_board(seats_of(state));
    for (auto _ : state) {
        SeatList list(board);
        check(state, *list.pages(noon, {.encoding = Encoding::gzip}));
    }
}
BENCHMARK(seats_first)->Arg(club_seats)->Arg(stadium_seats)->Unit(benchmark::kMillisecond);

void seats_unchanged(benchmark::State& state) {
    SeatList list(sample_board(seats_of(state)));
    for (auto _ : state) check(state, *list.pages(noon, {}));
}
BENCHMARK(seats_unchanged)->Arg(club_seats)->Arg(stadium_seats);

void read_after_each_change(benchmark::State& state, SeatList::Wanted const& wanted) {
    auto const board = sample_board(seats_of(state));
    SeatList list(board);
    list.pages(noon, {.encoding = Encoding::gzip});
    Flipper seats(*board, seats_of(state));
    for (auto _ : state) {
        seats.flip_next();
        check(state, *list.pages(noon, wanted));
    }
}

void seats_one_changed(benchmark::State& state) { read_after_each_change(state, {}); }
BENCHMARK(seats_one_changed)->Arg(club_seats)->Arg(stadium_seats);

void seats_one_changed_gzip(benchmark::State& state) { read_after_each_change(state, {.encoding = Encoding::gzip}); }
BENCHMARK(seats_one_changed_gzip)->Arg(club_seats)->Arg(stadium_seats);

void seats_one_changed_available(benchmark::State& state) {
    read_after_each_change(state, {.filter = {.status = SeatStatus::available}});
}
BENCHMARK(seats_one_changed_available)->Arg(club_seats)->Arg(stadium_seats);

void seats_one_changed_available_in_section(benchmark::State& state) {
    read_after_each_change(state, {.filter = {SeatStatus::available, section_name(1)}});
}
BENCHMARK(seats_one_changed_available_in_section)->Arg(club_seats)->Arg(stadium_seats);

// A reader with an own reservation: their run is rendered for them alone.
void seats_with_own_claim(benchmark::State& state) {
    auto const board = sample_board(seats_of(state));
    flip(*board, 200, true);
    SeatList list(board);
    auto const mine = board->claims_of(numbered<UserId>(1), noon);
    for (auto _ : state) {
        check(state, *list.pages(noon, {.filter = {SeatStatus::reserved, section_name(1)}, .mine = mine}));
    }
}
BENCHMARK(seats_with_own_claim)->Arg(club_seats)->Arg(stadium_seats);

}  // namespace
}  // namespace onsale::bench
