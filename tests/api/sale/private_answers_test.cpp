// Answers that are made for one fan alone: how large they become, and how many of them lie in memory at once.
#include "api/handlers/private_answers.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using api::PrivateAnswers;
using api::ProblemType;
using http::tests::Client;
using testing::HasSubstr;

class SlowReader : public testing::Test {
  protected:
    // Asks for the list and takes no more of it than shows that it is made: the rest is larger than the sockets.
    Client unread_list(Fan const& fan) {
        Client client(sale.port(), 4'096);
        client.send("GET " + list + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + fan.token + "\r\n\r\n");
        EXPECT_EQ(client.read_exactly(15), "HTTP/1.1 200 OK");
        return client;
    }
    Response ask(Fan const& fan, std::string const& path) { return api.get(path, fan.token); }

    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 30'000, 1'000);
    std::string list = "/concert/" + hall.date + "/seats";
    Fan slow = fan_inside(api);
    Fan other = fan_inside(api);
};

TEST_F(SlowReader, has_a_few_answers_under_way_and_no_more_while_others_go_on) {
    held(api, slow, hall.seats[0]);
    held(api, other, hall.seats[1]);
    std::vector<Client> unread;
    for (std::size_t i = 0; i < PrivateAnswers::most_of_a_user; ++i) unread.push_back(unread_list(slow));

    auto const reservations = "/user/" + slow.id + "/reservations";
    for (auto const& path : {list, list, list + "?status=reserved", reservations}) {
        auto const refused = ask(slow, path);
        EXPECT_TRUE(is_problem(refused, ProblemType::overloaded)) << path;
        EXPECT_EQ(refused.status, 503U);
        EXPECT_EQ(refused.fields.at("retry-after"), "1");
        EXPECT_FALSE(refused.fields.contains("etag")) << path;
    }
    EXPECT_EQ(ask(slow, "/user/" + slow.id + "/point").status, 200U) << "what is small goes on";
    EXPECT_EQ(ask(other, list).status, 200U);
    unread.pop_back();
    EXPECT_TRUE(eventually([&] { return ask(slow, list).status == 200U; }));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(slow, list).status, 200U) << "who reads may ask again and again";
}

TEST_F(SlowReader, of_what_all_share_may_leave_any_number_unread) {
    std::vector<Client> unread;
    for (std::size_t i = 0; i <= PrivateAnswers::most_of_a_user; ++i) unread.push_back(unread_list(slow));
    EXPECT_EQ(ask(slow, list).status, 200U);
}

// ---- a fan with very many reservations ----

class ManyReservations : public testing::Test {
  protected:
    static constexpr std::size_t count = 1'000;                // as many as one person may have of a date at most
    static constexpr std::size_t largest_answer = 160 * 1024;  // bytes: one reservation is not divided

    ManyReservations() {
        std::vector<ApiClient> clients;
        for (int i = 0; i < 50; ++i) clients.push_back(sale.client());
        for (std::size_t i = 0; i < count; i += clients.size()) {
            for (std::size_t c = 0; c < clients.size(); ++c) {
                clients[c].send({.method = "POST",
                                 .target = "/concert/" + hall.seats[i + c] + "/reservation",
                                 .bearer = fan.token});
            }
            for (auto& client : clients) expect_status(client.receive(), 201);
        }
        for (int date = 0; date < 3; ++date) held(api, fan, open_hall(api, 1, 1'000, admin_key).seats[0]);
    }

    static config::Settings long_holds() {
        auto settings = closed_phase();
        settings.seat_hold_seconds = seconds{3600};
        return settings;
    }

    RunningSale sale{long_holds()};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, count, 1'000, admin_key);
    Fan fan = fan_inside(api);
};

TEST_F(ManyReservations, come_in_pages_that_together_are_all_of_them) {
    auto const path = "/user/" + fan.id + "/reservations";
    std::set<std::string> ids;
    std::size_t seats = 0;
    std::string last = "~";  // behind every id
    std::string query;
    do {
        auto const answer = expect_status(api.get(path + query, fan.access), 200);
        EXPECT_LE(answer.body.size(), largest_answer);
        auto const page = json_of(answer);
        for (auto const& one : page.at("reservations").as_array()) {
            auto const id = text_of(one, "id");
            EXPECT_LT(id, last) << "the newest come first";
            EXPECT_TRUE(ids.insert(last = id).second);
            seats += one.at("seats").as_array().size();
        }
        query = page.at("next").is_null() ? "" : "?before=" + text_of(page, "next");
    } while (!query.empty());
    EXPECT_EQ(ids.size(), 4U);
    EXPECT_EQ(seats, count + 3);

    auto const some = json_of(expect_status(api.get(path + "?limit=3", fan.access), 200));
    EXPECT_EQ(some.at("reservations").as_array().size(), 3U);
    EXPECT_EQ(text_of(some.at("reservations").at(2), "id"), text_of(some, "next"));
    for (auto const* bad : {"?limit=0", "?limit=101", "?limit=x", "?before=x", "?other=1"}) {
        EXPECT_TRUE(is_problem(api.get(path + bad, fan.access), ProblemType::invalid_request)) << bad;
    }
}

TEST_F(ManyReservations, are_cut_short_on_the_page_without_javascript) {
    auto const page = api.ask({.target = "/waiting-room?lang=en", .more = "Cookie: onsale-fan=" + fan.access + "\r\n"});
    EXPECT_THAT(expect_status(page, 200).body, HasSubstr("Only the newest 100 are shown."));
    EXPECT_LE(page.body.size(), 2 * largest_answer);
}

}  // namespace
}  // namespace onsale::tests
