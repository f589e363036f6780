#include "application/clerk/clerk.h"

#include <array>
#include <future>
#include <memory>

#include <gtest/gtest.h>

#include "application/clerk/clerk_doubles.h"
#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

// A clerk of its own beside the sale's, with doubles around the same store.
class ClerkTest : public testing::Test {
  protected:
    SaleOnSqlite sale;
    sqlite::SqliteUnitOfWork real{sale.data};
    FailingWork work{real};
    NoBoards boards;
    std::vector<std::string> faults;
    std::unique_ptr<Clerk> clerk = make_clerk({});

    std::unique_ptr<Clerk> make_clerk(std::optional<std::size_t> queue) {
        Clerk::Options options{.hold_term = SaleOnSqlite::hold_term};
        options.queue = queue.value_or(limits::clerk_queue);
        options.on_fault = [this](std::string_view what, std::string_view command) {
            faults.push_back(std::string(command) + ": " + std::string(what));
        };
        return std::make_unique<Clerk>(work, boards, sale.clock, sale.ids, std::move(options));
    }

    // Makes one batch of all these, and waits for their answers.
    void serve_together(std::initializer_list<Command*> commands) {
        Pause pause;
        std::vector<AwaitedReply> replies(commands.size());
        clerk->submit(pause);
        pause.wait_until_begun();
        auto reply = replies.begin();
        for (auto* command : commands) {
            command->reply_to = &*reply++;
            ASSERT_TRUE(clerk->submit(*command));
        }
        pause.end();
        for (auto& each : replies) each.wait();
        clerk->close();  // before the pause goes, and so that `faults` may be read
    }

    std::size_t stored_users() {
        std::size_t users = 0;
        sale.archive.read_users([&](User const&) { ++users; });
        return users;
    }
};

TEST_F(ClerkTest, the_answer_comes_only_after_the_commit_returned) {
    std::promise<void> committing;
    std::promise<void> durable;
    work.before_commit = [&] {
        committing.set_value();
        durable.get_future().wait();
    };
    RegisterUser command("Kim");
    AwaitedReply reply;
    command.reply_to = &reply;
    std::atomic<bool> answered{false};
    ASSERT_TRUE(clerk->submit(command));
    std::thread waiter([&] {
        reply.wait();
        answered = true;
    });
    committing.get_future().wait();
    EXPECT_EQ(command.fate, Fate::pending) << "nobody is told before it is durable";
    EXPECT_FALSE(answered);
    durable.set_value();
    waiter.join();
    EXPECT_EQ(command.fate, Fate::answered);
    EXPECT_EQ(stored_users(), 1U);
}

TEST_F(ClerkTest, the_boards_are_shown_after_the_commit_and_before_the_answer) {
    RegisterUser command("Kim");
    std::string order;
    work.after_commit = [&] { order += "committed "; };
    boards.on_commit = [&](Desk const& desk) {
        order += desk.new_users().size() == 1 && command.fate == Fate::pending ? "shown " : "too late ";
    };
    ASSERT_EQ(submit_and_wait(*clerk, command), Fate::answered);
    EXPECT_EQ(order, "committed shown ");
}

TEST_F(ClerkTest, a_batch_that_changed_nothing_is_not_committed_and_not_shown) {
    work.fail_commit = true;
    boards.on_commit = [](Desk const&) { FAIL() << "nothing to show"; };
    ChargePoints command(UserId{}, Points{1});
    ASSERT_EQ(submit_and_wait(*clerk, command), Fate::answered);
    EXPECT_EQ(command.outcome->error().reason, Reason::unknown_user);
}

TEST_F(ClerkTest, what_waits_together_is_committed_together) {
    int commits = 0;
    work.after_commit = [&] { ++commits; };
    RegisterUser one("one");
    RegisterUser two("two");
    RegisterUser three("three");
    serve_together({&one, &two, &three});
    EXPECT_EQ(commits, 1);
    EXPECT_EQ(clerk->counts().batches, 2U) << "the pause, and the three together";
    EXPECT_EQ(clerk->counts().commands, 4U);
    EXPECT_EQ(stored_users(), 3U);
}

