// Units of work are all or nothing, what is committed survives, and the store's own constraints stand behind the code.
#include <string>
#include <thread>

#include "contract/store_under_test.h"

namespace onsale::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST_P(StoreContract, a_rollback_leaves_nothing) {
    fill();
    work->begin();
    auto taken = seat(1, 1).seat;
    taken.status = SeatStatus::reserved;
    work->concerts().add(std::vector<Concert>{{numbered<ConcertId>(2), "BTS"}});
    work->dates().add(std::vector<ConcertDate>{{numbered<ConcertDateId>(2), numbered<ConcertId>(2), evening, 0}});
    work->dates().shift_available(std::vector<AvailabilityShift>{{date_id, -1}});
    work->seats().add(std::vector{seat(4, 4)});
    work->seats().save_status(std::vector{SeatChange{taken, SeatStatus::available}});
    work->reservations().add(std::vector{hold(1, 1)});
    work->users().add(std::vector<NamedUser>{{{numbered<UserId>(3), {}}, "Park"}});
    work->users().save_balance(std::vector<User>{{kim, Points{1}}});
    work->histories().add(std::vector{charge(10, kim, 1, 501)});
    work->rollback();

    EXPECT_EQ(seats({numbered<SeatId>(1)}).at(0).status, SeatStatus::available);
    EXPECT_THAT(seats({numbered<SeatId>(4)}), IsEmpty());
    EXPECT_THAT(reservations({numbered<ReservedSeatId>(1)}), IsEmpty());
    EXPECT_THAT(users({numbered<UserId>(3)}), IsEmpty());
    EXPECT_EQ(users({kim}).at(0).balance, Points{500});
    EXPECT_THAT(history(kim), ElementsAre(1));
    EXPECT_EQ(available(), 3);
    EXPECT_THAT(look([](UnitOfWork& w) { return w.concerts().lock(std::vector{numbered<ConcertId>(2)}); }), IsEmpty());
}

TEST_P(StoreContract, a_unit_of_work_sees_its_own_changes) {
    fill();
    work->begin();
    work->users().save_balance(std::vector<User>{{kim, Points{7}}});
    EXPECT_EQ(work->users().lock(std::vector{kim}).at(0).balance, Points{7});
    work->rollback();
}

TEST_P(StoreContract, what_is_not_committed_is_seen_by_nobody_else) {
    fill();
    auto const archive = store->open_archive();
    work->begin();
    work->users().save_balance(std::vector<User>{{kim, Points{7}}});
    std::vector<std::int64_t> balances;
    archive->read_users([&](User const& user) { balances.push_back(user.balance.value); });
    EXPECT_THAT(balances, UnorderedElementsAre(500, 500));
    work->commit();
    balances.clear();
    archive->read_users([&](User const& user) { balances.push_back(user.balance.value); });
    EXPECT_THAT(balances, UnorderedElementsAre(7, 500));
}

TEST_P(StoreContract, a_unit_of_work_that_goes_away_unfinished_leaves_nothing) {
    fill();
    work->begin();
    work->users().save_balance(std::vector<User>{{kim, Points{7}}});
    reopen();
    EXPECT_EQ(users({kim}).at(0).balance, Points{500});
}

TEST_P(StoreContract, everything_survives_closing_and_opening_again) {
    fill();
    auto held = seat(1, 1).seat;
    held.status = SeatStatus::sold;
    auto const paid = paid_by(hold(1, 1), 9);
    commit([&](UnitOfWork& w) {
        w.seats().save_status(std::vector{SeatChange{held, SeatStatus::available}});
        w.reservations().add(std::vector{paid});
        w.dates().shift_available(std::vector<AvailabilityShift>{{date_id, -1}});
        w.histories().add(std::vector{payment(9, paid, 0)});
    });
    reopen();
    EXPECT_EQ(seats({numbered<SeatId>(1)}).at(0).status, SeatStatus::sold);
    expect_same(reservations({paid.id}).at(0), paid);
    EXPECT_THAT(history(kim), ElementsAre(9, 1));
    EXPECT_EQ(available(), 2);
}

