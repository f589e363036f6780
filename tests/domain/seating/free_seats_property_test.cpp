// The choice of the best seats against trying everything, in small halls of any kind.
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "domain/seating/small_hall.h"

namespace onsale::seating {
namespace {

// All of them are as likely from the first try on.
int number(int from, int to) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to + 1)); }

// Labels of a row of `count` seats: 1, 2, 3 or 1, 3, 5 or 1, 3, 4, 2 or backwards or none at all.
std::vector<std::string> any_labels(int count) {
    std::vector<std::string> labels(static_cast<std::size_t>(count));
    auto const kind = number(0, 4);
    for (int i = 0; i < count; ++i) {
        bool const left = i < (count + 1) / 2;
        int const labelled = kind == 0   ? i + 1
                             : kind == 1 ? 2 * i + 1
                             : kind == 2 ? (left ? 2 * i + 1 : 2 * (count - i))
                                         : count - i;
        if (kind < 4) labels[static_cast<std::size_t>(i)] = std::to_string(labelled);
    }
    return labels;
}

// In the order of a shuffled list, with the map turned by a quarter in half of the halls.
SmallHall in_any_order(SmallHall const& built) {
    std::vector<std::pair<int, std::size_t>> order;
    for (std::size_t i = 0; i < built.seats.size(); ++i) order.emplace_back(number(0, 1000), i);
    std::ranges::sort(order);
    bool const turned = number(0, 1) == 1;
    SmallHall hall;
    for (auto const& [key, i] : order) {
        auto const& seat = built.seats[i];
        auto const point = turned ? hall::MapPoint{seat.point.y, -seat.point.x} : seat.point;
        hall.add(built.where[i], std::string(seat.name.row), std::string(seat.name.seat), point, seat.price);
        hall.free.back() = built.free[i];
    }
    hall.focal_point = turned ? hall::MapPoint{built.focal_point.y, -built.focal_point.x} : built.focal_point;
    return hall;
}

// A few sections of a few uneven rows, some of them with an aisle; some of the seats are taken.
SmallHall any_hall() {
    SmallHall hall;
    auto const sections = number(1, 3);
    auto const most_seats = 14;
    auto seats = 0;
    auto const prices = number(1, 3);
    auto const one_free_in = number(1, 3);
    // In front of them a long row that is sold out, so that what the search looks at in one go ends anywhere.
    auto const long_row = *rc::gen::element(0, number(50, 70), number(120, 130), number(240, 260));
    for (int i = 0; i < long_row; ++i) {
        hall.add({0, -1, 0, i}, "0", std::to_string(i), {100 * i, -140}, Points{number(1, prices)});
        hall.free.back() = false;
    }
    for (int section = 0; section < sections; ++section) {
        auto const rows = number(1, 4);
        for (int row = 0; row < rows; ++row) {
            auto const count = number(1, 7);
            auto const labels = any_labels(count);
            auto const aisle = count >= 3 && number(0, 2) == 0 ? number(1, count - 1) : count;
            auto x = section * 2'000 + 50 * number(0, 1);
            for (int i = 0; i < count && seats < most_seats; ++i, x += i == aisle ? 300 : 100) {
                SmallSeat const at{section, row, i < aisle ? 0 : 1, i};
                hall.add(at, std::to_string(row + 1), labels[static_cast<std::size_t>(i)], {x, 140 * row},
                         Points{number(1, prices)});
                hall.free.back() = number(1, one_free_in) == 1;
                ++seats;
            }
        }
    }
    hall.focal_point = {number(-10, 40) * 100, number(-5, 5) * 100};
    return in_any_order(hall);
}

BestRequest any_request(SeatingPlan const& plan) {
    BestRequest request{.count = static_cast<std::size_t>(number(1, 5)),
                        .sections = {},
                        .max_price = std::nullopt,
                        .adjacent = number(0, 3) == 0 ? Adjacent::must : Adjacent::prefer};
    if (number(0, 2) == 0) request.max_price = Points{number(0, 3)};
    for (SectionIndex section = 0; section < plan.sections.size(); ++section) {
        if (number(0, 3) == 0) request.sections.push_back(section);
    }
    return request;
}

void take_what_is_not_free(SmallHall const& hall, FreeSeats& free) {
    for (SeatIndex i = 0; i < hall.seats.size(); ++i) {
        if (!hall.free[i]) free.take(i);
    }
}

void flip(SmallHall& hall, FreeSeats& free, SeatIndex seat) {
    hall.free[seat] = !hall.free[seat];
    hall.free[seat] ? free.give_back(seat) : free.take(seat);
}

