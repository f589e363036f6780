#include "contract/line_under_test.h"

namespace onsale::contract {

// A line joins in its own program; this library alone runs on none.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LineContract);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LineAbsence);

LineOptions LineContract::hall(std::uint32_t capacity, std::uint32_t per_second) {
    LineOptions options{.rules = {.capacity = capacity,
                                  .admit_per_second = per_second,
                                  .claim_window = seconds{10},
                                  .session_term = seconds{300},
                                  .away_after = seconds{30}},
                        .ticks = LineTicks::by_hand};
    options.longest_wait = std::chrono::hours(1);  // a slow machine fails no test
    return options;
}

void LineContract::open(LineOptions options) {
    options.steering = &board;
    line = store->open(clock, std::move(options));
}

void LineContract::restart(LineOptions options) {
    line.reset();
    open(std::move(options));
}

Standing LineContract::with_ticket(std::uint32_t n, Standing const& standing) {
    if (standing.kind != Standing::Kind::absent) tickets[n] = standing.place;
    if (standing.kind == Standing::Kind::inside) sessions[n] = standing.session();
    return standing;
}

Standing LineContract::join(std::uint32_t n) { return with_ticket(n, settle<JoinLine>(fan(n)).value()); }

Standing LineContract::enter(std::uint32_t n) { return with_ticket(n, settle<EnterLine>(fan(n)).value()); }

Decision<Standing> LineContract::leave(std::uint32_t n) { return settle<LeaveLine>(fan(n)); }

Standing LineContract::ask(std::uint32_t n) {
    auto const ticket = tickets.find(n);
    return line->ask(fan(n), ticket == tickets.end() ? std::nullopt : std::optional(ticket->second), clock.now());
}

bool LineContract::inside(std::uint32_t n, std::uint32_t place) {
    auto const session = sessions.find(n);
    return session != sessions.end() && line->inside({fan(n), {{place}, session->second.entered_at}}, clock.now());
}

void LineContract::pass(seconds time, std::initializer_list<std::uint32_t> polling) {
    auto const end = clock.now() + time;
    for (int step = 0; clock.now() < end; ++step) {
        clock.advance(admission_interval);
        if (step % 10 == 9) {
            for (auto const n : polling) ask(n);
        }
        tick();
    }
}

}  // namespace onsale::contract
