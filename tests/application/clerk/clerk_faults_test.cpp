// What a fault takes down, and what it leaves behind: nothing.
#include <array>
#include <barrier>
#include <stdexcept>
#include <thread>

#include "application/clerk/clerk_under_test.h"

namespace onsale {
namespace {

TEST_F(ClerkTest, a_command_that_throws_takes_only_itself_down_and_leaves_nothing) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user_with(Points{100});
    ChargePoints before(kim, Points{1});
    Wanted wanted;
    wanted.seats.push_back(seat);
    wanted.users.push_back(kim);
    Doing breaks(
        [&](SaleRows& rows, DecisionContext const& at) {
            auto taken = *rows.seat(seat);
            taken.status = SeatStatus::reserved;
            rows.put(taken);
            ReservedSeat hold;
            hold.id = at.ids.make<ReservedSeatId>();
            hold.reservation = begun_by(hold.id);
            hold.seat = seat;
            hold.user = kim;
            rows.put(hold);
            rows.put(User{kim, Points{999}});
            LedgerEntry entry;
            entry.id = at.ids.make<LedgerEntryId>();
            entry.user = kim;
            entry.amount = Points{1};
            rows.add(entry);
            rows.add(NamedUser{{at.ids.make<UserId>(), {}}, "nobody"});
            Concert const concert{at.ids.make<ConcertId>(), "nobody"};
            rows.add(concert);
            ConcertDate const date{at.ids.make<ConcertDateId>(), concert.id, opening, 0};
            rows.add(date);
            rows.add(LabelledSeat{{at.ids.make<SeatId>(), date.id, 1, {}, SeatStatus::available}, {}});
            throw std::runtime_error("half-way");
        },
        wanted);
    ReserveSeats after(seat, kim);
    ChargePoints last(kim, Points{10});
    serve_together({&before, &breaks, &after, &last});

