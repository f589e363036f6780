// A payment ends its session on every node, whatever their clocks say, and Redis is told of it.
#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"

namespace onsale::redis {
namespace {

using Kind = Standing::Kind;

class LineSessions : public testing::Test {
  protected:
    LineName const name;
    SettableClock clock;

    // Joins and comes in at this node.
    SessionId come_in(RedisLine& node, std::uint32_t n) const {
        settled<JoinLine>(node, fan(n));
        return settled<EnterLine>(node, fan(n)).session();
    }
};

TEST_F(LineSessions, a_payment_ends_the_session_on_every_node) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    auto const c = node_by_hand(name.url, clock);
    ShownPass const pass{fan(1), come_in(*a, 1)};
    b->tick();
    // The payment was made at b; c, which has not heard of the session, is told of the payment, too.
    EXPECT_TRUE(b->end_session(fan(1), pass.session));
    EXPECT_FALSE(b->inside(pass, clock.now()));
    EXPECT_FALSE(c->end_session(fan(1), pass.session));
    EXPECT_FALSE(c->inside(pass, clock.now()));
    b->tick();
    a->tick();
    EXPECT_FALSE(a->inside(pass, clock.now()));
    for (auto const* node : {&a, &b, &c}) {
        (*node)->tick();
        EXPECT_FALSE((*node)->inside(pass, clock.now()));
        EXPECT_EQ((*node)->report().counters.inside, 0U);
    }
}

// Pays at one of two nodes whose clocks are apart, asks the other one for a place at once, and buys again.
class ClocksApart : public LineSessions, public testing::WithParamInterface<int> {};

TEST_P(ClocksApart, who_paid_comes_in_again_at_once_and_the_session_that_was_paid_is_over) {
    SettableClock other;
    other.advance(milliseconds{GetParam()});
    auto const a = node_with_clock(name.url, other, clock);
    auto const b = node_by_hand(name.url, clock);
    auto const paid = come_in(*a, 1);
    b->tick();
    EXPECT_TRUE(a->end_session(fan(1), paid));
    b->end_session(fan(1), paid);  // by what other nodes committed
    a->tick();
    auto const again = settled<JoinLine>(*b, fan(1));
    EXPECT_NE(again.kind, Kind::absent);
    EXPECT_NE(again.place, paid.place);
    b->tick();
    auto const next = settled<EnterLine>(*b, fan(1));
    ASSERT_EQ(next.kind, Kind::inside);
    // The same is said again, and late.
    EXPECT_FALSE(b->end_session(fan(1), paid));
    EXPECT_FALSE(a->end_session(fan(1), paid));
    a->tick();
    b->tick();
    EXPECT_TRUE(b->inside({fan(1), next.session()}, clock.now()));
    EXPECT_FALSE(a->inside({fan(1), paid}, other.now()));
    EXPECT_FALSE(b->inside({fan(1), paid}, clock.now()));
    EXPECT_TRUE(b->end_session(fan(1), next.session()));
    b->tick();
    EXPECT_EQ(b->report().counters.inside, 0U);
}

INSTANTIATE_TEST_SUITE_P(Milliseconds, ClocksApart, testing::Values(0, 300, -300, 5'000, -900'000),
                         [](auto const& apart) {
                             return (apart.param < 0 ? "behind_by_" : "ahead_by_") +
                                    std::to_string(std::abs(apart.param));
                         });

TEST_F(LineSessions, a_payment_that_is_heard_of_before_its_session_ends_it) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    settled<JoinLine>(*a, fan(1));
    b->tick();
    auto const session = settled<EnterLine>(*a, fan(1)).session();
    EXPECT_FALSE(b->end_session(fan(1), session));
    b->tick();
    EXPECT_EQ(b->report().unwritten, 0U);
    EXPECT_EQ(b->report().counters.inside, 0U);
    a->tick();
    EXPECT_FALSE(a->inside({fan(1), session}, clock.now()));
    EXPECT_EQ(a->report().counters.inside, 0U);
}

TEST_F(LineSessions, a_payment_that_is_heard_twice_is_told_to_redis_once) {
    auto const a = node_by_hand(name.url, clock);
    auto const session = come_in(*a, 1);
    auto const before = a->report().batches;
    EXPECT_TRUE(a->end_session(fan(1), session));
    a->tick();
    EXPECT_EQ(a->report().unwritten, 0U);
    EXPECT_EQ(a->report().batches, before + 1);
    EXPECT_FALSE(a->end_session(fan(1), session));
    a->tick();
    EXPECT_EQ(a->report().batches, before + 1);
}

// A payment by access token, on a node that has not heard of the fan's session.
TEST_F(LineSessions, a_payment_that_names_no_session_ends_in_redis_the_one_that_the_user_has) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    auto const session = come_in(*a, 1);
    EXPECT_EQ(b->session_of(fan(1), clock.now()), std::nullopt);
    EXPECT_FALSE(b->end_session(fan(1), std::nullopt));
    b->tick();
    a->tick();
    EXPECT_FALSE(a->inside({fan(1), session}, clock.now()));
    EXPECT_EQ(a->ask(fan(1), session.place, clock.now()).kind, Kind::absent);
    EXPECT_EQ(a->report().counters.inside, 0U);
}

TEST_F(LineSessions, a_session_that_was_left_is_told_elsewhere_until_that_node_hears_of_it) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    auto const session = come_in(*a, 1);
    b->tick();
    settled<LeaveLine>(*a, fan(1));
    EXPECT_EQ(a->ask(fan(1), std::nullopt, clock.now()).kind, Kind::absent);
    EXPECT_EQ(b->ask(fan(1), std::nullopt, clock.now()).place, session.place);
    b->tick();
    EXPECT_EQ(b->ask(fan(1), std::nullopt, clock.now()).kind, Kind::absent);
    EXPECT_FALSE(b->inside({fan(1), session}, clock.now()));
}

TEST_F(LineSessions, a_place_that_was_left_while_waiting_is_told_nowhere_to_a_fan_without_its_ticket) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    settled<JoinLine>(*a, fan(1));
    b->tick();
    settled<LeaveLine>(*a, fan(1));
    EXPECT_EQ(b->ask(fan(1), std::nullopt, clock.now()).kind, Kind::absent);
}

TEST_F(LineSessions, a_session_of_another_line_with_the_same_number_is_left_alone) {
    auto const a = node_by_hand(name.url, clock);
    auto const session = come_in(*a, 1);
    SessionId const before_the_loss{session.place, session.entered_at - seconds{900}};
    EXPECT_FALSE(a->end_session(fan(1), before_the_loss));
    a->tick();
    EXPECT_TRUE(a->inside({fan(1), session}, clock.now()));
    EXPECT_EQ(a->ask(fan(1), session.place, clock.now()).kind, Kind::inside);
    EXPECT_EQ(a->report().counters.inside, 1U);
}

}  // namespace
}  // namespace onsale::redis
