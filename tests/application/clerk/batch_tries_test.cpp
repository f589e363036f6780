// How a batch that does not go smoothly is brought through, with a store that does as it is told.
#include "application/clerk/batch_tries.h"

#include <deque>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace onsale {
namespace {

using testing::ElementsAre;

class Named final : public CommandFor<int> {
  public:
    explicit Named(std::string name) : name_(std::move(name)) {}
    void want(Wanted&) const override {}
    void decide(SaleRows&, DecisionContext const&) override {}
    std::string_view name() const override { return name_; }

  private:
    std::string name_;
};

class BatchTriesTest : public testing::Test {
  protected:
    std::deque<Named> commands;
    std::vector<Command*> batch;
    std::vector<std::string> faults;
    std::vector<std::string> tries;  // of the commands in each, and what was waited for
    BatchTries::Clock::time_point now{};
    // What the store does with a try that has this command in it.
    std::map<std::string, std::function<void(Waits)>> trouble;

    void given(std::initializer_list<char const*> names) {
        for (auto const* name : names) batch.push_back(&commands.emplace_back(name));
    }
    BatchTries::Result bring_through() {
        BatchTries tried([this](auto served, Waits waits) { serve(served, waits); },
                         {.longest = std::chrono::seconds{1},
                          .most_faults = 3,
                          .now = [this] { return now; },
                          .on_fault =
                              [this](std::string_view what, std::string_view command) {
                                  faults.push_back(std::string(command) + ": " + std::string(what));
                              }});
        return tried.bring_through(batch);
    }
    std::string fates() const {
        std::string all;
        for (auto const* command : batch) {
            all += command->fate == Fate::answered ? 'y'
                   : command->fate == Fate::failed ? 'n'
                   : command->fate == Fate::shed   ? '-'
                                                   : '?';
        }
        return all;
    }

  private:
    void serve(std::span<Command* const> served, Waits waits) {
        std::string line(waits == Waits::for_all ? "" : waits == Waits::for_dates ? "dates:" : "none:");
        for (auto const* command : served) line += command->name();
        tries.push_back(line);
        for (auto* command : served) {
            auto const found = trouble.find(std::string(command->name()));
            if (found != trouble.end() && command->fate == Fate::pending) found->second(waits);
        }
        for (auto* command : served) command->fate = Fate::answered;
    }
};

TEST_F(BatchTriesTest, a_batch_without_trouble_is_served_at_once) {
    given({"a", "b"});
    auto const result = bring_through();
    EXPECT_THAT(tries, ElementsAre("ab"));
    EXPECT_EQ(fates(), "yy");
    EXPECT_TRUE(result.reached);
    EXPECT_FALSE(result.failed);
}

TEST_F(BatchTriesTest, a_busy_row_is_passed_over_at_the_second_try) {
    given({"a", "b"});
    trouble["a"] = [](Waits waits) {
        if (waits == Waits::for_all) throw RowsBusy("somebody has it");
    };
    bring_through();
    EXPECT_THAT(tries, ElementsAre("ab", "dates:ab"));
    EXPECT_EQ(fates(), "yy");
    EXPECT_THAT(faults, ElementsAre("batch: somebody has it"));
}

TEST_F(BatchTriesTest, a_busy_date_is_passed_over_at_the_third_try) {
    given({"a", "b"});
    trouble["a"] = [](Waits waits) {
        if (waits != Waits::for_none) throw RowsBusy("somebody has it");
    };
    bring_through();
    EXPECT_THAT(tries, ElementsAre("ab", "dates:ab", "none:ab"));
    EXPECT_EQ(fates(), "yy");
}

TEST_F(BatchTriesTest, whatever_is_still_held_up_is_put_off_alone) {
    given({"a", "b", "c", "d"});
    trouble["c"] = [](Waits) { throw RowsBusy("somebody has it"); };
    auto const result = bring_through();
    EXPECT_EQ(fates(), "yy-y");
    EXPECT_FALSE(result.failed) << "it is not ours";
    EXPECT_THAT(faults, ElementsAre("batch: somebody has it"));
}

TEST_F(BatchTriesTest, a_command_that_the_store_does_not_take_fails_alone) {
    given({"a", "b", "c", "d", "e"});
    trouble["d"] = [](Waits) { throw StorageFault("no such row"); };
    auto const result = bring_through();
    EXPECT_EQ(fates(), "yyyny");
    EXPECT_THAT(faults, ElementsAre("d: no such row"));
    EXPECT_TRUE(result.reached);
    EXPECT_TRUE(result.failed);
}

TEST_F(BatchTriesTest, the_order_of_the_commands_stays) {
    given({"a", "b", "c", "d"});
    trouble["b"] = [](Waits) { throw StorageFault("no"); };
    bring_through();
    EXPECT_THAT(tries, ElementsAre("abcd", "ab", "a", "b", "cd"));
}

TEST_F(BatchTriesTest, a_store_that_takes_nothing_is_not_asked_for_each_command) {
    given({"a", "b", "c", "d", "e", "f", "g", "h"});
    for (auto const* command : batch) {
        trouble[std::string(command->name())] = [](Waits) { throw StorageFault("the disk is full"); };
    }
    auto const result = bring_through();
    EXPECT_EQ(fates(), "nnn-----");
    EXPECT_FALSE(result.reached);
    EXPECT_EQ(faults.size(), 3U);
}

TEST_F(BatchTriesTest, a_commit_of_unknown_outcome_is_never_tried_again) {
    given({"a", "b"});
    trouble["a"] = [](Waits) { throw StoreAway("whether this was committed is not known"); };
    auto const result = bring_through();
    EXPECT_THAT(tries, ElementsAre("ab"));
    EXPECT_EQ(fates(), "nn");
    EXPECT_EQ(result.away, StoreAway::How::lost);
}

TEST_F(BatchTriesTest, after_the_store_went_away_nothing_more_is_tried) {
    given({"a", "b", "c", "d"});
    trouble["a"] = [this](Waits) {
        if (tries.size() == 1) throw StorageFault("no");
    };
    trouble["b"] = [this](Waits) {
        if (tries.size() > 1) throw StoreAway("gone", StoreAway::How::silent);
    };
    auto const result = bring_through();
    EXPECT_THAT(tries, ElementsAre("abcd", "ab"));
    EXPECT_EQ(fates(), "nn--") << "the first two may have come through, the others were not tried";
    EXPECT_EQ(result.away, StoreAway::How::silent);
}

TEST_F(BatchTriesTest, what_takes_too_long_is_put_off) {
    given({"a", "b", "c", "d"});
    trouble["d"] = [this](Waits) {
        now += std::chrono::milliseconds{400};
        throw RowsBusy("somebody has it");
    };
    bring_through();
    EXPECT_THAT(tries, ElementsAre("abcd", "dates:abcd", "none:abcd"));
    EXPECT_EQ(fates(), "----");
}

}  // namespace
}  // namespace onsale