// Seldom one of the long row.
SeatIndex any_seat(SmallHall const& hall) {
    bool const of_all = number(0, 7) == 0;
    std::vector<SeatIndex> seats;
    for (SeatIndex i = 0; i < hall.seats.size(); ++i) {
        if (of_all || hall.where[i].row >= 0) seats.push_back(i);
    }
    return seats[static_cast<std::size_t>(number(0, static_cast<int>(seats.size()) - 1))];
}

std::vector<SeatIndex> free_seats(SmallHall const& hall) {
    std::vector<SeatIndex> seats;
    for (SeatIndex i = 0; i < hall.seats.size(); ++i) {
        if (hall.free[i]) seats.push_back(i);
    }
    return seats;
}

RC_GTEST_PROP(FreeSeatsProperty, nothing_is_better_than_what_is_chosen, ()) {
    auto hall = any_hall();
    auto const plan = hall.plan();
    FreeSeats free(plan);
    take_what_is_not_free(hall, free);
    for (int round = 0; round < 3; ++round) {
        auto const request = any_request(plan);
        auto const choice = free.best(request);
        auto const best = best_rating(hall, request, plan);
        RC_ASSERT(choice.has_value() == best.has_value());
        if (choice) {
            for (auto const seat : choice->seats) RC_ASSERT(hall.allows(seat, request, plan));
            RC_ASSERT(std::set(choice->seats.begin(), choice->seats.end()).size() == request.count);
            RC_ASSERT(rating_of(hall, choice->seats) == *best);
            RC_ASSERT(choice->arrangement == std::get<0>(*best));
        }
        for (int i = 0; i < 2; ++i) flip(hall, free, any_seat(hall));
    }
}

// As if seats with a restricted view were taken, as long as others will do; then like all others.
RC_GTEST_PROP(FreeSeatsProperty, a_restricted_view_is_chosen_only_where_no_other_seats_will_do, ()) {
    auto hall = any_hall();
    auto const one_in = number(1, 4);
    for (auto& seat : hall.seats) {
        if (number(1, one_in) == 1) seat.traits = {SeatTrait::restricted_view};
    }
    auto const plan = hall.plan();
    FreeSeats free(plan);
    take_what_is_not_free(hall, free);
    for (int round = 0; round < 3; ++round) {
        auto full_view = hall;
        for (std::size_t i = 0; i < hall.seats.size(); ++i) {
            if (!hall.seats[i].traits.none()) full_view.free[i] = false;
        }
        auto request = any_request(plan);
        auto choice = free.best(request);
        auto const best_of_full = best_rating(full_view, request, plan);
        auto const best = best_of_full ? best_of_full : best_rating(hall, request, plan);
        RC_ASSERT(choice.has_value() == best.has_value());
        if (choice) RC_ASSERT(rating_of(best_of_full ? full_view : hall, choice->seats) == *best);

        request.no_single_seats = true;
        choice = free.best(request);
        RC_ASSERT(choice.has_value() == best.has_value());
        if (choice && hall.leaves_single_seat(choice->seats)) {
            RC_ASSERT(rating_of(hall, choice->seats) == *best_rating(hall, request, plan));
        }
        for (int i = 0; i < 2; ++i) flip(hall, free, any_seat(hall));
    }
}

