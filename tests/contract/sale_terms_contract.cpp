// On which terms dates are sold, and what is counted against the most seats for one person.
#include "contract/store_under_test.h"

namespace onsale::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

SaleTerms every_term() {
    return {.opens_at = opening + milliseconds{1},
            .closes_at = opening + std::chrono::days{30} - milliseconds{1},
            .hold = seconds{90},
            .most_per_person = 1'000,
            .most_takes = 10'000,
            .no_single_seats = true,
            .companions_for_all = true,
            .cooling = seconds{0}};
}

TEST_P(StoreContract, a_date_is_added_with_its_terms_and_found_with_them) {
    fill();
    auto const second = numbered<ConcertDateId>(2);
    commit([&](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{
            {.id = second, .concert = concert_id, .date = evening + seconds{1}, .terms = every_term()}});
    });
    reopen();
    for (auto const of_date : {date_id, second}) {
        auto const expected = of_date == second ? every_term() : SaleTerms{};
        EXPECT_EQ(look([&](UnitOfWork& w) { return w.dates().lock(std::vector{of_date}).at(0); }).terms, expected);
        EXPECT_EQ(look([&](UnitOfWork& w) { return w.dates().find(std::vector{of_date}).at(0); }).terms, expected);
    }
    auto const at = look([&](UnitOfWork& w) { return w.dates().at(std::vector{evening + seconds{1}}); });
    ASSERT_EQ(at.size(), 1U);
    EXPECT_EQ(at[0].date.terms, every_term());
    EXPECT_EQ(at[0].singer_name, "아이유");
}

TEST_P(StoreContract, terms_are_changed_to_others_and_back) {
    fill();
    auto date = look([](UnitOfWork& w) { return w.dates().lock(std::vector{date_id}).at(0); });
    for (auto const& terms : {every_term(), SaleTerms{}}) {
        date.terms = terms;
        commit([&](UnitOfWork& w) { w.dates().save_state(std::vector{date}); });
        reopen();
        EXPECT_EQ(look([](UnitOfWork& w) { return w.dates().lock(std::vector{date_id}).at(0); }).terms, terms);
        std::vector<SaleTerms> shown;
        store->open_archive()->read_dates([&](ConcertDate const& each) { shown.push_back(each.terms); });
        EXPECT_THAT(shown, ElementsAre(terms));
    }
}

TEST_P(StoreContract, a_fan_is_counted_by_what_is_open_and_by_what_was_taken_in_the_session) {
    fill();
    auto const other_date = numbered<ConcertDateId>(2);
    commit([&](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{other_date, concert_id, evening + seconds{1}, 1}});
        w.seats().add(std::vector{seat(4, 1, other_date)});
        w.reservations().add(std::vector{hold(1, 1), closed(hold(2, 2), ReservationState::released), hold(3, 2, lee),
                                         hold(4, 4), closed(hold(5, 3), ReservationState::expired)});
    });
    SessionId const now{{7}, opening};
    SessionId const before{{7}, opening - seconds{1}};
    commit([&](UnitOfWork& w) {
        auto given_back = closed(hold(6, 2), ReservationState::released);
        auto lapsed = closed(hold(7, 2), ReservationState::expired);
        given_back.taken_in = now;
        lapsed.taken_in = before;
        w.reservations().add(std::vector{given_back, lapsed});
    });
    EXPECT_EQ(reservations({numbered<ReservedSeatId>(6)}).at(0).taken_in, now);
    EXPECT_EQ(reservations({numbered<ReservedSeatId>(5)}).at(0).taken_in, std::nullopt);
    auto const of = [&](std::vector<FanInSession> const& fans, std::vector<SeatId> const& wanted = {}) {
        std::vector<std::pair<ReservedSeatId, ConcertDateId>> found;
        for (auto const& [reservation, date] :
             look([&](UnitOfWork& w) { return w.reservations().find_counted(fans, wanted); })) {
            found.emplace_back(reservation.id, date);
        }
        return found;
    };
    auto const is = [](std::uint32_t reservation, ConcertDateId date) {
        return std::pair(numbered<ReservedSeatId>(reservation), date);
    };
    EXPECT_THAT(of({{kim, {}}}), UnorderedElementsAre(is(1, date_id), is(4, other_date)));
    EXPECT_THAT(of({{kim, now}}), UnorderedElementsAre(is(1, date_id), is(4, other_date), is(6, date_id)));
    EXPECT_THAT(of({{kim, before}, {lee, now}, {numbered<UserId>(99), {}}}),
                UnorderedElementsAre(is(1, date_id), is(4, other_date), is(7, date_id), is(3, date_id)));
    EXPECT_THAT(of({{kim, {}}, {lee, {}}}, {numbered<SeatId>(1), numbered<SeatId>(3)}),
                UnorderedElementsAre(is(1, date_id), is(4, other_date), is(5, date_id), is(3, date_id)))
        << "a seat that was asked for, and that the fan let expire";
    EXPECT_THAT(of({{lee, now}}, {numbered<SeatId>(2)}), UnorderedElementsAre(is(3, date_id)))
        << "others let it expire, and gave it back";
    EXPECT_THAT(of({}), IsEmpty());
}

TEST_P(StoreContract, a_batch_is_loaded_with_what_counts_and_with_the_dates_of_its_seats) {
    fill();
    commit([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 1), hold(2, 2, lee), hold(3, 3)}); });
    Wanted wanted;
    wanted.seats = {numbered<SeatId>(1), numbered<SeatId>(2)};
    wanted.users = {kim, lee};
    wanted.counted_fans = {{kim, {}}, {lee, SessionId{{7}, opening}}};
    for (auto const waits : {Waits::for_all, Waits::for_dates, Waits::for_none}) {
        auto const loaded = look([&](UnitOfWork& w) { return w.load(wanted, waits); });
        ASSERT_EQ(loaded.dates_of_seats.size(), 1U);
        EXPECT_EQ(loaded.dates_of_seats[0].id, date_id);
        EXPECT_EQ(loaded.counted.size(), 3U);
        EXPECT_THAT(loaded.dates, IsEmpty()) << "none is locked";
    }
}

}  // namespace
}  // namespace onsale::contract
