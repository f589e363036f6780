// Answers under an Idempotency-Key: kept as they were, each key claimed by one unit of work at a time.
#include <atomic>
#include <future>
#include <string>
#include <thread>

#include "contract/store_under_test.h"

namespace onsale::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RememberedAnswer answer(std::string scope, std::string text, std::string body, Instant at = opening) {
    RememberedAnswer made{.use = {.key = {.scope = std::move(scope), .text = std::move(text)}, .fingerprint = {}},
                          .status = 201,
                          .body = std::move(body),
                          .at = at};
    for (std::size_t i = 0; i < made.use.fingerprint.size(); ++i) {
        made.use.fingerprint[i] = static_cast<std::uint8_t>(i * 8);
    }
    return made;
}

TEST_P(StoreContract, an_answer_comes_back_byte_for_byte) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) every_byte.push_back(static_cast<char>(byte));
    auto const kept = answer("kim", std::string(255, 'k'), every_byte, opening + milliseconds{7});
    auto const empty = answer("kim", "\"' \\%_~", "");
    remember_answers({kept, empty});
    reopen();
    for (auto const& expected : {kept, empty}) {
        auto const answers = answers_under({expected.use.key});
        ASSERT_EQ(answers.size(), 1U);
        EXPECT_EQ(answers[0].use.key, expected.use.key);
        EXPECT_EQ(answers[0].use.fingerprint, expected.use.fingerprint);
        EXPECT_EQ(answers[0].status, 201U);
        EXPECT_EQ(answers[0].body, expected.body);
        EXPECT_EQ(answers[0].at, expected.at);
    }
}

TEST_P(StoreContract, the_same_text_in_two_scopes_is_two_keys) {
    remember_answers({answer("kim", "1", "kim's"), answer("lee", "1", "lee's")});
    EXPECT_THAT(bodies_under({{"kim", "1"}}), ElementsAre("kim's"));
    EXPECT_THAT(bodies_under({{"lee", "1"}, {"park", "1"}}), ElementsAre("lee's"));
    EXPECT_THAT(bodies_under({{"kim", "1"}, {"kim", "2"}, {"lee", "1"}}), ElementsAre("kim's", "lee's"));
    EXPECT_THAT(bodies_under({{"KIM", "1"}}), IsEmpty());
    EXPECT_THAT(bodies_under({}), IsEmpty());
}

TEST_P(StoreContract, a_claim_leaves_no_trace_and_neither_does_a_rollback) {
    IdempotencyKey const key{"kim", "1"};
    fill();
    commit([&](UnitOfWork& w) {
        EXPECT_THAT(w.answers().claim(std::vector{key}), IsEmpty());
        w.users().save_balance(std::vector<User>{{kim, Points{7}}});
    });
    EXPECT_THAT(answers_under({key}), IsEmpty());
    work->begin();
    work->answers().claim(std::vector{key});
    work->answers().remember(std::vector{answer("kim", "1", "never")});
    work->rollback();
    EXPECT_THAT(answers_under({key}), IsEmpty());
    remember_answers({answer("kim", "1", "at last")});
    EXPECT_THAT(bodies_under({key}), ElementsAre("at last"));
}

TEST_P(StoreContract, a_new_answer_takes_the_place_of_an_old_one) {
    remember_answers({answer("kim", "1", "old")});
    auto fresh = answer("kim", "1", "new", opening + seconds{1});
    fresh.use.fingerprint.fill(9);
    fresh.status = 409;
    remember_answers({fresh});
    auto const answers = answers_under({{"kim", "1"}});
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].body, "new");
    EXPECT_EQ(answers[0].status, 409U);
    EXPECT_EQ(answers[0].use.fingerprint, fresh.use.fingerprint);
    EXPECT_EQ(answers[0].at, opening + seconds{1});
}

TEST_P(StoreContract, the_oldest_answers_are_forgotten_first_and_no_younger_ones) {
    remember_answers({answer("a", "3", "three", opening + milliseconds{3}),
                      answer("b", "1", "one", opening + milliseconds{1}),
                      answer("c", "2", "two", opening + milliseconds{2})});
    std::vector<IdempotencyKey> const all{{"a", "3"}, {"b", "1"}, {"c", "2"}};
    auto const forgotten = [this](Instant before, std::size_t most) {
        std::size_t count = 0;
        commit([&](UnitOfWork& w) { count = w.answers().forget_before(before, most); });
        return count;
    };
    EXPECT_EQ(forgotten(opening + milliseconds{1}, 10), 0U);
    EXPECT_EQ(forgotten(opening + milliseconds{4}, 1), 1U);
    EXPECT_THAT(bodies_under(all), ElementsAre("three", "two"));
    EXPECT_EQ(forgotten(opening + milliseconds{3}, 10), 1U);
    EXPECT_THAT(bodies_under(all), ElementsAre("three"));
}

TEST_P(StoreContract, who_claims_a_key_that_is_being_answered_gets_that_answer) {
    IdempotencyKey const key{"kim", "1"};
    work->begin();
    ASSERT_THAT(work->answers().claim(std::vector{key}), IsEmpty());
    std::promise<void> began;
    auto second = std::async(std::launch::async, [&] {
        auto const other = store->open_work();
        began.set_value();
        other->begin();
        auto answers = other->answers().claim(std::vector{key});
        other->rollback();
        return answers;
    });
    began.get_future().wait();
    EXPECT_EQ(second.wait_for(milliseconds{50}), std::future_status::timeout) << "it waits";
    work->answers().remember(std::vector{answer("kim", "1", "the first one's")});
    work->commit();
    auto const answers = second.get();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].body, "the first one's");
}

TEST_P(StoreContract, parallel_units_of_work_decide_a_key_once) {
    constexpr int threads = 4;
    constexpr int keys = 12;
    std::atomic<int> decided{0};
    {
        std::vector<std::jthread> crowd;
        for (int t = 0; t < threads; ++t) {
            crowd.emplace_back([&] {
                auto const mine = store->open_work();
                for (int k = 0; k < keys; ++k) {
                    auto const text = std::to_string(k);
                    mine->begin();
                    if (mine->answers().claim(std::vector<IdempotencyKey>{{"kim", text}}).empty()) {
                        ++decided;
                        mine->answers().remember(std::vector{answer("kim", text, "once")});
                    }
                    mine->commit();
                }
            });
        }
    }
    EXPECT_EQ(decided, keys);
}

}  // namespace
}  // namespace onsale::contract
