// Commands with an Idempotency-Key: decided once, answered the same ever after.
#include <stdexcept>
#include <thread>

#include "application/clerk/clerk_under_test.h"
#include "application/sale/forget_answers.h"
#include "application/sale/sweeper.h"

namespace onsale {
namespace {

KeyUse key_of(std::string text, std::uint8_t asked_for = 1) {
    KeyUse use{.key = {.scope = "kim", .text = std::move(text)}, .fingerprint = {}};
    use.fingerprint.fill(asked_for);
    return use;
}

// A charge that came with a key.
struct KeyedCharge {
    KeyedCharge(UserId user, Points amount, KeyUse use) : command(user, amount), answer(std::move(use), command) {
        command.keyed = &answer;
    }

    class Answer final : public KeyedAnswer {
      public:
        Answer(KeyUse key_use, ChargePoints const& command) : KeyedAnswer(std::move(key_use)), command_(command) {}
        Rendered render() const override {
            if (breaks) throw std::runtime_error("cannot be said");
            if (!*command_.outcome) return {.status = 404, .body = "nobody", .remembered = remembers_refusals};
            return {.status = 200, .body = "balance " + std::to_string((*command_.outcome)->balance.value)};
        }
        bool breaks = false;
        bool remembers_refusals = true;

      private:
        ChargePoints const& command_;
    };

    ChargePoints command;
    Answer answer;
};

class KeyedCommands : public ClerkTest {
  protected:
    UserId const kim = sale.user();

