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

SeatFilter any_filter() {
    SeatFilter filter;
    if (*rc::gen::arbitrary<bool>()) {
        filter.status = *rc::gen::element(SeatStatus::available, SeatStatus::reserved, SeatStatus::sold);
    }
    if (*rc::gen::arbitrary<bool>()) filter.section = *rc::gen::element<std::string>("A", "B", "none");
    return filter;
}

void check_page(Hall& hall, Instant now, std::optional<UserId> reader, SeatFilter const& filter) {
    auto const page = hall.page(now, reader, filter);
    RC_ASSERT(!testing::Test::HasFailure());
    std::map<std::uint32_t, ReservedSeat> mine;
    if (reader) {
        for (auto const& claim : hall.board->claims_of(*reader, now)) mine.emplace(claim.seat, claim.reserved);
    }
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < hall.seats; ++i) {
        auto const seat = hall.board->seat(i, now);
        if (filter.status && seat.seat.status != *filter.status) continue;
        if (filter.section && seat.labels.section != *filter.section) continue;
        RC_ASSERT(at < page.size());
        auto const& shown = page[at++];
        RC_ASSERT(shown.at("id").as_string() == seat.seat.id.to_string());
        RC_ASSERT(shown.at("status").as_string() == bare(seat.seat.status));
        auto const& own = shown.at("reservations").as_array();
        RC_ASSERT(own.size() == mine.count(i));
        if (!own.empty()) RC_ASSERT(own[0].at("id").as_string() == mine.at(i).reservation.to_string());
    }
    RC_ASSERT(at == page.size());
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
        auto const who = reader == 0 ? std::nullopt : std::optional(numbered<UserId>(reader));
        check_page(hall, now, who, {});
        check_page(hall, now, who, any_filter());
    }
}

RC_GTEST_PROP(SeatListProperty, between_two_readings_the_tag_changes_exactly_when_the_list_does, ()) {
    Hall hall;
    hall.add_seats(130, "A");
    hall.add_seats(3, "B");
    auto const filter = any_filter();
    RC_PRE(!filter.all());
    auto const reader = numbered<UserId>(1);
    auto const read = [&] {
        auto const pages = hall.list.pages(opening, {.filter = filter, .mine = hall.board->claims_of(reader, opening)});
        return std::pair(joined(pages->body->pieces()), std::pair(pages->version, pages->own));
    };
    auto before = read();
    for (int step = 0; step < 10; ++step) {
        auto const changes = *rc::gen::inRange(0, 3);
        for (int change = 0; change < changes; ++change) {
            hall.claim(
                *rc::gen::element(0U, 1U, 129U, 130U, 132U), numbered<UserId>(*rc::gen::inRange(1U, 3U)),
                *rc::gen::element(ReservationState::reserved, ReservationState::paid, ReservationState::released));
        }
        auto const after = read();
        RC_ASSERT((after.first == before.first) == (after.second == before.second));
        before = after;
    }
}

}  // namespace
}  // namespace onsale::api
