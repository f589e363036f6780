#include "api/rendering/seat_json.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale::api {
namespace {

LabelledSeat const seat{{numbered<SeatId>(1), numbered<ConcertDateId>(2), 42, Points{50'000}, SeatStatus::available},
                        {"나", "12", "3"}};
ReservedSeat const hold{.id = numbered<ReservedSeatId>(8),
                        .reservation = numbered<ReservationId>(7),
                        .seat = numbered<SeatId>(1),
                        .user = numbered<UserId>(3),
                        .price = Points{50'000},
                        .state = ReservationState::reserved,
                        .created_at = Instant{},
                        .hold_expires_at = Instant{seconds{300}},
                        .payment = {},
                        .paid_at = {}};

TEST(SeatJson, has_the_fixed_shape_of_the_api) {
    std::string out;
    append_seat(out, seat, SeatStatus::available, nullptr);
    EXPECT_EQ(out, R"({"id":"00000000-0000-0000-0000-000000000001","seatNumber":42,)"
                   R"("concertDate":"00000000-0000-0000-0000-000000000002","status":"available","reservations":[],)"
                   R"("section":"나","row":"12","seat":"3","price":50000})");
}

TEST(SeatJson, every_status_takes_the_same_room_and_stands_where_it_is_said) {
    for (auto const status : {SeatStatus::available, SeatStatus::reserved, SeatStatus::sold}) {
        EXPECT_EQ(status_text(status).size(), status_width);
        std::string out = "before";
        auto const at = append_seat(out, seat, status, nullptr);
        EXPECT_EQ(out.substr(at, status_width), status_text(status));
    }
}

TEST(SeatJson, a_label_that_the_hall_does_not_have_is_null_and_odd_letters_are_escaped) {
    std::string out;
    append_seat(out, {seat.seat, {"\"A\"\\\n", "", ""}}, SeatStatus::sold, nullptr);
    auto const json = boost::json::parse(out);
    EXPECT_EQ(json.at("section").as_string(), "\"A\"\\\n");
    EXPECT_TRUE(json.at("row").is_null());
    EXPECT_TRUE(json.at("seat").is_null());
    EXPECT_EQ(json.at("status").as_string(), "held");
}

TEST(SeatJson, the_readers_own_hold_says_until_when) {
    std::string out;
    append_seat(out, seat, SeatStatus::reserved, &hold);
    auto const own = boost::json::parse(out).at("reservations").as_array();
    ASSERT_EQ(own.size(), 1U);
    EXPECT_EQ(
        boost::json::serialize(own[0]),
        R"({"id":"00000000-0000-0000-0000-000000000007","user":"00000000-0000-0000-0000-000000000003",)"
        R"("status":"reserved","holdExpiresAt":"1970-01-01T00:05:00.000Z","createdAt":"1970-01-01T00:00:00.000Z"})");
}

TEST(SeatJson, a_paid_reservation_has_no_end) {
    auto paid = hold;
    paid.state = ReservationState::paid;
    std::string out;
    append_reservation(out, paid);
    auto const json = boost::json::parse(out);
    EXPECT_EQ(json.at("status").as_string(), "paid");
    EXPECT_TRUE(json.at("holdExpiresAt").is_null());
}

}  // namespace
}  // namespace onsale::api
