#include "domain/user/wallet.h"

#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/invariant.h"
#include "domain/limits.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale {
namespace {

auto const entry_id = numbered<LedgerEntryId>(5);
auto const reservation = numbered<ReservationId>(6);

User with(std::int64_t points) { return {numbered<UserId>(1), Points{points}}; }

TEST(Charge, adds_the_points_and_an_entry_that_says_so) {
    auto const change = charge(with(1'000), Points{500}, entry_id, opening);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->user.id, numbered<UserId>(1));
    EXPECT_EQ(change->user.balance, Points{1'500});
    EXPECT_EQ(change->entry.id, entry_id);
    EXPECT_EQ(change->entry.user, numbered<UserId>(1));
    EXPECT_EQ(change->entry.reason, LedgerReason::charge);
    EXPECT_EQ(change->entry.amount, Points{500});
    EXPECT_EQ(change->entry.balance, Points{1'500});
    EXPECT_FALSE(change->entry.reservation);
    EXPECT_EQ(change->entry.at, opening);
}

TEST(Charge, a_wallet_may_be_filled_to_the_brim) {
    auto const change = charge(with(limits::largest_balance - 500), Points{500}, entry_id, opening);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->user.balance.value, limits::largest_balance);
}

TEST(Charge, a_wallet_that_would_overflow_is_told_what_still_fits) {
    auto const refused = charge(with(limits::largest_balance - 499), Points{500}, entry_id, opening);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), (Refusal{Reason::balance_overflow, 499}));
}

TEST(Charge, an_amount_that_should_not_have_come_this_far_is_our_bug) {
    EXPECT_THROW(charge(with(0), Points{0}, entry_id, opening), BrokenInvariant);
    EXPECT_THROW(charge(with(100), Points{-1}, entry_id, opening), BrokenInvariant);
    EXPECT_THROW(charge(with(0), Points{limits::largest_charge + 1}, entry_id, opening), BrokenInvariant);
    EXPECT_TRUE(charge(with(0), Points{limits::largest_charge}, entry_id, opening));
}

TEST(Pay, takes_the_price_and_names_the_reservation) {
    auto const change = pay(with(1'000), Points{400}, reservation, entry_id, opening);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->user.balance, Points{600});
    EXPECT_EQ(change->entry.id, entry_id);
    EXPECT_EQ(change->entry.user, numbered<UserId>(1));
    EXPECT_EQ(change->entry.reason, LedgerReason::payment);
    EXPECT_EQ(change->entry.amount, Points{-400});
    EXPECT_EQ(change->entry.balance, Points{600});
    EXPECT_EQ(change->entry.reservation, reservation);
    EXPECT_EQ(change->entry.at, opening);
}

TEST(Pay, the_last_point_may_be_spent) {
    auto const change = pay(with(400), Points{400}, reservation, entry_id, opening);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->user.balance, Points{0});
}

TEST(Pay, too_few_points_are_refused_with_what_is_missing) {
    auto const refused = pay(with(399), Points{400}, reservation, entry_id, opening);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), (Refusal{Reason::points_short, 1}));
}

TEST(Pay, a_free_seat_has_its_payment_entry_too) {
    auto const change = pay(with(0), Points{0}, reservation, entry_id, opening);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->entry.amount, Points{0});
    EXPECT_EQ(change->entry.reservation, reservation);
}

TEST(Pay, a_negative_price_is_our_bug) {
    EXPECT_THROW(pay(with(400), Points{-1}, reservation, entry_id, opening), BrokenInvariant);
}

RC_GTEST_PROP(Wallet, the_balance_is_always_the_sum_of_the_history_and_never_negative, ()) {
    User user = with(0);
    std::vector<LedgerEntry> history;
    auto const steps = *rc::gen::inRange(1, 100);
    for (int step = 0; step < steps; ++step) {
        auto const amount = Points{*rc::gen::oneOf(rc::gen::inRange<std::int64_t>(1, 1'000),
                                                   rc::gen::inRange<std::int64_t>(1, limits::largest_charge + 1))};
        auto const fresh = numbered<LedgerEntryId>(static_cast<std::uint32_t>(step));
        auto const change = *rc::gen::arbitrary<bool>() ? charge(user, amount, fresh, opening)
                                                        : pay(user, amount, reservation, fresh, opening);
        if (!change) {
            RC_ASSERT(change.error() == (Refusal{Reason::points_short, (amount - user.balance).value}));
            continue;
        }
        user = change->user;
        history.push_back(change->entry);
        Points sum;
        for (auto const& entry : history) sum = sum + entry.amount;
        RC_ASSERT(user.balance == sum);
        RC_ASSERT(change->entry.balance == sum);
        RC_ASSERT(user.balance >= Points{0});
    }
}

}  // namespace
}  // namespace onsale
