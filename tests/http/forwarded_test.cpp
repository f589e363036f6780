// Behind a proxy: who the client is, and whose connections are counted.
#include "http/forwarded.h"

#include "http/engine.h"
#include "http/request_parser.h"
#include "support/eventually.h"

namespace onsale::http::tests {
namespace {

// What a proxy of 10.0.0.0/8 or fd00::/8 says, in these header lines. "none": it names nobody.
std::string client_named_by(std::string const& lines) {
    Limits const limits;
    RequestParser parser(limits);
    std::string received = "GET / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n";
    EXPECT_EQ(parser.parse(received), RequestParser::Progress::complete) << lines;
    auto const client = forwarded_client(parser.request(), *parse_ranges("10.0.0.0/8, fd00::/8"));
    return client ? client->to_string() : "none";
}

std::string named(std::string const& list) { return client_named_by("X-Forwarded-For: " + list + "\r\n"); }

TEST(ForwardedClient, is_the_last_address_that_is_no_trusted_proxy) {
    EXPECT_EQ(named("203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(named("203.0.113.9, 10.1.2.3"), "203.0.113.9");
    EXPECT_EQ(named("203.0.113.9,fd00::7 ,\t10.1.2.3"), "203.0.113.9");
    EXPECT_EQ(named("2001:db8::1, 10.1.2.3"), "2001:db8::1");
    EXPECT_EQ(named("10.9.9.9, 10.1.2.3"), "10.9.9.9") << "within the operator's own network";
}

TEST(ForwardedClient, is_nothing_that_the_client_made_up) {
    EXPECT_EQ(named("198.51.100.1, 203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(named("10.0.0.1, 203.0.113.9"), "203.0.113.9") << "not even a proxy's address";
    EXPECT_EQ(named("nonsense, 203.0.113.9, 10.1.2.3"), "203.0.113.9");
    EXPECT_EQ(named(std::string(20'000, ',') + "203.0.113.9"), "203.0.113.9");
}

TEST(ForwardedClient, is_read_over_all_lines_as_one_list) {
    EXPECT_EQ(client_named_by("X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.9\r\n"), "203.0.113.9");
    EXPECT_EQ(client_named_by("X-Forwarded-For: 203.0.113.9\r\nA: b\r\nx-forwarded-for: 10.1.2.3\r\n"), "203.0.113.9");
    EXPECT_EQ(client_named_by("X-Forwarded-For: 203.0.113.9, x\r\nX-Forwarded-For: 10.1.2.3\r\n"), "10.1.2.3");
}

TEST(ForwardedClient, may_come_with_a_port_or_in_brackets) {
    EXPECT_EQ(named("203.0.113.9:4711"), "203.0.113.9");
    EXPECT_EQ(named("[2001:db8::1]"), "2001:db8::1");
    EXPECT_EQ(named("[2001:db8::1]:4711"), "2001:db8::1");
    EXPECT_EQ(named("::ffff:203.0.113.9"), "203.0.113.9");
}

TEST(ForwardedClient, is_nobody_where_the_proxy_names_no_address) {
    EXPECT_EQ(client_named_by(""), "none");
    EXPECT_EQ(client_named_by("Forwarded: for=203.0.113.9\r\n"), "none");
    for (auto const* list :
         {"", " ", ",", "unknown", "203.0.113.9,", "203.0.113.256", "203.0.113.9:", "203.0.113.9:x", ":4711", "[", "[]",
          "[::1", "[203.0.113.9]", "[2001:db8::1]4711", "[2001:db8::1]:", "::1::2", "localhost"}) {
        EXPECT_EQ(named(list), "none") << list;
    }
    EXPECT_EQ(named(std::string(20'000, '1')), "none");
}

// ---- connections ----

std::optional<Awaitable<void>> tell_client(Request const& request, Answer& answer, IoThread&) {
    answer.body = request.client.to_string();
    return std::nullopt;
}

class BehindAProxy : public EngineTest {
  protected:
    static constexpr char const* one = "X-Forwarded-For: 203.0.113.1\r\n";
    static constexpr char const* other = "X-Forwarded-For: 203.0.113.2\r\n";

    BehindAProxy() {
        engine.options.connections_per_address = 2;
        engine.options.trusted_proxies = *parse_ranges("127.0.0.0/8");
        engine.options.limits.sweep_interval = std::chrono::hours(1);  // nobody is found idle meanwhile
    }
};

TEST_F(BehindAProxy, each_client_has_a_bound_of_their_own) {
    start();
    auto first = engine.connect();
    auto second = engine.connect();
    auto third = engine.connect();
    EXPECT_EQ(first.ask(get("/", one)).status, 200U);
    EXPECT_EQ(second.ask(get("/", one)).status, 200U);
    auto const refused = third.ask(get("/", one));
    EXPECT_EQ(refused.status, 503U);
    EXPECT_EQ(refused.fields.at("retry-after"), "1");
    EXPECT_EQ(third.ask(get("/", other)).status, 200U) << "the proxy keeps the connection for others";
    EXPECT_EQ(first.ask(get("/", other)).status, 200U);
    EXPECT_EQ(engine.ask(get("/", one)).status, 200U) << "the first one carries somebody else's request now";
    EXPECT_EQ(engine.handler.handled, 5);
}

TEST_F(BehindAProxy, who_makes_up_addresses_is_counted_as_whom_the_proxy_saw) {
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(engine.connect());
        auto const made_up = "X-Forwarded-For: 198.51.100." + std::to_string(i) + ", 203.0.113.1\r\n";
        EXPECT_EQ(clients.back().ask(get("/", made_up)).status, i < 2 ? 200U : 503U) << i;
    }
}

TEST_F(BehindAProxy, a_network_of_ipv6_is_one_client) {
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(engine.connect());
        auto const address = "X-Forwarded-For: 2001:db8::" + std::to_string(i) + "\r\n";
        EXPECT_EQ(clients.back().ask(get("/", address)).status, i < 2 ? 200U : 503U) << i;
    }
}

TEST_F(BehindAProxy, requests_that_name_nobody_are_not_bounded) {
    start();
    std::vector<Client> clients;
    for (auto const* lines :
         {"", "", "", "X-Forwarded-For: unknown\r\n", "X-Forwarded-For: unknown\r\n", "X-Forwarded-For: unknown\r\n"}) {
        clients.push_back(engine.connect());
        EXPECT_EQ(clients.back().ask(get("/", lines)).status, 200U);
    }
}

TEST_F(BehindAProxy, a_repeated_request_counts_as_the_one_that_it_repeats) {
    class Again final : public Repeat {
        bool answer(Answer& answer) override {
            answer.body = "again";
            return true;
        }
    };
    engine.options.connections_per_address = 1;
    engine.handler.script = [](Request const& request, Answer& answer, IoThread&) {
        answer.body = "read";
        if (request.path == "/list") answer.repeat = std::make_unique<Again>();
        return std::optional<Awaitable<void>>();
    };
    start();
    auto first = engine.connect();
    EXPECT_EQ(first.ask(get("/list", one)).body, "read");
    EXPECT_EQ(first.ask(get("/", other)).body, "read");
    auto second = engine.connect();
    EXPECT_EQ(second.ask(get("/", one)).body, "read");
    EXPECT_EQ(first.ask(get("/list", one)).status, 503U) << "the second one is theirs meanwhile";
    EXPECT_EQ(second.ask(get("/", other)).body, "read");
    EXPECT_EQ(first.ask(get("/list", one)).status, 200U);
    EXPECT_EQ(first.ask(get("/list", one)).body, "again");
    EXPECT_EQ(second.ask(get("/", one)).status, 503U);
}

TEST_F(BehindAProxy, a_connection_that_carries_no_request_counts_for_nobody) {
    engine.options.limits.sweep_interval = std::chrono::milliseconds(20);
    engine.options.connections_per_address = 1;
    start();
    auto idle = engine.connect();
    EXPECT_EQ(idle.ask(get("/", one)).status, 200U);
    EXPECT_TRUE(onsale::tests::eventually([&] { return engine.ask(get("/", one)).status == 200U; }));
    EXPECT_EQ(idle.ask(get("/", other)).status, 200U) << "and is still open";
}

TEST_F(BehindAProxy, a_request_that_is_being_answered_counts_until_it_is) {
    engine.options.limits.sweep_interval = std::chrono::milliseconds(20);
    engine.options.connections_per_address = 1;
    engine.options.threads = 2;
    engine.handler.script = [](Request const& request, Answer& answer, IoThread&) {
        answer.body = request.path == "/large" ? std::string(32 << 20, 'x') : "x";
        return std::optional<Awaitable<void>>();
    };
    start();
    {
        Client slow(engine.server->port(), 4'096);
        slow.send(get("/large", one));
        slow.read_exactly(1);
        for (int i = 0; i < 5; ++i) EXPECT_EQ(engine.ask(get("/", one)).status, 503U);
        EXPECT_EQ(engine.ask(get("/", other)).status, 200U);
    }
    EXPECT_TRUE(onsale::tests::eventually([&] { return engine.ask(get("/", one)).status == 200U; }));
}

TEST_F(EngineTest, what_a_peer_that_is_no_proxy_says_of_others_is_ignored) {
    engine.options.connections_per_address = 1;
    engine.options.trusted_proxies = *parse_ranges("10.0.0.0/8");
    engine.handler.script = tell_client;
    start();
    auto first = engine.connect();
    EXPECT_EQ(first.ask(get("/", "X-Forwarded-For: 203.0.113.1\r\n")).body, "127.0.0.1");
    EXPECT_EQ(engine.ask(get("/", "X-Forwarded-For: 203.0.113.2\r\n")).status, 503U);
}

TEST_F(BehindAProxy, the_handler_hears_of_the_client_and_of_the_proxy_where_it_names_nobody) {
    engine.handler.script = tell_client;
    start();
    auto proxy = engine.connect();
    EXPECT_EQ(proxy.ask(get("/", one)).body, "203.0.113.1");
    EXPECT_EQ(proxy.ask(get("/")).body, "127.0.0.1");
}

}  // namespace
}  // namespace onsale::http::tests
