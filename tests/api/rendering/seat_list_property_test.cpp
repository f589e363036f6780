// Random changes between readings: the page always says what the board says, plain and compressed, shared and own.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "api/rendering/hall.h"
#include "api/rendering/seat_json.h"

namespace onsale::api {
namespace {

std::string bare(SeatStatus status) {
    auto const text = boost::json::parse(status_text(status));
    return std::string(text.as_string());
}

void check_page(Hall& hall, Instant now, std::optional<UserId> reader) {
    auto const page = hall.page(now, reader);
    RC_ASSERT(!testing::Test::HasFailure());
    RC_ASSERT(page.size() == hall.seats);
    std::map<std::uint32_t, Reservation> mine;
    if (reader) {
        for (auto const& claim : hall.board->claims_of(*reader, now)) mine.emplace(claim.seat, claim.reservation);
    }
    for (std::uint32_t i = 0; i < hall.seats; ++i) {
        auto const seat = hall.board->seat(i, now);
        RC_ASSERT(page[i].at("id").as_string() == seat.seat.id.to_string());
        RC_ASSERT(page[i].at("status").as_string() == bare(seat.seat.status));
        auto const& own = page[i].at("reservations").as_array();
        RC_ASSERT(own.size() == mine.count(i));
        if (!own.empty()) RC_ASSERT(own[0].at("id").as_string() == mine.at(i).id.to_string());
    }
}

RC_GTEST_PROP(SeatListProperty, the_page_is_the_board_after_any_changes, ()) {
    Hall hall;
    auto now = opening;
    auto const steps = *rc::gen::inRange(1, 12);
    for (int step = 0; step < steps; ++step) {
        if (*rc::gen::inRange(0, 3) == 0) {
            hall.add_seats(*rc::gen::element(0U, 1U, 60U, 128U, 150U), *rc::gen::element<std::string>("A", "B"));
        }
        auto const changes = hall.seats == 0 ? 0 : *rc::gen::inRange(0, 8);
        for (int change = 0; change < changes; ++change) {
            hall.claim(
                *rc::gen::inRange(0U, hall.seats), numbered<UserId>(*rc::gen::inRange(1U, 3U)),
                *rc::gen::element(ReservationState::reserved, ReservationState::paid, ReservationState::released));
        }
        if (*rc::gen::inRange(0, 5) == 0) now += seconds{1'000};
        auto const reader = *rc::gen::inRange(0U, 3U);
        check_page(hall, now, reader == 0 ? std::nullopt : std::optional(numbered<UserId>(reader)));
    }
}

}  // namespace
}  // namespace onsale::api
