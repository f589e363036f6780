// A sale that the release before kept in a file, brought forward by this one: what fans hold, have paid and were
// answered is as it was, and from then on new terms hold.
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale::sqlite {
namespace {

// A minute after the dump was made: its holds still run.
constexpr Instant minute_later{milliseconds{1'796'054'640'000}};
auto const first_fan = UserId::parse("01a22d32-0963-7095-862c-cb9f3d4974e8").value();   // has paid one, holds four
auto const second_fan = UserId::parse("01a22d32-0966-795d-8672-338be638271f").value();  // has paid one

std::filesystem::path restored(std::filesystem::path const& data) {
    std::ifstream in(ONSALE_TESTS_DIR "/infrastructure/sqlite/sale/dumps/version_8.sql");
    std::string const dump{std::istreambuf_iterator<char>(in), {}};
    std::filesystem::create_directories(data);
    Database::open(sale_file(data), Mode::read_write).exec(dump.c_str());
    return data;
}

class OlderFile : public testing::Test {
  protected:
    TemporaryFolder folder;
    std::filesystem::path const data = restored(folder / "data");
    Migrated const migrated = migrate(data);
    SettableClock clock;
    UuidV7Source ids{clock};
    SqliteUnitOfWork work{data};
    Boards boards;
    Clerk clerk{work, boards, clock, ids, {.usual_hold = HoldTerm{seconds{300}}}};
    std::vector<SeatId> free;
    std::vector<ReservedSeat> open;

    void SetUp() override {
        clock.set(minute_later);
        SqliteSaleArchive archive(data);
        archive.read_seats([&](LabelledSeat const& each) {
            if (each.seat.status == SeatStatus::available) free.push_back(each.seat.id);
        });
        archive.read_open_reservations([&](ReservedSeat const& each) { open.push_back(each); });
        boards.fill(archive, opening);
    }
    template <class Command, class... Arguments>
    auto ask(Arguments&&... arguments) {
        Command command(std::forward<Arguments>(arguments)...);
        EXPECT_EQ(submit_and_wait(clerk, command), Fate::answered);
        return *command.outcome;
    }
    ReservedSeat hold_of(UserId user) const {
        return *std::ranges::find_if(open, [&](ReservedSeat const& each) {
            return each.user == user && each.state == ReservationState::reserved;
        });
    }
    void TearDown() override {
        AuditReport report;
        audit_sale(data, report);
        EXPECT_TRUE(report.clean());
    }
};

TEST_F(OlderFile, keeps_holds_payments_and_answers) {
    EXPECT_EQ(migrated.from, 8);
    EXPECT_EQ(open.size(), 7U) << "two are paid, five are held";
    EXPECT_EQ(std::ranges::count(open, ReservationState::paid, &ReservedSeat::state), 2);
    EXPECT_TRUE(ask<PayReservation>(hold_of(first_fan).reservation, first_fan)) << "five seats, and the limit is four";
    clerk.close();
    work.begin();
    IdempotencyKey const payment{.scope = first_fan.to_string(), .text = "payment-0"};
    EXPECT_EQ(work.answers().claim({&payment, 1}).size(), 1U);
    work.rollback();
}

TEST_F(OlderFile, sells_on_the_usual_terms_from_then_on) {
    ASSERT_EQ(free.size(), 1U);
    EXPECT_EQ(ask<ReserveSeats>(free[0], first_fan).error(), (Refusal{Reason::too_many_seats, 4, 4, 1}));
    EXPECT_TRUE(ask<ReserveSeats>(free[0], second_fan));
}

}  // namespace
}  // namespace onsale::sqlite
