// Halls are put on sale in pieces, and nobody waits behind more than one of them.
#include "application/clerk/clerk_under_test.h"

namespace onsale {
namespace {

constexpr auto piece = limits::seats_of_a_piece;
constexpr std::size_t no_seats = 0;

std::vector<SeatOffer> offers_of(std::size_t seats) { return seat_offers(static_cast<std::int32_t>(seats)); }

TEST_F(ClerkTest, a_fan_waits_for_one_piece_of_a_hall_whenever_they_come) {
    PutDateOnSale hall("IU", opening, offers_of(4 * piece + 1));
    std::vector<std::size_t> seats_of_commits;
    std::deque<RegisterUser> fans;
    std::deque<AwaitedReply> replies;
    auto const comes = [&] {
        auto& fan = fans.emplace_back("Kim");
        fan.reply_to = &replies.emplace_back();
        ASSERT_TRUE(clerk->submit(fan));
    };
    boards.on_commit = [&](Changes const& changes) {
        seats_of_commits.push_back(changes.seats.size());
        if (!changes.seats.empty() && fans.size() < 5) comes();  // while this piece is being served
    };
    RegisterUser first("Lee");
    serve_together({&hall, &first});
    EXPECT_EQ(hall.fate, Fate::answered);
    EXPECT_EQ(seats_of_commits, (std::vector{no_seats, piece, no_seats, piece, no_seats, piece, no_seats, piece,
                                             no_seats, std::size_t{1}, no_seats}))
        << "the fans first, though later in the queue";
    for (auto const& fan : fans) EXPECT_EQ(fan.fate, Fate::answered);
}

TEST_F(ClerkTest, halls_take_turns_piece_by_piece) {
    PutDateOnSale one("IU", opening, offers_of(2 * piece));
    PutDateOnSale other("BTS", opening, offers_of(2 * piece));
    RegisterUser fan("Kim");
    std::vector<std::string> dates;
    boards.on_commit = [&](Changes const& changes) {
        dates.push_back(changes.seats.empty() ? "fan" : changes.seats[0].seat.concert_date.to_string());
    };
    serve_together({&one, &other, &fan});
    ASSERT_EQ(dates.size(), 5U);
    EXPECT_EQ(dates[0], "fan");
    EXPECT_NE(dates[1], dates[2]);
    EXPECT_EQ(dates[1], dates[3]);
    EXPECT_EQ(dates[2], dates[4]);
    EXPECT_TRUE((*one.outcome && *other.outcome));
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(ClerkTest, a_hall_whose_store_fails_at_any_step_of_any_piece_is_not_on_sale_and_can_be_put_on_sale_again) {
    int failures = 0;
    std::size_t pieces = 0;
    boards.on_commit = [&](Changes const&) { ++pieces; };
    for (bool answered = false; !answered; ++failures) {
        // Each try fails one step later than the one before, counted over all pieces of the hall.
        int steps = 0;
        work.on_step = [&] {
            if (steps++ == failures) throw StorageFault("failed");
        };
        PutDateOnSale hall("IU", opening, offers_of(piece + 1));
        answered = submit_and_wait(*clerk, hall) == Fate::answered;
        work.on_step = nullptr;
        ASSERT_LT(failures, 200);
        AuditReport const audit = sale.audit();
        ASSERT_TRUE(audit.clean());
        Boards shown;
        shown.fill(sale.archive, sale.clock.now());
        ASSERT_EQ(shown.seats.dates().size(), answered ? 1U : 0U) << "step " << failures;
        if (!answered) {
            ASSERT_TRUE(remove_unfinished(*clerk, ever));
        }
    }
    EXPECT_GT(failures, 30) << "begin, every load, every save and the commit, twice";
    std::size_t concerts = 0;
    sale.archive.read_concerts([&](Concert const&) { ++concerts; });
    EXPECT_EQ(concerts, 1U) << "those of the failed tries are gone";
}

TEST_F(ClerkTest, closing_answers_a_hall_that_is_under_way) {
    PutDateOnSale hall("IU", opening, offers_of(2 * piece));
    AwaitedReply reply;
    hall.reply_to = &reply;
    ASSERT_TRUE(clerk->submit(hall));
    clerk->close();
    reply.wait();
    EXPECT_EQ(hall.fate, Fate::answered);
    EXPECT_TRUE(hall.outcome->has_value());
}

}  // namespace
}  // namespace onsale
