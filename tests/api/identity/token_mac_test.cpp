#include "api/identity/token_mac.h"

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace onsale::identity {
namespace {

std::string hex(MacBytes const& mac) {
    std::string text;
    for (auto const byte : mac) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

// RFC 4231, 4.3 (test case 2).
constexpr std::string_view key = "Jefe";
constexpr std::string_view message = "what do ya want for nothing?";
constexpr std::string_view expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

TEST(token_mac, the_vector_of_the_rfc_holds_again_and_again) {
    TokenMac const mac(key);
    EXPECT_EQ(hex(mac.of(message)), expected);
    EXPECT_NE(hex(mac.of("something else")), expected);
    EXPECT_EQ(hex(mac.of(message)), expected);
}

TEST(token_mac, more_keys_than_a_thread_keeps_ready_are_never_confused) {
    std::vector<std::unique_ptr<TokenMac>> macs;
    for (int i = 0; i < 10; ++i) macs.push_back(std::make_unique<TokenMac>("key " + std::to_string(i)));
    std::vector<std::string> first;
    for (auto const& mac : macs) first.push_back(hex(mac->of(message)));
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < macs.size(); ++i) ASSERT_EQ(hex(macs[i]->of(message)), first[i]);
    }
}

TEST(token_mac, a_new_key_in_the_place_of_an_old_one_is_not_mistaken_for_it) {
    std::optional<TokenMac> mac;
    mac.emplace("another");
    auto const other = hex(mac->of(message));
    mac.emplace(key);
    EXPECT_EQ(hex(mac->of(message)), expected);
    EXPECT_NE(other, expected);
}

TEST(token_mac, many_threads_use_one_key_at_once) {
    TokenMac const mac(key);
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 500; ++i) wrong += hex(mac.of(message)) == expected ? 0 : 1;
            });
        }
    }
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace onsale::identity