    Fate ask(KeyedCharge& charge) { return submit_and_wait(*clerk, charge.command); }
    std::size_t forgotten() {
        ForgetAnswers command(sale.clock.now() - limits::answers_kept);
        submit_and_wait(*clerk, command);
        return (*command.outcome)->count;
    }
    // In the file.
    std::int64_t answers() {
        auto file = sqlite::open_sale_file(sale.data, sqlite::Mode::read_only);
        auto count = file.prepare("SELECT count(*) FROM idempotency");
        count.step();
        return count.integer(0);
    }
    void expect_first(KeyedCharge const& charge, std::string const& body) {
        ASSERT_EQ(charge.command.fate, Fate::answered);
        ASSERT_TRUE(charge.answer.given);
        EXPECT_FALSE(charge.answer.again);
        EXPECT_EQ(charge.answer.given->body, body);
        EXPECT_TRUE(charge.command.outcome.has_value());
    }
    void expect_again(KeyedCharge const& charge, KeyedCharge const& first) {
        ASSERT_EQ(charge.command.fate, Fate::answered);
        ASSERT_TRUE(charge.answer.given);
        EXPECT_TRUE(charge.answer.again);
        EXPECT_EQ(charge.answer.given->status, first.answer.given->status);
        EXPECT_EQ(charge.answer.given->body, first.answer.given->body);
        EXPECT_EQ(charge.answer.given->at, first.answer.given->at);
        EXPECT_FALSE(charge.command.outcome.has_value()) << "nothing was decided";
    }
};

TEST_F(KeyedCommands, a_later_batch_gets_the_first_answer_and_changes_nothing) {
    KeyedCharge first(kim, Points{5}, key_of("a"));
    KeyedCharge again(kim, Points{5}, key_of("a"));
    KeyedCharge other_key(kim, Points{5}, key_of("b"));
    ask(first);
    sale.clock.advance(seconds{1});
    ask(again);
    expect_first(first, "balance 5");
    expect_again(again, first);
    EXPECT_EQ(sale.history(kim).size(), 1U);
    ask(other_key);
    expect_first(other_key, "balance 10");
}

TEST_F(KeyedCommands, two_of_one_batch_are_decided_once) {
    KeyedCharge first(kim, Points{5}, key_of("a"));
    KeyedCharge again(kim, Points{5}, key_of("a"));
    ChargePoints without(kim, Points{100});
    serve_together({&first.command, &without, &again.command});
    expect_first(first, "balance 5");
    expect_again(again, first);
    EXPECT_EQ(sale.history(kim).size(), 2U);
}

TEST_F(KeyedCommands, the_same_key_for_something_else_is_refused_and_changes_nothing) {
    KeyedCharge first(kim, Points{5}, key_of("a", 1));
    KeyedCharge other(kim, Points{6}, key_of("a", 2));
    KeyedCharge other_later(kim, Points{6}, key_of("a", 2));
    KeyedCharge again(kim, Points{5}, key_of("a", 1));
    serve_together({&first.command, &other.command});
    clerk = make_clerk({});
    ask(other_later);
    for (auto const* refused : {&other, &other_later}) {
        ASSERT_EQ(refused->command.fate, Fate::answered);
        EXPECT_FALSE(refused->answer.given);
        ASSERT_TRUE(refused->command.outcome) << "turned down, and not answered again";
        ASSERT_FALSE(refused->command.outcome->has_value());
        EXPECT_EQ(refused->command.outcome->error().reason, Reason::key_reused);
    }
    ask(again);
    expect_again(again, first);
    EXPECT_EQ(sale.history(kim).size(), 1U);
}

TEST_F(KeyedCommands, a_refusal_is_remembered_too) {
    auto const nobody = sale.ids.make<UserId>();
    KeyedCharge first(nobody, Points{5}, key_of("a"));
    KeyedCharge again(nobody, Points{5}, key_of("a"));
    ask(first);
    expect_first(first, "nobody");
    ask(again);
    expect_again(again, first);
}

TEST_F(KeyedCommands, an_answer_that_changed_nothing_else_is_committed_and_not_shown) {
    boards.on_commit = [](Changes const&) { FAIL() << "nothing to show"; };
    KeyedCharge refused(sale.ids.make<UserId>(), Points{5}, key_of("a"));
    ask(refused);
    EXPECT_EQ(answers(), 1);
}

TEST_F(KeyedCommands, a_refusal_that_is_about_the_caller_is_decided_anew) {
    auto const nobody = sale.ids.make<UserId>();
    for (int i = 0; i < 2; ++i) {
        KeyedCharge charge(nobody, Points{5}, key_of("a"));
        charge.answer.remembers_refusals = false;
        ask(charge);
        expect_first(charge, "nobody");
    }
}

TEST_F(KeyedCommands, a_batch_that_failed_remembers_nothing) {
    KeyedCharge lost(kim, Points{5}, key_of("a"));
    work.fail_commit = true;
    EXPECT_EQ(ask(lost), Fate::failed);
    work.fail_commit = false;
    KeyedCharge retry(kim, Points{5}, key_of("a"));
    ask(retry);
    expect_first(retry, "balance 5");
    EXPECT_EQ(sale.history(kim).size(), 1U);
}

TEST_F(KeyedCommands, a_commit_whose_answer_was_lost_is_answered_by_the_retry) {
    work.after_commit = [this] {
        work.after_commit = nullptr;
        throw StoreAway("the connection broke behind the commit");
    };
    KeyedCharge lost(kim, Points{5}, key_of("a"));
    EXPECT_EQ(ask(lost), Fate::failed);
    KeyedCharge retry(kim, Points{5}, key_of("a"));
    while (ask(retry) == Fate::shed) std::this_thread::yield();
    ASSERT_EQ(retry.command.fate, Fate::answered);
    EXPECT_TRUE(retry.answer.again);
    EXPECT_EQ(retry.answer.given->body, "balance 5");
    EXPECT_EQ(sale.history(kim).size(), 1U);
}

TEST_F(KeyedCommands, a_command_that_fails_alone_remembers_nothing_and_the_next_one_is_decided) {
    KeyedCharge breaks(kim, Points{5}, key_of("a"));
    KeyedCharge good(kim, Points{5}, key_of("a"));
    breaks.answer.breaks = true;
    serve_together({&breaks.command, &good.command});
    EXPECT_EQ(breaks.command.fate, Fate::failed);
    EXPECT_EQ(faults, std::vector<std::string>{"charge-points: cannot be said"});
    expect_first(good, "balance 5");
    EXPECT_EQ(sale.history(kim).size(), 1U);
}

TEST_F(KeyedCommands, a_store_that_fails_at_any_step_leaves_neither_effect_nor_answer) {
    int failures = 0;
    for (int step = 0; failures == step; ++step) {
        work.fail_at = step;
        KeyedCharge charge(kim, Points{5}, key_of("a"));
        if (ask(charge) == Fate::failed) {
            ++failures;
            continue;
        }
        expect_first(charge, "balance 5");
    }
    EXPECT_GT(failures, 10);
    EXPECT_EQ(sale.history(kim).size(), 1U);
}

TEST_F(KeyedCommands, an_answer_is_given_for_a_day_and_then_the_key_is_free) {
    KeyedCharge first(kim, Points{5}, key_of("a"));
    ask(first);
    sale.clock.advance(limits::answers_kept - milliseconds{1});
    KeyedCharge again(kim, Points{5}, key_of("a"));
    ask(again);
    expect_again(again, first);
    sale.clock.advance(milliseconds{1});
    KeyedCharge next(kim, Points{6}, key_of("a", 2));
    ask(next);
    expect_first(next, "balance 11");
    KeyedCharge next_again(kim, Points{6}, key_of("a", 2));
    ask(next_again);
    expect_again(next_again, next);
}

TEST_F(KeyedCommands, old_answers_are_forgotten_and_young_ones_kept) {
    for (int i = 0; i < 3; ++i) {
        KeyedCharge charge(kim, Points{1}, key_of(std::to_string(i)));
        ask(charge);
    }
    EXPECT_EQ(forgotten(), 0U);
    sale.clock.advance(limits::answers_kept + milliseconds{1});
    KeyedCharge young(kim, Points{1}, key_of("young"));
    ask(young);
    EXPECT_EQ(forgotten(), 3U);
    EXPECT_EQ(forgotten(), 0U);
    KeyedCharge young_again(kim, Points{1}, key_of("young"));
    ask(young_again);
    expect_again(young_again, young);
}

TEST_F(KeyedCommands, the_sweeper_forgets_them_in_as_many_batches_as_it_takes) {
    sqlite::SqliteUnitOfWork other(sale.data);
    std::vector<RememberedAnswer> many;
    for (std::size_t i = 0; i < 2 * limits::forgetting_batch + 1; ++i) {
        many.push_back({.use = key_of(std::to_string(i)), .status = 200, .body = "old", .at = opening});
    }
    other.begin();
    other.answers().remember(many);
    other.commit();
    sale.clock.advance(limits::answers_kept + milliseconds{1});
    KeyedCharge young(kim, Points{1}, key_of("young"));
    ask(young);
    Sweeper sweeper(sale.boards.seats, *clerk, sale.clock, milliseconds{1});
    while (answers() > 1) std::this_thread::yield();
    EXPECT_EQ(answers(), 1);
}

}  // namespace
}  // namespace onsale
