// What an operator may write as the line's URL, and what it means.
#include "infrastructure/redis/url.h"

#include <gtest/gtest.h>

#include "infrastructure/redis/directory.h"

namespace onsale::redis {
namespace {

TEST(RedisUrl, a_host_is_enough) {
    auto const url = parse_url("redis://line.example").value();
    EXPECT_EQ(url.topology, Topology::single);
    EXPECT_EQ(url.endpoints, (std::vector<Endpoint>{{"line.example", 6379}}));
    EXPECT_EQ(url.prefix, "onsale");
    EXPECT_FALSE(url.tls);
}

TEST(RedisUrl, everything_can_be_said) {
    auto const url = parse_url("rediss://fan:p%40ss@[::1]:7000/3?prefix=summer-2026&ca=/etc/ca.pem").value();
    EXPECT_TRUE(url.tls);
    EXPECT_EQ(url.endpoints, (std::vector<Endpoint>{{"::1", 7000}}));
    EXPECT_EQ(url.user, "fan");
    EXPECT_EQ(url.password, "p@ss");
    EXPECT_EQ(url.database, 3U);
    EXPECT_EQ(url.prefix, "summer-2026");
    EXPECT_EQ(url.ca_file, "/etc/ca.pem");
}

TEST(RedisUrl, sentinels_and_their_master) {
    auto const url = parse_url("redis+sentinel://:secret@a:1,b,c:3/line-master/2?prefix=x").value();
    EXPECT_EQ(url.topology, Topology::sentinel);
    EXPECT_EQ(url.endpoints, (std::vector<Endpoint>{{"a", 1}, {"b", 26379}, {"c", 3}}));
    EXPECT_EQ(url.master_name, "line-master");
    EXPECT_EQ(url.database, 2U);
    EXPECT_EQ(url.password, "secret");
}

TEST(RedisUrl, nodes_of_a_cluster) {
    auto const url = parse_url("rediss+cluster://10.0.0.1:7000,10.0.0.2").value();
    EXPECT_EQ(url.topology, Topology::cluster);
    EXPECT_TRUE(url.tls);
    EXPECT_EQ(url.endpoints, (std::vector<Endpoint>{{"10.0.0.1", 7000}, {"10.0.0.2", 6379}}));
}

TEST(RedisUrl, what_is_wrong_is_refused_and_no_secret_is_repeated) {
    for (auto const* const text :
         {"", "line.example", "http://h", "redis+magic://h", "redis://", "redis://h:99999", "redis://h,,i",
          "redis://h/x", "redis://h/1/2", "redis://h?prefix=", "redis://h?prefix=a{b}", "redis://h?nothing=1",
          "redis+sentinel://h", "redis+cluster://h/1", "redis://u:topsecret@h/x", "redis://u:topsecret@:1",
          "redis://h,u:topsecret@i"}) {
        auto const url = parse_url(text);
        ASSERT_FALSE(url) << text;
        EXPECT_FALSE(url.error().contains("topsecret")) << url.error();
    }
}

// The examples of the specification of Redis Cluster, by redis-cli CLUSTER KEYSLOT.
TEST(RedisCluster, a_tag_has_its_slot) {
    EXPECT_EQ(cluster_slot("123456789"), 12'739);
    EXPECT_EQ(cluster_slot("foo"), 12'182);
}

}  // namespace
}  // namespace onsale::redis