    EXPECT_EQ(breaks.fate, Fate::failed);
    EXPECT_EQ(faults, std::vector<std::string>{"doing: half-way"});
    EXPECT_EQ(before.fate, Fate::answered);
    ASSERT_EQ(after.fate, Fate::answered);
    EXPECT_TRUE(after.outcome->has_value()) << "the seat is as if the broken command had never been";
    EXPECT_EQ((*last.outcome)->balance, Points{111});
    EXPECT_EQ(stored_users(), 1U);
    EXPECT_EQ(sale.history(kim).size(), 3U);
    EXPECT_EQ(clerk->counts().failed_batches, 0U);
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(ClerkTest, a_batch_of_which_nothing_is_left_is_not_committed) {
    work.fail_commit = true;
    Doing breaks([](SaleRows& rows, DecisionContext const& at) {
        rows.add(NamedUser{{at.ids.make<UserId>(), {}}, "nobody"});
        throw std::runtime_error("half-way");
    });
    ChargePoints refused(UserId{}, Points{1});
    serve_together({&breaks, &refused});
    EXPECT_EQ(breaks.fate, Fate::failed);
    EXPECT_EQ(refused.fate, Fate::answered);
}

TEST_F(ClerkTest, a_failing_commit_fails_everybody_with_something_to_write_and_leaves_nothing) {
    boards.on_commit = [](Changes const&) { FAIL() << "what was not committed is not shown"; };
    work.fail_commit = true;
    auto const kim = sale.user_with(Points{100});
    ChargePoints charge(kim, Points{1});
    RegisterUser registers("Lee");
    ChargePoints refused(UserId{}, Points{1});
    serve_together({&charge, &registers, &refused});
    EXPECT_EQ(charge.fate, Fate::failed);
    EXPECT_EQ(registers.fate, Fate::failed);
    EXPECT_EQ(refused.fate, Fate::answered) << "a refusal writes nothing";
    EXPECT_EQ(faults, (std::vector<std::string>{"charge-points: the disk is full", "register-user: the disk is full"}));
    EXPECT_EQ(clerk->counts().failed_batches, 1U);
    EXPECT_EQ(stored_users(), 1U);
    EXPECT_EQ(sale.history(kim).size(), 1U);
}

TEST_F(ClerkTest, a_command_that_the_store_refuses_takes_nobody_else_down) {
    auto const kim = sale.user_with(Points{100});
    ChargePoints before(kim, Points{1});
    Doing bug([](SaleRows& rows, DecisionContext const& at) {
        LedgerEntry entry;
        entry.user = at.ids.make<UserId>();  // whom the store does not know
        entry.amount = Points{1};
        rows.add(entry);
    });
    RegisterUser registers("Lee");
    ChargePoints after(kim, Points{10});
    serve_together({&before, &bug, &registers, &after});
    EXPECT_EQ(bug.fate, Fate::failed);
    EXPECT_EQ(before.fate, Fate::answered);
    EXPECT_EQ(registers.fate, Fate::answered);
    ASSERT_EQ(after.fate, Fate::answered);
    EXPECT_EQ((*after.outcome)->balance, Points{111}) << "each once";
    EXPECT_EQ(faults.size(), 1U);
    EXPECT_TRUE(clerk->healthy());
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(ClerkTest, what_waited_behind_a_stuck_batch_for_too_long_is_shed) {
    clerk = make_clerk({}, milliseconds{20});
    Pause pause;
    clerk->submit(pause);
    pause.wait_until_begun();
    RegisterUser late("Kim");
    AwaitedReply reply;
    late.reply_to = &reply;
    ASSERT_TRUE(clerk->submit(late));
    std::this_thread::sleep_until(late.waits_since + milliseconds{40});
    pause.end();
    reply.wait();
    clerk->close();
    EXPECT_EQ(late.fate, Fate::shed);
    EXPECT_EQ(stored_users(), 0U);
}

TEST_F(ClerkTest, a_store_that_fails_at_any_step_leaves_nothing_and_the_next_batch_is_served) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user_with(Points{1'000});
    int failures = 0;
    for (int step = 0;; ++step) {
        work.fail_at = step;
        ReserveSeats reserve(seat, kim);
        auto const fate = submit_and_wait(*clerk, reserve);
        if (fate == Fate::answered) {
            EXPECT_TRUE((*reserve.outcome)->made) << "every earlier try left nothing behind";
            break;
        }
        ++failures;
        ASSERT_EQ(fate, Fate::failed);
        ASSERT_EQ(sale.stored(seat), SeatStatus::available) << "step " << step;
        ASSERT_LT(step, 100);
    }
    EXPECT_GT(failures, 15) << "begin, every load, every save and the commit";
    EXPECT_EQ(clerk->counts().failed_batches, static_cast<std::uint64_t>(failures));
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(ClerkTest, a_constraint_of_the_store_that_fires_fails_the_batch_and_leaves_nothing) {
    EXPECT_TRUE(clerk->healthy());
    Doing bug([](SaleRows& rows, DecisionContext const& at) {
        rows.add(NamedUser{{at.ids.make<UserId>(), {}}, "Park"});
        LedgerEntry entry;
        entry.user = at.ids.make<UserId>();  // whom the store does not know
        entry.amount = Points{1};
        rows.add(entry);
    });
    EXPECT_EQ(submit_and_wait(*clerk, bug), Fate::failed);
    EXPECT_EQ(stored_users(), 0U);
    EXPECT_FALSE(clerk->healthy());
    RegisterUser next("Kim");
    EXPECT_EQ(submit_and_wait(*clerk, next), Fate::answered);
    EXPECT_TRUE(clerk->healthy());
}

TEST_F(ClerkTest, while_the_store_is_away_all_is_shed_at_once_and_afterwards_served_again) {
    work.away = true;
    RegisterUser first("Kim");
    EXPECT_EQ(submit_and_wait(*clerk, first), Fate::failed) << "it was under way when the store went";
    // Nothing waits for the clerk's next attempt: hours away, were it not for the first failed one.
    while (!clerk->store_away()) std::this_thread::yield();
    EXPECT_FALSE(clerk->healthy());
    for (int i = 0; i < 3; ++i) {
        RegisterUser meanwhile("Lee");
        EXPECT_EQ(submit_and_wait(*clerk, meanwhile), Fate::shed);
    }
    work.away = false;
    while (clerk->store_away()) std::this_thread::yield();
    RegisterUser after("Park");
    EXPECT_EQ(submit_and_wait(*clerk, after), Fate::answered);
    EXPECT_TRUE(clerk->healthy());
    EXPECT_EQ(stored_users(), 1U);
}

TEST_F(ClerkTest, a_lost_connection_alone_sheds_nothing) {
    work.before_commit = [this] {
        work.before_commit = nullptr;
        throw StoreAway("the connection broke");
    };
    RegisterUser first("Kim");
    EXPECT_EQ(submit_and_wait(*clerk, first), Fate::failed);
    RegisterUser next("Lee");
    EXPECT_EQ(submit_and_wait(*clerk, next), Fate::answered);
}

TEST_F(ClerkTest, closing_while_the_store_is_away_ends) {
    work.away = true;
    RegisterUser first("Kim");
    EXPECT_EQ(submit_and_wait(*clerk, first), Fate::failed);
    clerk->close();
    RegisterUser next("Lee");
    EXPECT_EQ(submit_and_wait(*clerk, next), Fate::shed);
}

// Counts how many of it are in a batch at one time; keeps nothing.
class BesideEachOther final : public UnitOfWork {
  public:
    BesideEachOther(std::barrier<>& all, std::filesystem::path const& data) : all_(all), real_(data) {}
    void begin() override { all_.arrive_and_wait(); }  // passes only when the others are in a batch, too
    void commit() override {}
    void rollback() noexcept override {}
    ConcertRepository& concerts() override { return real_.concerts(); }
    ConcertDateRepository& dates() override { return real_.dates(); }
    SeatRepository& seats() override { return real_.seats(); }
    DrawingRepository& drawings() override { return real_.drawings(); }
    ReservationRepository& reservations() override { return real_.reservations(); }
    UserRepository& users() override { return real_.users(); }
    PointHistoryRepository& histories() override { return real_.histories(); }
    AnswerRepository& answers() override { return real_.answers(); }
    SteeringRepository& steering() override { return real_.steering(); }
    OperatorActionRepository& actions() override { return real_.actions(); }

  private:
    std::barrier<>& all_;
    sqlite::SqliteUnitOfWork real_;
};

TEST_F(ClerkTest, each_unit_of_work_serves_on_a_thread_of_its_own) {
    std::barrier all(3);
    BesideEachOther one(all, sale.data), two(all, sale.data), three(all, sale.data);
    Clerk several(std::array<UnitOfWork*, 3>{&one, &two, &three}, boards, sale.clock, sale.ids,
                  {.usual_hold = HoldTerm{seconds{300}}, .batch = 1});
    Doing a([](SaleRows&, DecisionContext const&) {}), b([](SaleRows&, DecisionContext const&) {}),
        c([](SaleRows&, DecisionContext const&) {});
    AwaitedReply replies;
    for (auto* command : {&a, &b, &c}) {
        command->reply_to = &replies;
        ASSERT_TRUE(several.submit(*command));
    }
    replies.wait(3);
}

}  // namespace
}  // namespace onsale
