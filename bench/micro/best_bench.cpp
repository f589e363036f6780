// The best seats for those who come together, in the stadium of venues/metalist-stadium.json at several stages of its
// sale. A row costs 1, 2, 3 or 4, so that a block of rows has seats that are cheap enough and others.
//
// Between two searches a seat is taken and another one given back anywhere in the hall, as in a rush.
#include <deque>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "domain/seating/free_seats.h"
#include "infrastructure/venue/hall_plan_of.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::bench {
namespace {

using seating::BestRequest;
using seating::FreeSeats;
using seating::SeatIndex;

constexpr std::int64_t prices = 4;

HallPlan read_stadium() {
    std::ifstream file(ONSALE_VENUES_DIR "/metalist-stadium.json", std::ios::binary);
    std::string const text(std::istreambuf_iterator<char>(file), {});
    return venue::hall_plan_of(venue::read_venue_plan(text, {.price = Points{1}}).value());
}

seating::SeatingPlan plan_of(HallPlan const& hall) {
    std::vector<seating::PlacedSeat> seats;
    for (std::size_t i = 0; i < hall.offers.size(); ++i) {
        auto const& labels = hall.offers[i].labels;
        auto const price = static_cast<std::int64_t>(std::hash<std::string>{}(labels.section + labels.row) % prices);
        seats.push_back({{labels.section, labels.row, labels.seat}, hall.drawing.seats[i].point, Points{1 + price}});
    }
    return seating::seating_plan(seats, seating::focal_point_of(hall.drawing.stage));
}

seating::SeatingPlan const& stadium() {
    static seating::SeatingPlan const plan = plan_of(read_stadium());
    return plan;
}

enum class Sold : std::uint8_t {
    nothing,
    half,               // anywhere
    ninety_nine,        // of a hundred, anywhere
    every_second_seat,  // no two of those that are left are side by side
    all_but_one_a_row,
    all_but_one_in_three_rows,
};

bool is_sold(Sold sold, SeatIndex seat, std::mt19937& dice) {
    auto const slot = stadium().slot_of[seat];
    auto const row = stadium().row_of[slot];
    auto const in_row = slot - stadium().rows[row].first;
    switch (sold) {
        case Sold::nothing:
            return false;
        case Sold::half:
            return dice() % 2 == 0;
        case Sold::ninety_nine:
            return dice() % 100 != 0;
        case Sold::every_second_seat:
            return in_row % 2 == 1;
        case Sold::all_but_one_a_row:
            return in_row != row * 7 % 12;
        case Sold::all_but_one_in_three_rows:
            return row % 3 != 0 || in_row != row * 7 % 12;
    }
    return false;
}

// Seats change hands one by one, as many are free as before.
class Rush {
  public:
    explicit Rush(Sold sold) : free_(stadium()) {
        for (SeatIndex seat = 0; seat < stadium().slot_of.size(); ++seat) {
            if (is_sold(sold, seat, dice_)) free_.take(seat);
        }
        for (SeatIndex seat = 0; seat < stadium().slot_of.size(); ++seat) {
            if (free_.is_free(seat)) left_.push_back(seat);
        }
    }
    FreeSeats& free() { return free_; }
    // A free seat is taken, the one before it given back: so a pattern stays what it is.
    void change() {
        free_.give_back(away_);
        away_ = left_[dice_() % left_.size()];
        free_.take(away_);
    }

