// What a store must offer to be held to the contract. A new store joins by a factory of its own and one line,
// INSTANTIATE_TEST_SUITE_P(Name, StoreContract, testing::Values(&make_its_store)), in a program that links
// onsale_store_contract.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/boards/sale_archive.h"
#include "application/clerk/unit_of_work.h"
#include "application/sale_records.h"
#include "application/storage_fault.h"
#include "domain/invariant.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale::contract {

// A store with nothing in it, of one test alone. What is opened belongs to the test and ends before the store does.
class StoreUnderTest {
  public:
    virtual ~StoreUnderTest() = default;
    virtual std::unique_ptr<UnitOfWork> open_work() = 0;
    virtual std::unique_ptr<SaleArchive> open_archive() = 0;
    virtual std::unique_ptr<DrawingArchive> open_drawings() = 0;
    virtual std::unique_ptr<SaleRecords> open_records() = 0;
};
using MakeStore = std::unique_ptr<StoreUnderTest> (*)();

// A small hall to begin with: concert 1, date 1 with seats 1 to 3 (number = id), users 1 and 2 with 500 points each.
class StoreContract : public testing::TestWithParam<MakeStore> {
  protected:
    std::unique_ptr<StoreUnderTest> store = GetParam()();
    std::unique_ptr<UnitOfWork> work = store->open_work();

    static constexpr Instant evening = opening + std::chrono::days{30};
    static inline auto const concert_id = numbered<ConcertId>(1);
    static inline auto const date_id = numbered<ConcertDateId>(1);
    static inline auto const kim = numbered<UserId>(1);
    static inline auto const lee = numbered<UserId>(2);

    static LabelledSeat seat(std::uint32_t n, std::int32_t number, ConcertDateId date = date_id);
    static ReservedSeat hold(std::uint32_t n, std::uint32_t seat, UserId user = kim);
    static ReservedSeat closed(ReservedSeat reservation, ReservationState state);
    // To save it, having been a hold.
    static ReservedSeatChange from_hold(ReservedSeat reservation) { return {reservation, ReservationState::reserved}; }
    static ReservedSeat paid_by(ReservedSeat reservation, std::uint32_t entry);
    static LedgerEntry charge(std::uint32_t n, UserId user, std::int64_t amount, std::int64_t balance);
    static LedgerEntry payment(std::uint32_t n, ReservedSeat const& of, std::int64_t balance);

    void fill();

    // One unit of work, committed.
    template <class Work>
    void commit(Work&& task) {
        work->begin();
        task(*work);
        work->commit();
    }
    // One unit of work in which nothing is changed.
    template <class Look>
    auto look(Look&& at) {
        work->begin();
        auto found = at(*work);
        work->rollback();
        return found;
    }
    // A unit of work that a constraint of the store must stop, as late as at its commit; it is rolled back.
    template <class Work>
    void expect_fault(Work&& task) {
        EXPECT_THROW(commit(task), StorageFault);
        work->rollback();
    }
    void reopen();

    std::vector<Seat> seats(std::vector<SeatId> const& ids);
    std::vector<ReservedSeat> reservations(std::vector<ReservedSeatId> const& begun_by);
    std::vector<ReservedSeat> open_of(std::vector<SeatId> const& ids);
    std::vector<User> users(std::vector<UserId> const& ids);
    std::int64_t available();
    std::vector<std::uint32_t> history(UserId user, std::optional<LedgerEntryId> before = {}, std::size_t most = 100);
    void remember_answers(std::vector<RememberedAnswer> const& answers);
    std::vector<RememberedAnswer> answers_under(std::vector<IdempotencyKey> const& keys);
    std::vector<std::string> bodies_under(std::vector<IdempotencyKey> const& keys);  // sorted
    void expect_same(ReservedSeat const& found, ReservedSeat const& expected);
};

}  // namespace onsale::contract
