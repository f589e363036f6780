// A board and its list for the tests of rendering, and what the list says once it is parsed.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/rendering/inflated.h"
#include "api/rendering/seat_list.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale::api {

class Hall {
  public:
    std::shared_ptr<DateBoard> board = std::make_shared<DateBoard>(
        ConcertDate{numbered<ConcertDateId>(1), numbered<ConcertId>(1), opening, 0}, Concert{});
    SeatList list{board};
    std::uint32_t seats = 0;

    void add_seats(std::uint32_t count, std::string const& section = "A") {
        std::vector<LabelledSeat> more;
        for (std::uint32_t i = 0; i < count; ++i) {
            auto const n = ++seats;
            more.push_back(
                {{numbered<SeatId>(n), numbered<ConcertDateId>(1), static_cast<std::int32_t>(n), Points{n}, {}},
                 {section, "1", std::to_string(n)}});
        }
        board->add_seats(more);
    }

    // Shows seat `index` as claimed by the user, until half an hour after the opening.
    void claim(std::uint32_t index, UserId user, ReservationState state = ReservationState::reserved) {
        board->show(index, ReservedSeat{.id = numbered<ReservedSeatId>(1'000 + index),
                                        .reservation = numbered<ReservationId>(1'000 + index),
                                        .seat = numbered<SeatId>(index + 1),
                                        .user = user,
                                        .price = {},
                                        .state = state,
                                        .created_at = opening,
                                        .hold_expires_at = opening + seconds{1'800},
                                        .payment = {},
                                        .paid_at = {}});
    }

    // The page as this user sees it: the plain and the compressed one, which must be the same.
    boost::json::array page(Instant now = opening, std::optional<UserId> reader = {}, SeatFilter const& filter = {}) {
        auto const mine = reader ? board->claims_of(*reader, now) : std::vector<SeatClaim>{};
        auto const plain = list.pages(now, {.filter = filter, .mine = mine});
        auto const gzip = list.pages(now, {.filter = filter, .encoding = Encoding::gzip, .mine = mine});
        EXPECT_TRUE(!filter.all() || plain->version == board->version(now));
        EXPECT_EQ(gzip->version, plain->version);
        EXPECT_EQ(gzip->own, plain->own);
        auto const text = joined(plain->body->pieces());
        EXPECT_EQ(inflated(joined(gzip->body->pieces())), text);
        return boost::json::parse(text).as_array();
    }

    boost::json::array page(SeatFilter const& filter) { return page(opening, {}, filter); }

    std::string gzip(Instant now = opening) {
        return joined(list.pages(now, {.encoding = Encoding::gzip})->body->pieces());
    }
};

inline std::vector<std::string> statuses(boost::json::array const& page) {
    std::vector<std::string> all;
    for (auto const& seat : page) all.emplace_back(seat.at("status").as_string());
    return all;
}

}  // namespace onsale::api