  private:
    std::mt19937 dice_{4711};
    FreeSeats free_;
    std::vector<SeatIndex> left_;
    SeatIndex away_ = 0;
};

void check(benchmark::State& state, std::optional<seating::Choice> const& choice, BestRequest const& request) {
    if (!choice || choice->seats.size() != request.count) state.SkipWithError("no choice");
}

void best_search(benchmark::State& state, Sold sold, BestRequest const& request) {
    Rush rush(sold);
    rush.change();
    for (auto _ : state) {
        rush.change();
        check(state, rush.free().best(request), request);
    }
}
BENCHMARK_CAPTURE(best_search, two_of_all, Sold::nothing, {.count = 2});
BENCHMARK_CAPTURE(best_search, three_half_sold, Sold::half, {.count = 3});
BENCHMARK_CAPTURE(best_search, three_half_sold_at_a_price, Sold::half, {.count = 3, .max_price = Points{1}});
BENCHMARK_CAPTURE(best_search, three_half_sold_of_a_section, Sold::half, {.count = 3, .sections = {30}});
BENCHMARK_CAPTURE(best_search, three_99_sold, Sold::ninety_nine, {.count = 3});
BENCHMARK_CAPTURE(best_search, three_99_sold_at_a_price, Sold::ninety_nine, {.count = 3, .max_price = Points{1}});
BENCHMARK_CAPTURE(best_search, three_99_sold_of_a_section, Sold::ninety_nine, {.count = 3, .sections = {30}});
BENCHMARK_CAPTURE(best_search, ten_half_sold, Sold::half, {.count = 10});
BENCHMARK_CAPTURE(best_search, ten_99_sold, Sold::ninety_nine, {.count = 10});
BENCHMARK_CAPTURE(best_search, three_of_every_second_seat, Sold::every_second_seat, {.count = 3});
BENCHMARK_CAPTURE(best_search, ten_of_every_second_seat, Sold::every_second_seat, {.count = 10});
BENCHMARK_CAPTURE(best_search, two_of_one_a_row, Sold::all_but_one_a_row, {.count = 2});
BENCHMARK_CAPTURE(best_search, three_of_one_a_row, Sold::all_but_one_a_row, {.count = 3});
BENCHMARK_CAPTURE(best_search, ten_of_one_a_row, Sold::all_but_one_a_row, {.count = 10});
BENCHMARK_CAPTURE(best_search, three_of_one_in_three_rows, Sold::all_but_one_in_three_rows, {.count = 3});

// Nothing is remembered: a seat of every row has changed.
void best_first_search(benchmark::State& state, Sold sold, BestRequest const& request) {
    Rush rush(sold);
    for (auto _ : state) {
        state.PauseTiming();
        for (auto const& row : stadium().rows) {
            auto const seat = stadium().seat_at[row.first];
            bool const was_free = rush.free().is_free(seat);
            rush.free().give_back(seat);
            rush.free().take(seat);
            if (was_free) rush.free().give_back(seat);
        }
        state.ResumeTiming();
        check(state, rush.free().best(request), request);
    }
}
BENCHMARK_CAPTURE(best_first_search, three_of_all, Sold::nothing, {.count = 3});
BENCHMARK_CAPTURE(best_first_search, three_half_sold, Sold::half, {.count = 3});
BENCHMARK_CAPTURE(best_first_search, three_99_sold, Sold::ninety_nine, {.count = 3});
BENCHMARK_CAPTURE(best_first_search, three_of_every_second_seat, Sold::every_second_seat, {.count = 3});

// Parties of three, one after the other, each takes what it is given; those who came long before give theirs back, so
// that the hall stays as full.
void best_taken(benchmark::State& state, Sold sold) {
    Rush rush(sold);
    BestRequest const request{.count = 3};
    std::deque<std::vector<SeatIndex>> parties;
    for (auto _ : state) {
        auto const choice = rush.free().best(request);
        check(state, choice, request);
        if (!choice) break;
        for (auto const seat : choice->seats) rush.free().take(seat);
        parties.push_back(choice->seats);
        if (parties.size() < 64) continue;
        for (auto const seat : parties.front()) rush.free().give_back(seat);
        parties.pop_front();
    }
    state.SetItemsProcessed(state.iterations() * 3);
}
BENCHMARK_CAPTURE(best_taken, of_all, Sold::nothing);
BENCHMARK_CAPTURE(best_taken, half_sold, Sold::half);
BENCHMARK_CAPTURE(best_taken, 99_sold, Sold::ninety_nine);

void best_plan(benchmark::State& state) {
    auto const hall = read_stadium();
    for (auto _ : state) benchmark::DoNotOptimize(plan_of(hall));
}
BENCHMARK(best_plan)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace onsale::bench
