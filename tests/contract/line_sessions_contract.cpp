// A session of the line has an identity, and a payment ends exactly the one that it was made in.
#include "contract/line_under_test.h"
#include "domain/waiting/fans.h"

namespace onsale::contract {
namespace {

using Kind = Standing::Kind;

TEST_P(LineContract, payment_ends_the_session_at_once_and_frees_the_slot) {
    open(hall(1));
    join(1);
    auto const session = enter(1).session();
    join(2);
    EXPECT_EQ(line->session_of(fan(1), clock.now()), session);
    EXPECT_TRUE(line->end_session(fan(1), session));
    EXPECT_FALSE(inside(1, 1));
    EXPECT_EQ(ask(1).kind, Kind::absent);
    EXPECT_EQ(line->session_of(fan(1), clock.now()), std::nullopt);
    EXPECT_TRUE(line->sessions(clock.now()).empty());
    EXPECT_EQ(line->report().counters.inside, 0U);
    tick();
    EXPECT_EQ(ask(2).kind, Kind::called);
    EXPECT_FALSE(line->end_session(fan(1), session));
    tick();
    EXPECT_EQ(line->report().counters.called, 1U);
}

TEST_P(LineContract, a_payment_that_names_no_session_ends_the_one_that_the_user_has) {
    open(hall(1));
    join(1);
    enter(1);
    join(2);
    EXPECT_TRUE(line->end_session(fan(1), std::nullopt));
    EXPECT_FALSE(inside(1, 1));
    tick();
    EXPECT_EQ(ask(2).kind, Kind::called);
    EXPECT_FALSE(line->end_session(fan(1), std::nullopt));
}

TEST_P(LineContract, a_payment_by_one_who_waits_keeps_the_place) {
    open(hall(1));
    join(1);
    join(2);
    EXPECT_EQ(line->session_of(fan(2), clock.now()), std::nullopt);
    EXPECT_FALSE(line->end_session(fan(2), std::nullopt));
    tick();
    EXPECT_EQ(ask(2).kind, Kind::waiting);
    EXPECT_EQ(join(2).place, PlaceNumber{2});
}

// Whatever the clock says that it was made by: a later session is another one.
TEST_P(LineContract, a_payment_leaves_every_session_but_its_own_alone) {
    open(hall(1));
    join(1);
    auto const first = enter(1).session();
    EXPECT_TRUE(line->end_session(fan(1), first));
    tick();
    join(1);
    auto const second = enter(1).session();
    EXPECT_NE(second, first);
    EXPECT_FALSE(line->end_session(fan(1), first)) << "the same payment, heard again and late";
    EXPECT_FALSE(line->end_session(fan(1), SessionId{first.place, second.entered_at}));
    EXPECT_FALSE(line->end_session(fan(2), second)) << "of somebody else";
    tick();
    EXPECT_TRUE(inside(1, 2));
    EXPECT_TRUE(line->end_session(fan(1), second));
}

TEST_P(LineContract, a_place_of_the_same_number_in_another_line_has_another_session) {
    open(hall(1));
    join(1);
    auto const session = enter(1).session();
    SessionId const of_another_line{session.place, session.entered_at - milliseconds{1}};
    EXPECT_FALSE(line->inside({fan(1), of_another_line}, clock.now()));
    EXPECT_FALSE(line->end_session(fan(1), of_another_line));
    tick();
    EXPECT_TRUE(inside(1, 1));
    EXPECT_EQ(ask(1).kind, Kind::inside);
}

TEST_P(LineContract, who_paid_joins_again_at_once) {
    open(hall(1));
    join(1);
    line->end_session(fan(1), enter(1).session());
    auto const again = join(1);
    EXPECT_EQ(again.place, PlaceNumber{2});
    EXPECT_NE(again.kind, Kind::absent);
    tick();
    EXPECT_EQ(enter(1).kind, Kind::inside);
    EXPECT_TRUE(inside(1, 2));
}

}  // namespace
}  // namespace onsale::contract
