// What the line costs Redis, by its own count of commands.
#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"
#include "servers/redis_server.h"

namespace onsale::redis {
namespace {

TEST(LineCost, a_hundred_thousand_polls_cost_fewer_than_a_thousand_commands) {
    tests::RedisServer server;
    auto const url = must_parse(server.url());
    SystemClock const clock;
    auto const node = node_by_itself(url, clock, 10);
    constexpr std::uint32_t fans = 1'000;
    std::vector<std::unique_ptr<JoinLine>> joins(fans);
    AwaitedReply mailbox;
    for (std::uint32_t i = 0; i < fans; ++i) {
        joins[i] = std::make_unique<JoinLine>(fan(i));
        joins[i]->reply_to = &mailbox;
        ASSERT_TRUE(node->submit(*joins[i]));
    }
    mailbox.wait(fans);
    Operator redis(url);
    redis({"CONFIG", "RESETSTAT"});
    for (int round = 0; round < 100; ++round) {
        for (auto const& join : joins) {
            auto const standing = node->ask(join->user, join->outcome->place, clock.now());
            ASSERT_EQ(standing.place, join->outcome->place);
        }
        std::this_thread::sleep_for(milliseconds{10});
    }
    auto const commands = calls_of("", redis);
    EXPECT_LT(commands, 1'000U);
    RecordProperty("commands", static_cast<int>(commands));
}

TEST(LineCost, an_idle_beat_is_about_a_dozen_commands) {
    tests::RedisServer server;
    auto const url = must_parse(server.url());
    SettableClock clock;
    auto const node = node_by_hand(url, clock);
    Operator redis(url);
    redis({"CONFIG", "RESETSTAT"});
    constexpr int beats = 100;
    for (int i = 0; i < beats; ++i) node->tick();
    EXPECT_LE(calls_of("", redis), 12U * beats);
}

// A batch of joins, however many are in it.
TEST(LineCost, joins_that_come_together_share_their_commands) {
    tests::RedisServer server;
    auto const url = must_parse(server.url());
    SettableClock clock;
    LineStore store(url, {.line = main_line,
                          .rules = small_line(1, LineTicks::by_hand).rules,
                          .most_places = 1'000,
                          .lease = for_ever,
                          .time = by_hand(clock)});
    store.open({});
    auto const version = store.snapshot().value().version;
    Operator redis(url);
    redis({"CONFIG", "RESETSTAT"});
    std::vector<Wish> wishes;
    for (std::uint32_t i = 0; i < 512; ++i) wishes.push_back({Wish::Kind::join, fan(i)});
    std::vector<WishAnswer> answers;
    store.grant(version, wishes, answers);
    ASSERT_EQ(answers.size(), wishes.size());
    EXPECT_EQ(answers.back().place, PlaceNumber{512});
    EXPECT_LE(calls_of("", redis), 20U);
}

}  // namespace
}  // namespace onsale::redis
