// What a line must offer to be held to the contract of every line. A new one joins by a factory of its own and one
// line, INSTANTIATE_TEST_SUITE_P(Name, LineContract, testing::Values(&make_its_line)), in a program that links
// onsale_line_contract.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include <gtest/gtest.h>

#include "application/awaited.h"
#include "application/line/line.h"
#include "application/settable_clock.h"

namespace onsale::contract {

// A line with nobody in it, of one test alone. What is opened ends before it is opened again, as in a restart.
class LineUnderTest {
  public:
    virtual ~LineUnderTest() = default;
    virtual std::unique_ptr<Line> open(Clock const& clock, LineOptions options) = 0;
};
using MakeLine = std::unique_ptr<LineUnderTest> (*)();

// Time and ticks by hand. Fans are numbers; each shows the last ticket they were given.
class LineContract : public testing::TestWithParam<MakeLine> {
  protected:
    static LineOptions hall(std::uint32_t capacity, std::uint32_t per_second = 100);
    void open(LineOptions options = hall(2));
    void restart(LineOptions options = hall(2));

    Standing join(std::uint32_t n);
    Standing enter(std::uint32_t n);
    Decision<Standing> leave(std::uint32_t n);
    template <class Wish, class... Arguments>
    Decision<Standing> settle(Arguments... arguments) {
        Wish wish(arguments...);
        EXPECT_EQ(submit_and_wait(*line, wish), Fate::answered);
        return wish.outcome;
    }

    Standing ask(std::uint32_t n);
    // By the pass of n's last session, made out for that place.
    bool inside(std::uint32_t n, std::uint32_t place);
    void tick() { line->tick(); }
    // Time passes in steps of a tick; those who poll do so once a second.
    void pass(seconds time, std::initializer_list<std::uint32_t> polling = {});

    std::unique_ptr<LineUnderTest> store = GetParam()();
    SettableClock clock;
    SteeringBoard board;  // of every line that is opened
    std::unique_ptr<Line> line;
    std::map<std::uint32_t, PlaceNumber> tickets;
    std::map<std::uint32_t, SessionId> sessions;  // the last one that each was in

  private:
    Standing with_ticket(std::uint32_t n, Standing const& standing);
};

// The same, of a line that notices when it was not there, as it does in the server: pauses are not only jumps of a
// test's clock. Joined by INSTANTIATE_TEST_SUITE_P(Name, LineAbsence, ...).
class LineAbsence : public LineContract {};

}  // namespace onsale::contract
