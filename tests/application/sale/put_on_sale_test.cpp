// What the seller does, through the clerk to a real file.
#include "application/sale/put_on_sale.h"

#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "domain/limits.h"

namespace onsale {
namespace {

class PutOnSale : public testing::Test {
  protected:
    SaleOnSqlite sale;
    Concert const concert = *sale.ask<CreateConcert>("아이유");
    Instant const evening = opening + std::chrono::days{30};

    ConcertDateId a_date() { return sale.ask<AddConcertDate>(concert.id, evening)->date.id; }
    static std::vector<SeatOffer> numbers(std::vector<std::int32_t> const& all) {
        std::vector<SeatOffer> offers;
        for (auto const n : all) offers.push_back({n, Points{100}, {}});
        return offers;
    }
    std::int64_t available(ConcertDateId date) {
        return sale.boards.seats.date(date)->available_seats(sale.clock.now());
    }
    std::size_t stored_seats() {
        std::size_t count = 0;
        sale.archive.read_seats([&](LabelledSeat const&) { ++count; });
        return count;
    }
    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }
};

TEST_F(PutOnSale, a_concert_keeps_its_singers_name) {
    std::vector<std::string> names;
    sale.archive.read_concerts([&](Concert const& each) { names.push_back(each.singer_name); });
    EXPECT_EQ(names, std::vector<std::string>{"아이유"});
}

TEST_F(PutOnSale, a_date_belongs_to_its_concert_and_has_no_seats_yet) {
    auto const added = sale.ask<AddConcertDate>(concert.id, evening);
    ASSERT_TRUE(added);
    EXPECT_EQ(added->concert.singer_name, "아이유");
    EXPECT_EQ(added->date.date, evening);
    EXPECT_EQ(available(added->date.id), 0);
    EXPECT_EQ(sale.boards.seats.date(added->date.id)->concert().id, concert.id);
}

TEST_F(PutOnSale, a_date_of_an_unknown_concert_is_refused) {
    EXPECT_EQ(sale.ask<AddConcertDate>(sale.ids.make<ConcertId>(), evening).error(), Refusal{Reason::unknown_concert});
}

TEST_F(PutOnSale, a_second_date_of_a_concert_at_the_same_time_is_refused) {
    a_date();
    EXPECT_EQ(sale.ask<AddConcertDate>(concert.id, evening).error(), Refusal{Reason::concert_date_exists});
    EXPECT_TRUE(sale.ask<AddConcertDate>(concert.id, evening + milliseconds{1}));
    auto const other = sale.ask<CreateConcert>("BTS");
    EXPECT_TRUE(sale.ask<AddConcertDate>(other->id, evening)) << "another concert may begin at that time";
}

TEST_F(PutOnSale, seats_are_on_sale_with_their_labels_and_counted) {
    auto const date = a_date();
    auto const added =
        sale.ask<AddSeats>(date, std::vector<SeatOffer>{{1, Points{700}, {"나", "12", "3"}}, {2, Points{0}, {}}});
    ASSERT_TRUE(added);
    ASSERT_EQ(added->size(), 2U);
    auto const shown = sale.boards.seats.seat((*added)[0].seat.id, sale.clock.now());
    EXPECT_EQ(shown->seat.price, Points{700});
    EXPECT_EQ(shown->seat.status, SeatStatus::available);
    EXPECT_EQ(shown->labels.section, "나");
    EXPECT_EQ(available(date), 2);
    EXPECT_TRUE(sale.ask<AddSeats>(date, numbers({3})));
    EXPECT_EQ(available(date), 3);
}

TEST_F(PutOnSale, seats_of_an_unknown_date_are_refused) {
    EXPECT_EQ(sale.ask<AddSeats>(sale.ids.make<ConcertDateId>(), numbers({1})).error(),
              Refusal{Reason::unknown_concert_date});
}

TEST_F(PutOnSale, a_number_that_the_date_has_is_refused_and_nothing_of_the_request_is_added) {
    auto const date = a_date();
    sale.ask<AddSeats>(date, numbers({5})).value();
    EXPECT_EQ(sale.ask<AddSeats>(date, numbers({3, 4, 5, 6})).error(), (Refusal{Reason::seat_number_exists, 5}));
    EXPECT_EQ(stored_seats(), 1U);
    EXPECT_EQ(available(date), 1);
    EXPECT_TRUE(sale.ask<AddSeats>(date, numbers({3, 4}))) << "the refused request took no numbers";
}

TEST_F(PutOnSale, a_number_twice_in_one_request_is_refused_and_nothing_is_added) {
    auto const date = a_date();
    EXPECT_EQ(sale.ask<AddSeats>(date, numbers({8, 9, 8})).error(), (Refusal{Reason::seat_number_exists, 8}));
    EXPECT_EQ(stored_seats(), 0U);
}

TEST_F(PutOnSale, another_date_may_have_the_same_number) {
    sale.ask<AddSeats>(a_date(), numbers({1})).value();
    auto const tomorrow = sale.ask<AddConcertDate>(concert.id, evening + std::chrono::days{1})->date.id;
    EXPECT_TRUE(sale.ask<AddSeats>(tomorrow, numbers({1})));
}

TEST_F(PutOnSale, more_seats_than_a_date_may_have_are_refused) {
    auto const date = a_date();
    sale.ask<AddSeats>(date, numbers({1})).value();
    std::vector<SeatOffer> const most(limits::most_seats_of_a_date, SeatOffer{});
    EXPECT_EQ(sale.ask<AddSeats>(date, most).error(), Refusal{Reason::hall_too_large});
    std::vector<SeatOffer> const one_more(limits::most_seats_of_a_date + 1, SeatOffer{});
    EXPECT_EQ(sale.ask<PutDateOnSale>("IU", evening, one_more).error(), Refusal{Reason::hall_too_large});
}

TEST_F(PutOnSale, a_whole_sale_is_opened_at_once) {
    auto const opened = sale.ask<PutDateOnSale>("IU", evening, seat_offers(300));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->seats, 300U);
    EXPECT_EQ(opened->date.available_seats, 300);
    EXPECT_EQ(available(opened->date.id), 300);
    EXPECT_EQ(stored_seats(), 300U);
}

TEST_F(PutOnSale, a_sale_with_a_number_twice_leaves_no_concert_behind) {
    EXPECT_EQ(sale.ask<PutDateOnSale>("IU", evening, numbers({1, 2, 1})).error(),
              (Refusal{Reason::seat_number_exists, 1}));
    std::size_t concerts = 0;
    sale.archive.read_concerts([&](Concert const&) { ++concerts; });
    EXPECT_EQ(concerts, 1U) << "only the one that was there before";
    EXPECT_TRUE(sale.boards.seats.dates().empty());
}

}  // namespace
}  // namespace onsale