// More single seats, none of them next to or behind another, than are compared with each other one by one.
RC_GTEST_PROP(FreeSeatsProperty, scattered_seats_are_as_close_as_possible_in_a_large_hall, ()) {
    SmallHall hall;
    auto const count = number(70, 110);
    auto const width = number(1, 60) * 100;
    for (int i = 0; i < count; ++i) {
        hall.add({i, 0, 0, 0}, "1", "1", {number(0, width), number(0, 3'000)}, Points{number(1, 2)});
    }
    auto const plan = hall.plan();
    FreeSeats free(plan);
    for (int i = 0; i < count / 10; ++i) {
        auto const seat = static_cast<SeatIndex>(number(0, count - 1));
        if (hall.free[seat]) flip(hall, free, seat);
    }
    BestRequest const request{.count = static_cast<std::size_t>(number(2, 10)),
                              .sections = {},
                              .max_price = Points{number(1, 2)},
                              .adjacent = Adjacent::prefer};
    auto const choice = free.best(request);
    std::vector<SeatIndex> seats;
    for (auto const seat : free_seats(hall)) {
        if (hall.allows(seat, request, plan)) seats.push_back(seat);
    }
    std::optional<Rating> best;
    for (auto const centre : seats) {
        auto near = seats;
        std::ranges::sort(near, {}, [&](SeatIndex seat) {
            return std::tuple{square_between(hall.seats[centre].point, hall.seats[seat].point),
                              distance_of(hall, seat)};
        });
        near.resize(request.count);
        auto const rating = rating_of(hall, near);
        if (!best || rating < *best) best = rating;
    }
    RC_ASSERT(choice && rating_of(hall, choice->seats) == *best);
}

RC_GTEST_PROP(FreeSeatsProperty, the_same_free_seats_give_the_same_choice_whatever_came_before, ()) {
    auto hall = any_hall();
    auto const plan = hall.plan();
    FreeSeats free(plan);
    take_what_is_not_free(hall, free);
    auto const changes = number(0, 30);
    for (int i = 0; i < changes; ++i) {
        flip(hall, free, any_seat(hall));
        if (number(0, 2) == 0) free.best(any_request(plan));
    }
    auto const again = hall.plan();
    FreeSeats fresh(again);
    take_what_is_not_free(hall, fresh);
    RC_ASSERT(free.count() == fresh.count());
    for (int i = 0; i < 5; ++i) {
        auto const request = any_request(plan);
        auto const choice = free.best(request);
        auto const expected = fresh.best(request);
        RC_ASSERT(choice.has_value() == expected.has_value());
        if (choice) RC_ASSERT(choice->seats == expected->seats);
    }
}

RC_GTEST_PROP(FreeSeatsProperty, a_choice_may_leave_a_single_seat_only_where_nothing_else_is_left, ()) {
    auto const hall = any_hall();
    auto const plan = hall.plan();
    FreeSeats free(plan);
    take_what_is_not_free(hall, free);
    auto seats = free_seats(hall);
    auto const count = static_cast<std::size_t>(number(1, 4));
    if (seats.size() < count) return;
    std::vector<SeatIndex> chosen;
    while (chosen.size() < count) {
        auto const at = seats.begin() + number(0, static_cast<int>(seats.size()) - 1);
        chosen.push_back(*at);
        seats.erase(at);
    }
    Points dearest;
    for (auto const seat : chosen) dearest = std::max(dearest, hall.seats[seat].price);
    auto const best =
        best_rating(hall, {.count = count, .sections = {}, .max_price = dearest, .adjacent = Adjacent::must}, plan);
    bool const else_left = best && std::get<0>(*best) == Arrangement::side_by_side;
    auto const leftover = free.leaves_single_seat(chosen);
    RC_ASSERT(leftover.has_value() == (hall.leaves_single_seat(chosen) && else_left));
    RC_ASSERT(free.count() == free_seats(hall).size());
    if (!leftover) return;
    RC_ASSERT(hall.free[leftover->seat]);
    RC_ASSERT(leftover->instead.size() == count);
    RC_ASSERT(arrangement_of(hall, leftover->instead) == Arrangement::side_by_side);
    for (auto const seat : leftover->instead) {
        RC_ASSERT(hall.free[seat]);
        RC_ASSERT(hall.seats[seat].price <= dearest);
    }
}

RC_GTEST_PROP(FreeSeatsProperty, alternatives_are_the_free_seats_nearest_to_those_taken, ()) {
    auto const hall = any_hall();
    auto const plan = hall.plan();
    FreeSeats free(plan);
    take_what_is_not_free(hall, free);
    auto const wanted = *rc::gen::container<std::vector<SeatIndex>>(
        static_cast<std::size_t>(number(1, 4)),
        rc::gen::inRange(SeatIndex{0}, static_cast<SeatIndex>(hall.seats.size())));
    auto const count = static_cast<std::size_t>(number(0, 5));
    auto const square = [&](SeatIndex seat) {
        auto nearest = std::numeric_limits<std::int64_t>::max();
        for (auto const other : wanted) {
            if (!hall.free[other]) {
                nearest = std::min(nearest, square_between(hall.seats[seat].point, hall.seats[other].point));
            }
        }
        return nearest;
    };
    std::vector<std::int64_t> squares;
    for (auto const seat : free_seats(hall)) {
        if (std::ranges::find(wanted, seat) == wanted.end()) squares.push_back(square(seat));
    }
    std::ranges::sort(squares);
    bool const some_taken = std::ranges::any_of(wanted, [&](SeatIndex seat) { return !hall.free[seat]; });
    squares.resize(some_taken ? std::min(count, squares.size()) : 0);
    std::vector<std::int64_t> offered;
    for (auto const seat : free.alternatives(wanted, count)) {
        RC_ASSERT(hall.free[seat] && std::ranges::find(wanted, seat) == wanted.end());
        offered.push_back(square(seat));
    }
    RC_ASSERT(offered == squares);
}

}  // namespace
}  // namespace onsale::seating