TEST_P(StoreContract, the_archive_reads_everything_back) {
    fill();
    commit([](UnitOfWork& w) {
        w.concerts().add(std::vector<Concert>{{numbered<ConcertId>(2), "BTS"}});
        w.dates().add(std::vector<ConcertDate>{{numbered<ConcertDateId>(2), numbered<ConcertId>(2), evening, 0}});
        w.seats().add(std::vector{seat(9, 1, numbered<ConcertDateId>(2)), seat(8, 2, numbered<ConcertDateId>(2))});
        w.reservations().add(
            std::vector{hold(1, 1), paid_by(hold(2, 2, lee), 40), closed(hold(3, 3), ReservationState::expired)});
        auto [held, sold] = std::pair(seat(1, 1).seat, seat(2, 2).seat);
        held.status = SeatStatus::reserved;
        sold.status = SeatStatus::sold;
        w.seats().save_status(
            std::vector{SeatChange{held, SeatStatus::available}, SeatChange{sold, SeatStatus::available}});
    });
    auto const archive = store->open_archive();
    std::vector<std::string> concerts;
    std::vector<std::int64_t> dates;
    std::vector<SeatId> seats_in_order;
    std::vector<ReservedSeatId> open;
    std::vector<UserId> all_users;
    archive->read_concerts([&](Concert const& each) { concerts.push_back(each.singer_name); });
    archive->read_dates([&](ConcertDate const& each) { dates.push_back(each.available_seats); });
    archive->read_seats([&](LabelledSeat const& each) {
        seats_in_order.push_back(each.seat.id);
        EXPECT_EQ(each.labels.section, "나");
        EXPECT_EQ(each.labels.row, "12");
        EXPECT_EQ(each.labels.seat, "3");
        EXPECT_EQ(each.seat.price, Points{1'000});
    });
    archive->read_open_reservations([&](ReservedSeat const& each) {
        open.push_back(each.id);
        expect_same(each, each.id == numbered<ReservedSeatId>(1) ? hold(1, 1) : paid_by(hold(2, 2, lee), 40));
    });
    archive->read_users([&](User const& each) { all_users.push_back(each.id); });
    EXPECT_THAT(concerts, UnorderedElementsAre("아이유", "BTS"));
    EXPECT_THAT(dates, UnorderedElementsAre(3, 0));
    // Date by date, and within each in the order of their making, which is that of their ids.
    EXPECT_THAT(seats_in_order, ElementsAre(numbered<SeatId>(1), numbered<SeatId>(2), numbered<SeatId>(3),
                                            numbered<SeatId>(8), numbered<SeatId>(9)));
    EXPECT_THAT(open, UnorderedElementsAre(numbered<ReservedSeatId>(1), numbered<ReservedSeatId>(2)));
    EXPECT_THAT(all_users, UnorderedElementsAre(kim, lee));
}

TEST_P(StoreContract, the_archive_knows_which_sessions_were_paid) {
    fill();
    SessionId const paid{{7}, opening + milliseconds{1}};
    commit([&](UnitOfWork& w) { w.users().save_balance(std::vector<User>{{kim, Points{0}, paid}}); });
    auto const live = [](UserId user, SessionId session) {
        return LiveSession{user, session.place, {session.entered_at, opening + seconds{600}}};
    };
    std::vector const sessions{live(lee, paid), live(kim, {{7}, opening}), live(kim, paid), live(kim, {{8}, opening}),
                               live(numbered<UserId>(99), paid)};
    auto const archive = store->open_archive();
    EXPECT_EQ(archive->paid_of(sessions), std::vector{live(kim, paid)});
    EXPECT_TRUE(archive->paid_of({}).empty());
}

TEST_P(StoreContract, a_second_open_reservation_of_a_seat_is_a_fault_and_leaves_nothing) {
    fill();
    commit([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 1)}); });
    expect_fault([](UnitOfWork& w) {
        w.users().save_balance(std::vector<User>{{kim, Points{7}}});
        w.reservations().add(std::vector{hold(2, 1, lee)});
    });
    expect_fault([](UnitOfWork& w) { w.reservations().add(std::vector{paid_by(hold(2, 1, lee), 40)}); });
    EXPECT_EQ(open_of({numbered<SeatId>(1)}).at(0).user, kim);
    EXPECT_EQ(users({kim}).at(0).balance, Points{500}) << "nothing of that unit of work remains";
}

TEST_P(StoreContract, a_second_payment_of_a_reservation_is_a_fault) {
    fill();
    auto const paid = paid_by(hold(1, 1), 9);
    commit([&](UnitOfWork& w) {
        w.reservations().add(std::vector{paid});
        w.histories().add(std::vector{payment(9, paid, 0)});
    });
    expect_fault([&](UnitOfWork& w) { w.histories().add(std::vector{payment(10, paid, 0)}); });
    EXPECT_THAT(history(kim), ElementsAre(9, 1));
}

TEST_P(StoreContract, what_must_be_unique_is_unique_in_the_store_too) {
    fill();
    expect_fault([](UnitOfWork& w) { w.concerts().add(std::vector<Concert>{{concert_id, "again"}}); });
    expect_fault([](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{numbered<ConcertDateId>(2), concert_id, evening, 0}});
    });
    expect_fault([](UnitOfWork& w) { w.seats().add(std::vector{seat(4, 3)}); });
    expect_fault([](UnitOfWork& w) { w.seats().add(std::vector{seat(3, 4)}); });
    expect_fault([](UnitOfWork& w) { w.users().add(std::vector<NamedUser>{{{kim, {}}, "again"}}); });
    expect_fault([](UnitOfWork& w) { w.histories().add(std::vector{charge(1, kim, 1, 501)}); });
    EXPECT_EQ(available(), 3) << "the store is still good";
}

