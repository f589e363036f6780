// Which addresses are one place, and how many connections it has.
#include "http/address.h"

#include "http/engine.h"
#include "support/eventually.h"

namespace onsale::http::tests {
namespace {

Address address(char const* text) { return Address::parse(text).value(); }

TEST(AddressRanges, contain_what_shares_their_first_bits) {
    struct Case {
        char const* range;
        char const* inside;
        char const* outside;
    };
    for (auto const& [range, inside, outside] :
         {Case{"10.0.0.0/8", "10.255.0.1", "11.0.0.1"}, Case{"172.16.0.0/12", "172.31.255.255", "172.32.0.0"},
          Case{"192.0.2.1", "192.0.2.1", "192.0.2.2"}, Case{"fc00::/7", "fdff::1", "fe00::1"},
          Case{"::1", "::1", "::2"}, Case{"0.0.0.0/0", "203.0.113.9", "2001:db8::1"}}) {
        EXPECT_TRUE(AddressRange::parse(range)->contains(address(inside))) << range;
        EXPECT_FALSE(AddressRange::parse(range)->contains(address(outside))) << range;
    }
}

TEST(AddressCountsTest, each_place_has_its_own_bound_and_the_exempt_have_none) {
    AddressCounts counts(2, *parse_ranges("10.0.0.0/8"));
    EXPECT_TRUE(counts.enter(address("192.0.2.1")));
    EXPECT_TRUE(counts.enter(address("192.0.2.1")));
    EXPECT_FALSE(counts.enter(address("192.0.2.1")));
    EXPECT_TRUE(counts.enter(address("192.0.2.2")));
    EXPECT_TRUE(counts.enter(address("2001:db8::1")));
    EXPECT_TRUE(counts.enter(address("2001:db8::2")));
    EXPECT_FALSE(counts.enter(address("2001:db8:0:0:ffff::3"))) << "the same network of 64 bits";
    EXPECT_TRUE(counts.enter(address("2001:db8:0:1::1")));
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(counts.enter(address("10.1.2.3")));
    counts.leave(address("192.0.2.1"));
    EXPECT_TRUE(counts.enter(address("192.0.2.1")));
}

using ConnectionsOfOneAddress = EngineTest;

TEST_F(ConnectionsOfOneAddress, beyond_the_bound_are_told_503_until_one_of_them_has_gone) {
    engine.options.connections_per_address = 2;
    start();
    auto first = engine.connect();
    EXPECT_EQ(first.ask(get("/1")).status, 200U);
    {
        auto second = engine.connect();
        EXPECT_EQ(second.ask(get("/2")).status, 200U);
        auto third = engine.connect();
        EXPECT_EQ(third.read_response().status, 503U);
    }
    EXPECT_TRUE(onsale::tests::eventually([&] { return engine.server->connections() == 1; }));
    EXPECT_EQ(engine.ask(get("/4", "Connection: close\r\n")).status, 200U);
    EXPECT_EQ(first.ask(get("/5")).status, 200U);
}

TEST_F(ConnectionsOfOneAddress, are_not_bounded_for_a_proxy) {
    engine.options.connections_per_address = 1;
    engine.options.trusted_proxies = *parse_ranges("127.0.0.0/8");
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(engine.connect());
        EXPECT_EQ(clients.back().ask(get("/")).status, 200U);
    }
}

}  // namespace
}  // namespace onsale::http::tests
