// Many at once: all requests of a round are under way before the first answer is read.
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

constexpr std::size_t buyers = 200;
constexpr std::int64_t price = 1'000;

class Races : public testing::Test {
  protected:
    // One connection each.
    void bring_fans(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            clients.emplace_back(sale.port());
            fans.push_back(registered(clients.back()));
        }
        for (std::size_t i = 0; i < count; ++i) come_in(clients[i], fans[i]);
    }

    // Client i sends call(i); the answers in the order of the clients.
    template <class MakeCall>
    std::vector<Response> all_at_once(MakeCall const& call) {
        for (std::size_t i = 0; i < clients.size(); ++i) clients[i].send(call(i));
        std::vector<Response> answers;
        for (auto& client : clients) answers.push_back(client.receive());
        return answers;
    }

    static std::map<unsigned, int> statuses(std::vector<Response> const& answers) {
        std::map<unsigned, int> counts;
        for (auto const& answer : answers) ++counts[answer.status];
        return counts;
    }

    RunningSale sale{settings_with([](auto& settings) {
        settings.max_connections = 1'000;
        settings.admit_per_second = 1'000;
    })};
    ApiClient api = sale.client();
    std::vector<ApiClient> clients{};
    std::vector<Fan> fans{};
};

using Statuses = std::map<unsigned, int>;

TEST_F(Races, of_200_buyers_of_one_seat_exactly_one_wins_for_each_of_50_seats) {
    auto const hall = open_hall(api, 50, price);
    bring_fans(buyers);
    for (auto const& seat : hall.seats) {
        auto const answers = all_at_once([&](std::size_t i) {
            return Call{.method = "POST", .target = "/concert/" + seat + "/reservation", .bearer = fans[i].token};
        });
        EXPECT_EQ(statuses(answers), (Statuses{{201, 1}, {409, 199}}));
        for (auto const& answer : answers) {
            EXPECT_EQ(problem_of(answer), answer.status == 201 ? "none" : "seat-taken");
        }
    }
    auto const looker = fan_inside(api);
    EXPECT_EQ(number_of(json_of(api.get("/concert/dates", looker.token)).at(0), "availableSeats"), 0);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Races, one_fan_who_clicks_many_times_has_one_reservation) {
    auto const hall = open_hall(api, 10, price);
    auto const fan = fan_inside(api);
    for (int i = 0; i < 20; ++i) clients.emplace_back(sale.port());
    for (auto const& seat : hall.seats) {
        auto const answers = all_at_once([&](std::size_t) {
            return Call{.method = "POST", .target = "/concert/" + seat + "/reservation", .bearer = fan.token};
        });
        EXPECT_EQ(statuses(answers), (Statuses{{200, 19}, {201, 1}}));
        std::set<std::string> ids;
        for (auto const& answer : answers) ids.insert(text_of(json_of(answer).at("reservations").at(0), "id"));
        EXPECT_EQ(ids.size(), 1U);
    }
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Races, charges_and_payments_of_one_wallet_add_up_to_what_was_answered) {
    auto const fan = fan_inside(api);
    auto const reservations = held_on_dates(api, fan, 40, price);
    for (int i = 0; i < 80; ++i) clients.emplace_back(sale.port());
    // Every other client charges 300, the others pay 1,000: many payments come too early.
    auto const answers = all_at_once([&](std::size_t i) {
        if (i % 2 == 0) {
            return Call{.method = "PATCH", .target = "/user/charge/" + fan.id + "/point", .body = R"({"amount":300})"};
        }
        return Call{.method = "POST", .target = "/user-concert/payment/" + fan.id + "/" + reservations[i / 2]};
    });
    std::int64_t expected = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (i % 2 == 0) {
            ASSERT_EQ(answers[i].status, 200U) << answers[i].body;
            expected += 300;
        } else if (answers[i].status == 200) {
            expected -= price;
        } else {
            EXPECT_EQ(problem_of(answers[i]), "points-short");
        }
    }
    EXPECT_EQ(balance(api, fan), expected);
    EXPECT_GE(expected, 0);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Races, the_same_payment_sent_20_times_is_charged_once) {
    auto const fan = fan_inside(api);
    charge(api, fan, 10 * price);
    auto const reservations = held_on_dates(api, fan, 10, price);
    for (int i = 0; i < 20; ++i) clients.emplace_back(sale.port());
    std::int64_t left = 10 * price;
    for (auto const& reservation : reservations) {
        auto const answers = all_at_once([&](std::size_t) {
            return Call{.method = "POST", .target = "/user-concert/payment/" + fan.id + "/" + reservation};
        });
        EXPECT_EQ(statuses(answers), (Statuses{{200, 20}}));
        std::set<std::string> bodies;
        for (auto const& answer : answers) bodies.insert(answer.body);
        EXPECT_EQ(bodies.size(), 1U);
        EXPECT_EQ(balance(api, fan), left -= price);
    }
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Races, fans_who_join_many_times_at_once_have_one_place_each) {
    for (int i = 0; i < 50; ++i) {
        auto const fan = registered(api);
        for (int click = 0; click < 4; ++click) {
            fans.push_back(fan);
            clients.emplace_back(sale.port());
        }
    }
    auto const answers = all_at_once(
        [&](std::size_t i) { return Call{.method = "GET", .target = "/user/" + fans[i].id + "/token/generate"}; });
    std::map<std::string, std::set<std::int64_t>> places;
    std::set<std::int64_t> all;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        auto const place = place_of(text_of(json_of(expect_status(answers[i], 200)), "token"));
        places[fans[i].id].insert(place);
        all.insert(place);
    }
    for (auto const& [fan, own] : places) EXPECT_EQ(own.size(), 1U) << fan;
    EXPECT_EQ(all.size(), 50U);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(Races, readers_never_see_a_list_that_is_torn) {
    auto const hall = open_hall(api, 200, price);
    bring_fans(40);
    for (std::size_t round = 0; round < 10; ++round) {
        auto const answers = all_at_once([&](std::size_t i) {
            if (i % 2 == 0) {
                auto const& seat = hall.seats[(round * 20 + i / 2) % hall.seats.size()];
                return Call{.method = "POST", .target = "/concert/" + seat + "/reservation", .bearer = fans[i].token};
            }
            return Call{.target = "/concert/" + hall.date + "/seats", .bearer = fans[i].token};
        });
        for (std::size_t i = 0; i < answers.size(); ++i) {
            bool const is_list = i % 2 == 1;
            ASSERT_EQ(answers[i].status, is_list ? 200U : 201U) << answers[i].body;
            auto const body = json_of(answers[i]);
            EXPECT_EQ(is_list ? body.as_array().size() : 200U, 200U);
        }
    }
    EXPECT_EQ(violations(sale), "");
}

}  // namespace
}  // namespace onsale::tests
