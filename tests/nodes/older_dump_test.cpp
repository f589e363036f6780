// A sale that an older release kept in PostgreSQL: what pg_dump made of it, restored on another server, brought forward
// by this release, and served by it.
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "infrastructure/postgres/connection.h"
#include "infrastructure/redis/test_redis.h"
#include "nodes/several_nodes.h"
#include "servers/postgres_server.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {
namespace {

// Reservations are held, and answers kept, as if the dump had been made a moment ago; and the server that it comes from
// had given many more numbers to transactions than this one.
constexpr auto as_of_now = R"sql(
UPDATE reservation SET hold_expires_at = floor(extract(epoch FROM now()) * 1000) + 3600000 WHERE state = 0;
UPDATE idempotency SET at = floor(extract(epoch FROM now()) * 1000);
UPDATE change SET xid = (xid::text::bigint + 1000000)::text::xid8;
)sql";

std::string dump(int version) {
    std::ifstream in(fmt::format("{}/nodes/dumps/version_{}.sql", ONSALE_TESTS_DIR, version));
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text.empty()) throw std::runtime_error("there is no such dump");
    return text;
}

// All rows of a question, each as texts.
template <std::size_t Columns>
std::vector<std::array<std::string, Columns>> texts(PostgresServer const& store, std::string const& sql) {
    postgres::Connection connection(store.url());
    connection.ensure_open();
    return connection.ask({"", sql.c_str()}).map([](postgres::Row const& row) {
        std::array<std::string, Columns> all;
        for (std::size_t column = 0; column < Columns; ++column) all[column] = row.text(static_cast<int>(column));
        return all;
    });
}

class OlderDump : public testing::TestWithParam<int> {
  protected:
    OlderDump() {
        store.run(dump(GetParam()));
        store.run(as_of_now);
        paid = texts<3>(store,
                        "SELECT user_id::text, id::text, payment_id::text FROM reservation WHERE state = 1"
                        " ORDER BY seq");
        held = texts<3>(store, "SELECT user_id::text, id::text, seat_id::text FROM reservation WHERE state = 0");
    }
    Finished onsale(std::string const& command) const { return run(ONSALE_BINARY, {command, "--store", store.url()}); }

    PostgresServer store;
    redis::LineName line;
    std::vector<std::array<std::string, 3>> paid;  // user, reservation, payment
    std::vector<std::array<std::string, 3>> held;  // user, reservation, seat
};

TEST_P(OlderDump, is_refused_until_it_is_migrated_and_then_keeps_every_promise) {
    auto const refused = onsale("audit");
    EXPECT_NE(refused.exit_code, 0);
    EXPECT_NE(refused.output.find("onsale migrate"), std::string::npos) << refused.output;
    auto const migrated = onsale("migrate");
    EXPECT_EQ(migrated.exit_code, 0) << migrated.output;
    auto const audit = onsale("audit");
    EXPECT_EQ(audit.exit_code, 0) << audit.output;
}

TEST_P(OlderDump, goes_on_where_it_stopped) {
    ASSERT_EQ(onsale("migrate").exit_code, 0);
    SeveralNodes nodes(store.url(), redis::test_redis() + "?prefix=" + line.url.prefix, {.nodes = 2});
    ApiClient one(nodes.port(0));
    ApiClient other(nodes.port(1));

    ASSERT_EQ(paid.size(), 2U);
    auto const keyed = [&](std::string method, std::string target, std::string key, std::optional<std::string> body) {
        return one.ask({.method = method, .target = target, .body = body, .more = "Idempotency-Key: " + key + "\r\n"});
    };
    auto const expect_replayed = [&](Response const& answer, std::string const& scope, std::string const& key) {
        auto const kept = texts<2>(store, fmt::format("SELECT status::text, convert_from(body, 'UTF8') FROM idempotency"
                                                      " WHERE scope = '{}' AND key = '{}'",
                                                      scope, key));
        ASSERT_EQ(kept.size(), 1U) << key;
        EXPECT_EQ(std::to_string(answer.status), kept[0][0]) << key;
        EXPECT_EQ(answer.body, kept[0][1]) << key;
        EXPECT_EQ(answer.fields.count("idempotency-replayed"), 1U) << key;
    };
    auto const registration = std::string("registration-of-fan-0-3f9c1b7a5d");
    expect_replayed(keyed("POST", "/user", registration, R"({"name":"fan"})"), "registration", registration);
    for (std::size_t fan = 0; fan < paid.size(); ++fan) {
        auto const& [user, reservation, payment] = paid[fan];
        auto const charge_key = fmt::format("charge-{}", fan);
        auto const payment_key = fmt::format("payment-{}", fan);
        expect_replayed(keyed("PATCH", "/user/charge/" + user + "/point", charge_key, R"({"amount":100000})"), user,
                        charge_key);
        expect_replayed(keyed("POST", "/user-concert/payment/" + user + "/" + reservation, payment_key, std::nullopt),
                        user, payment_key);
        EXPECT_EQ(balance(one, {.id = user, .access = {}, .token = {}}), 12'000);
        EXPECT_EQ(text_of(json_of(one.post("/user-concert/payment/" + user + "/" + reservation)), "id"), payment)
            << "paid before: nothing is charged";
    }

    ASSERT_EQ(held.size(), 1U);
    Fan const holder{.id = held[0][0], .access = {}, .token = {}};
    EXPECT_EQ(balance(one, holder), 100'000);
    EXPECT_EQ(pay(other, holder, held[0][1]).status, 200U);
    auto const buyer = fan_inside(one);
    EXPECT_EQ(problem_of(reserve(one, buyer, held[0][2])), "seat-taken");
    nodes.in_step();
    for (auto* const node : {&one, &other}) {
        EXPECT_EQ(balance(*node, holder), 12'000) << "and not what the changes in the dump said";
        auto const dates = json_of(expect_status(node->get("/concert/dates", buyer.token), 200));
        EXPECT_EQ(number_of(dates.at(0), "availableSeats"), 5);
    }
    EXPECT_TRUE(nodes.all_ready());
    EXPECT_EQ(nodes.audit().exit_code, 0);
}

INSTANTIATE_TEST_SUITE_P(Version, OlderDump, testing::Values(3, 7), testing::PrintToStringParamName());

}  // namespace
}  // namespace onsale::tests
