// Whole drills with parties and hoarders against a whole server, and against one about which a front tells lies.
#include <gtest/gtest.h>

#include "app/serving/rehearsal_server.h"
#include "drill/lying_front.h"
#include "drill/verdict.h"

namespace onsale::drill {
namespace {

namespace json = boost::json;

Plan parties(std::uint16_t port) {
    Plan plan;
    plan.port = port;
    plan.fans = 50;
    plan.arrive = std::chrono::milliseconds{300};
    plan.party = {10, 50, 25, 15};
    plan.abandon = plan.no_show = 0;
    plan.lose_connection = 0;
    plan.curious = 1;
    plan.think = std::chrono::milliseconds{5};
    plan.connections = 20;
    return plan;
}

bool reserves_several(PassedOn const& answer) {
    return answer.method == "POST" && answer.path.ends_with("/reservations") && answer.status == 201;
}

// The last of a list in an answer, if there are two at least.
void drop_last(json::value& list) {
    if (list.as_array().size() > 1) list.as_array().pop_back();
}

// How often a check found its promise broken when the server's answers are changed so.
std::uint64_t found(std::string_view name, Lie lie) {
    RehearsalServer server(SMALL_CLUB, 300);
    LyingFront front(server.port(), std::move(lie));
    auto const outcome = run(parties(front.port()), [](Moment, Measures const&) {});
    for (auto const& finding : outcome->findings) {
        if (finding.name == name) return finding.violations;
    }
    ADD_FAILURE() << "no finding " << name;
    return 0;
}

TEST(PartyDrill, a_front_that_tells_no_lie_is_found_honest) {
    RehearsalServer server(SMALL_CLUB, 300);
    LyingFront front(server.port(), [](PassedOn) {});
    auto const outcome = run(parties(front.port()), [](Moment, Measures const&) {});
    auto const verdict = judge(*outcome, {}, {*parse_slo("split=0"), *parse_slo("p99.party<30s")});
    EXPECT_TRUE(verdict.good) << table(*outcome, verdict);
    EXPECT_TRUE(server.stop_and_audit().clean());
}

TEST(PartyDrill, a_reservation_without_one_of_the_seats_is_found) {
    EXPECT_GT(found("split",
                    [](PassedOn answer) {
                        if (reserves_several(answer)) drop_last(answer.body.at("seats"));
                    }),
              0U);
}

TEST(PartyDrill, seats_that_a_fan_has_in_spite_of_a_refusal_are_found) {
    EXPECT_GT(found("split",
                    [](PassedOn answer) {
                        if (!reserves_several(answer)) return;
                        answer.status = 409;
                        answer.body = {{"type", "/problems/seats-taken"}, {"status", 409}};
                    }),
              0U);
}

TEST(PartyDrill, seats_that_are_called_side_by_side_and_are_not_are_found) {
    json::value far;  // a seat of the first party's
    EXPECT_GT(found("apart",
                    [&](PassedOn answer) {
                        if (!reserves_several(answer)) return;
                        auto& seats = answer.body.at("seats").as_array();
                        if (far.is_null()) far = seats.front();
                        seats.back() = far;
                        answer.body.at("nextToEachOther") = true;
                    }),
              0U);
}

TEST(PartyDrill, a_payment_of_all_seats_but_one_is_found) {
    EXPECT_GT(found("paid_in_part",
                    [](PassedOn answer) {
                        bool const pays = answer.path.starts_with("/user-concert/payment/") && answer.status == 200;
                        if (pays) drop_last(answer.body.at("reservation").at("seats"));
                    }),
              0U);
}

TEST(PartyDrill, a_paid_seat_without_a_ticket_is_found) {
    EXPECT_GT(found("no_ticket",
                    [](PassedOn answer) {
                        bool const lists = answer.method == "GET" && answer.path.ends_with("/reservations");
                        if (!lists) return;
                        for (auto& reservation : answer.body.at("reservations").as_array()) {
                            reservation.at("seats").as_array().back().at("ticketCode") = nullptr;
                        }
                    }),
              0U);
}

TEST(PartyDrill, more_seats_for_one_person_than_the_sale_says_are_found) {
    EXPECT_GT(found("over_limit",
                    [](PassedOn answer) {
                        if (answer.path != "/sale") return;
                        for (auto& date : answer.body.at("dates").as_array()) date.at("mostPerPerson") = 1;
                    }),
              0U);
}

TEST(PartyDrill, hoarders_are_stopped_by_the_terms_and_what_they_kept_is_counted) {
    RehearsalServer server(SMALL_CLUB, 300, 0, seconds{2});
    auto plan = parties(server.port());
    plan.fans = 40;
    plan.arrive = std::chrono::seconds{6};
    plan.arrival = Arrival::poisson;
    plan.hoarders = 20;
    plan.double_click = 0.3;
    plan.lose_connection = 0.2;
    plan.most_takes = 20;
    auto const outcome = run(plan, [](Moment, Measures const&) {});
    auto const verdict = judge(*outcome, {}, {});
    EXPECT_TRUE(verdict.good) << table(*outcome, verdict);
    EXPECT_GT(outcome->denied.holds, 20U);
    EXPECT_GT(outcome->denied.seat_seconds, 0);
    EXPECT_LT(outcome->denied.share, 1);
    EXPECT_GT(outcome->denied.refused.count("too-many-seats"), 0U) << table(*outcome, verdict);
    EXPECT_TRUE(server.stop_and_audit().clean());
}

TEST(PartyDrill, a_limit_of_takes_that_the_server_does_not_keep_is_found) {
    RehearsalServer server(SMALL_CLUB, 300);
    auto plan = parties(server.port());
    plan.hoarders = 5;
    plan.most_takes = 3;  // what the operator believes; a hoarder takes four at once
    auto const outcome = run(plan, [](Moment, Measures const&) {});
    EXPECT_FALSE(judge(*outcome, {}, {*parse_slo("over_takes=0")}).good);
}

}  // namespace
}  // namespace onsale::drill
