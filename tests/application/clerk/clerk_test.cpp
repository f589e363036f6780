// Batches, answers, the queue and the end of the clerk.
#include <array>
#include <future>
#include <memory>

#include <gtest/gtest.h>

#include "application/clerk/clerk_under_test.h"

namespace onsale {
namespace {

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
    boards.on_commit = [&](Changes const& changes) {
        order += changes.users.size() == 1 && command.fate == Fate::pending ? "shown " : "too late ";
    };
    ASSERT_EQ(submit_and_wait(*clerk, command), Fate::answered);
    EXPECT_EQ(order, "committed shown ");
}

TEST_F(ClerkTest, a_batch_that_changed_nothing_is_not_committed_and_not_shown) {
    work.fail_commit = true;
    boards.on_commit = [](Changes const&) { FAIL() << "nothing to show"; };
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
    ReserveSeats first(seat, kim);
    ReserveSeats second(seat, lee);
    ReserveSeats first_again(seat, kim);
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
    ReserveSeats take(seat, lee);
    ChargePoints charge(lee, Points{5});
    serve_together({&give_back, &take, &charge});
    ASSERT_TRUE(give_back.outcome->has_value());
    ASSERT_TRUE(take.outcome->has_value());
    EXPECT_EQ(sale.stored(held).state, ReservationState::released);
    EXPECT_EQ(sale.stored((*take.outcome)->reservation.id).user, lee);
    EXPECT_TRUE(sale.audit().clean());
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
    EXPECT_FALSE(clerk->overloaded());
    EXPECT_TRUE(clerk->submit(two));
    EXPECT_TRUE(clerk->overloaded());
    EXPECT_FALSE(clerk->submit(three));
    EXPECT_EQ(three.fate, Fate::shed);
    pause.end();
    for (auto& reply : replies) reply.wait();
    EXPECT_EQ(one.fate, Fate::answered);
    EXPECT_EQ(two.fate, Fate::answered);
    EXPECT_FALSE(clerk->overloaded());
    RegisterUser again("three");
    EXPECT_EQ(submit_and_wait(*clerk, again), Fate::answered) << "there is room again";
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