TEST_F(ClerkTest, later_commands_of_a_batch_see_what_earlier_ones_did) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user();
    auto const lee = sale.user();
    ReserveSeat first(seat, kim);
    ReserveSeat second(seat, lee);
    ReserveSeat first_again(seat, kim);
    serve_together({&first, &second, &first_again});
    ASSERT_TRUE(first.outcome->has_value());
    ASSERT_FALSE(second.outcome->has_value());
    EXPECT_EQ(second.outcome->error().reason, Reason::seat_taken);
    EXPECT_EQ((*first_again.outcome)->reservation.id, (*first.outcome)->reservation.id);
    EXPECT_FALSE((*first_again.outcome)->made);
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(ClerkTest, a_seat_may_change_hands_within_one_batch) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user();
    auto const lee = sale.user_with(Points{1'000});
    auto const held = sale.reserve(seat, kim)->reservation.id;
    ReleaseReservation give_back(held, kim);
    ReserveSeat take(seat, lee);
    ChargePoints charge(lee, Points{5});
    serve_together({&give_back, &take, &charge});
    ASSERT_TRUE(give_back.outcome->has_value());
    ASSERT_TRUE(take.outcome->has_value());
    EXPECT_EQ(sale.stored(held).state, ReservationState::released);
    EXPECT_EQ(sale.stored((*take.outcome)->reservation.id).user, lee);
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(ClerkTest, a_command_that_throws_takes_only_itself_down_and_leaves_nothing) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user_with(Points{100});
    ChargePoints before(kim, Points{1});
    Doing breaks(
        [&](Desk& desk, Circumstances const& at) {
            auto taken = *desk.seat(seat);
            taken.status = SeatStatus::reserved;
            desk.put(taken);
            desk.put(Reservation{.id = at.ids.make<ReservationId>(), .seat = seat, .user = kim, .price = {}});
            desk.put(User{kim, Points{999}});
            desk.add(LedgerEntry{.id = at.ids.make<LedgerEntryId>(), .user = kim, .amount = {1}});
            desk.add(NamedUser{{at.ids.make<UserId>(), {}}, "nobody"});
            Concert const concert{at.ids.make<ConcertId>(), "nobody"};
            desk.add(concert);
            ConcertDate const date{at.ids.make<ConcertDateId>(), concert.id, opening, 0};
            desk.add(date);
            desk.add(LabelledSeat{{at.ids.make<SeatId>(), date.id, 1, {}, SeatStatus::available}, {}});
            throw std::runtime_error("half-way");
        },
        {.seats = {seat}, .users = {kim}});
    ReserveSeat after(seat, kim);
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
    Doing breaks([](Desk& desk, Circumstances const& at) {
        desk.add(NamedUser{{at.ids.make<UserId>(), {}}, "nobody"});
        throw std::runtime_error("half-way");
    });
    ChargePoints refused(UserId{}, Points{1});
    serve_together({&breaks, &refused});
    EXPECT_EQ(breaks.fate, Fate::failed);
    EXPECT_EQ(refused.fate, Fate::answered);
}

TEST_F(ClerkTest, a_failing_commit_fails_everybody_of_the_batch_and_leaves_nothing) {
    boards.on_commit = [](Desk const&) { FAIL() << "what was not committed is not shown"; };
    work.fail_commit = true;
    auto const kim = sale.user_with(Points{100});
    ChargePoints charge(kim, Points{1});
    RegisterUser registers("Lee");
    ChargePoints refused(UserId{}, Points{1});
    serve_together({&charge, &registers, &refused});
    EXPECT_EQ(charge.fate, Fate::failed);
    EXPECT_EQ(registers.fate, Fate::failed);
    EXPECT_EQ(refused.fate, Fate::failed);
    EXPECT_EQ(faults, std::vector<std::string>{"batch: the disk is full"});
    EXPECT_EQ(stored_users(), 1U);
    EXPECT_EQ(sale.history(kim).size(), 1U);
}

TEST_F(ClerkTest, a_store_that_fails_at_any_step_leaves_nothing_and_the_next_batch_is_served) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user_with(Points{1'000});
    int failures = 0;
    for (int step = 0;; ++step) {
        work.fail_at = step;
        ReserveSeat reserve(seat, kim);
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
    auto const seat = sale.open_seats(1)[0];
    ReserveSeat stranger(seat, sale.ids.make<UserId>());  // a user that the store does not know
    EXPECT_EQ(submit_and_wait(*clerk, stranger), Fate::failed);
    EXPECT_EQ(sale.stored(seat), SeatStatus::available);
    RegisterUser next("Kim");
    EXPECT_EQ(submit_and_wait(*clerk, next), Fate::answered);
}

TEST_F(ClerkTest, one_more_than_the_queue_holds_is_shed_at_once) {
    clerk = make_clerk(2);
    Pause pause;
    clerk->submit(pause);
    pause.wait_until_begun();
    std::array<AwaitedReply, 2> replies;
    RegisterUser one("one");
    RegisterUser two("two");
    RegisterUser three("three");
    one.reply_to = &replies[0];
    two.reply_to = &replies[1];
    EXPECT_TRUE(clerk->submit(one));
    EXPECT_FALSE(clerk->full());
    EXPECT_TRUE(clerk->submit(two));
    EXPECT_TRUE(clerk->full());
    EXPECT_FALSE(clerk->submit(three));
    EXPECT_EQ(three.fate, Fate::shed);
    pause.end();
    for (auto& reply : replies) reply.wait();
    EXPECT_EQ(one.fate, Fate::answered);
    EXPECT_EQ(two.fate, Fate::answered);
    EXPECT_FALSE(clerk->full());
    EXPECT_EQ(submit_and_wait(*clerk, three), Fate::answered) << "there is room again";
    clerk->close();
}

TEST_F(ClerkTest, close_answers_everything_that_was_submitted_and_sheds_what_comes_later) {
    Pause pause;
    clerk->submit(pause);
    pause.wait_until_begun();
    std::vector<std::unique_ptr<RegisterUser>> commands;
    for (int i = 0; i < 50; ++i) {
        commands.push_back(std::make_unique<RegisterUser>("fan"));
        ASSERT_TRUE(clerk->submit(*commands.back()));
    }
    std::thread closing([&] { clerk->close(); });
    pause.end();
    closing.join();
    for (auto const& command : commands) EXPECT_EQ(command->fate, Fate::answered);
    EXPECT_EQ(stored_users(), 50U);
    RegisterUser late("late");
    EXPECT_FALSE(clerk->submit(late));
    EXPECT_EQ(late.fate, Fate::shed);
}

TEST_F(ClerkTest, one_return_address_gets_all_answers_of_a_batch_in_one_call) {
    class Home final : public ReturnAddress {
      public:
        void deliver(std::span<Submission* const> finished) noexcept override {
            sizes.push_back(finished.size());
            if (sizes.size() == 1) done.set_value();
        }
        std::vector<std::size_t> sizes;
        std::promise<void> done;
    } home;
    Pause pause;
    clerk->submit(pause);
    pause.wait_until_begun();
    RegisterUser one("one");
    RegisterUser two("two");
    for (auto* each : {&one, &two}) {
        each->reply_to = &home;
        clerk->submit(*each);
    }
    pause.end();
    home.done.get_future().wait();
    clerk->close();
    EXPECT_EQ(home.sizes, std::vector<std::size_t>{2});
}

}  // namespace
}  // namespace onsale