TEST_P(StoreContract, rows_that_point_at_nothing_are_faults) {
    fill();
    expect_fault([](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{numbered<ConcertDateId>(2), numbered<ConcertId>(9), evening, 0}});
    });
    expect_fault([](UnitOfWork& w) { w.seats().add(std::vector{seat(4, 4, numbered<ConcertDateId>(9))}); });
    expect_fault([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 99)}); });
    expect_fault([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 1, numbered<UserId>(99))}); });
    expect_fault([](UnitOfWork& w) { w.histories().add(std::vector{charge(10, numbered<UserId>(99), 1, 1)}); });
    expect_fault([](UnitOfWork& w) { w.histories().add(std::vector{payment(10, hold(77, 1), 0)}); });
}

TEST_P(StoreContract, amounts_that_cannot_be_are_faults) {
    fill();
    expect_fault([](UnitOfWork& w) { w.users().save_balance(std::vector<User>{{kim, Points{-1}}}); });
    expect_fault([](UnitOfWork& w) { w.dates().shift_available(std::vector<AvailabilityShift>{{date_id, -4}}); });
    expect_fault([](UnitOfWork& w) { w.histories().add(std::vector{charge(10, kim, -1, 499)}); });
    expect_fault([](UnitOfWork& w) { w.histories().add(std::vector{charge(10, kim, 0, 500)}); });
    EXPECT_EQ(users({kim}).at(0).balance, Points{500});
    EXPECT_EQ(available(), 3);
}

TEST_P(StoreContract, parallel_units_of_work_lose_no_update_of_a_locked_row) {
    constexpr int threads = 4;
    constexpr int rounds = 15;
    fill();
    {
        std::vector<std::jthread> crowd;
        for (int t = 0; t < threads; ++t) {
            crowd.emplace_back([this] {
                auto const mine = store->open_work();
                for (int i = 0; i < rounds; ++i) {
                    mine->begin();
                    auto user = mine->users().lock(std::vector{kim}).at(0);
                    user.balance = user.balance + Points{1};
                    mine->users().save_balance(std::vector{user});
                    mine->commit();
                }
            });
        }
    }
    EXPECT_EQ(users({kim}).at(0).balance, Points{500 + threads * rounds});
}

// As if the lock had not kept another one away: what was decided does not fit what is there by now.
TEST_P(StoreContract, a_row_whose_state_was_changed_since_it_was_loaded_is_not_saved_nor_what_comes_with_it) {
    fill();
    commit([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 1)}); });
    auto taken = seat(1, 1).seat;
    taken.status = SeatStatus::sold;
    auto other = seat(2, 2).seat;
    other.status = SeatStatus::reserved;
    auto const lost = [this](auto&& save) {
        work->begin();
        EXPECT_THROW((save(), work->commit()), BrokenInvariant);
        work->rollback();
    };
    lost([&] {
        work->seats().save_status(std::vector{SeatChange{other, SeatStatus::available},  // fits
                                              SeatChange{taken, SeatStatus::reserved}});
    });
    lost([&] {
        work->reservations().save_state(
            std::vector{ReservedSeatChange{closed(hold(1, 1), ReservationState::expired), ReservationState::released}});
    });
    for (auto const& each : seats({numbered<SeatId>(1), numbered<SeatId>(2)}))
        EXPECT_EQ(each.status, SeatStatus::available);
    EXPECT_EQ(reservations({numbered<ReservedSeatId>(1)}).at(0).state, ReservationState::reserved);
}

TEST_P(StoreContract, saving_what_is_not_there_or_closed_already_is_our_bug) {
    fill();
    commit([](UnitOfWork& w) {
        w.reservations().add(std::vector{closed(hold(1, 1), ReservationState::expired), paid_by(hold(2, 2), 40)});
    });
    auto const is_our_bug = [this](auto&& task) {
        EXPECT_THROW(commit(task), BrokenInvariant);
        work->rollback();
    };
    is_our_bug([](UnitOfWork& w) {
        w.seats().save_status(std::vector{SeatChange{seat(99, 1).seat, SeatStatus::available}});
    });
    is_our_bug([](UnitOfWork& w) { w.users().save_balance(std::vector<User>{{numbered<UserId>(99), {}}}); });
    is_our_bug([](UnitOfWork& w) {
        w.dates().shift_available(std::vector<AvailabilityShift>{{numbered<ConcertDateId>(99), -1}});
    });
    is_our_bug([](UnitOfWork& w) { w.reservations().save_state(std::vector{from_hold(paid_by(hold(1, 1), 41))}); });
    is_our_bug([](UnitOfWork& w) {
        w.reservations().save_state(std::vector{from_hold(closed(hold(2, 2), ReservationState::released))});
    });
    EXPECT_EQ(reservations({numbered<ReservedSeatId>(2)}).at(0).state, ReservationState::paid);
}

}  // namespace
}  // namespace onsale::contract
