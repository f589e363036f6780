#include "app/serving/store/agreed_settings.h"

#include <array>
#include <chrono>
#include <thread>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "app/config/descriptors.h"
#include "app/config/value_text.h"
#include "infrastructure/postgres/sale/agreements.h"

namespace onsale {
namespace {

constexpr std::array<std::string_view, 12> agreed{
    "phase",         "max_connections",      "admit_per_second",  "claim_seconds", "token_seconds", "away_seconds",
    "place_seconds", "access_token_seconds", "seat_hold_seconds", "max_charge",    "jwt_secret",    "admin_key"};

// A key of sixteen bytes that somebody thought of can be guessed: each guess is to cost some milliseconds.
constexpr int hash_rounds = 100'000;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t salt_digits = 32;
constexpr std::string_view not_set = "not set";

constexpr std::chrono::seconds wait_for_ended_nodes{1};
constexpr std::chrono::milliseconds glance{50};

template <class Bytes>
std::string digits_of(Bytes const& bytes) {
    std::string text;
    for (auto const byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

std::string new_salt() {
    std::array<unsigned char, salt_digits / 2> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) throw std::runtime_error("no random bytes");
    return digits_of(bytes);
}

// "SALT:HASH"
std::string hashed(std::string_view salt, std::string const& secret) {
    std::array<unsigned char, hash_bytes> hash{};
    if (PKCS5_PBKDF2_HMAC(secret.data(), static_cast<int>(secret.size()),
                          reinterpret_cast<unsigned char const*>(salt.data()), static_cast<int>(salt.size()),
                          hash_rounds, EVP_sha256(), static_cast<int>(hash.size()), hash.data()) != 1) {
        throw std::runtime_error("a secret could not be hashed");
    }
    return fmt::format("{}:{}", salt, digits_of(hash));
}

// `kept`: what the store has, with the salt that it was made with; empty: nothing.
std::string kept_value(config::Descriptor const& setting, config::Settings const& settings, std::string_view kept) {
    if (!setting.secret()) return config::show_value(setting, settings);
    auto const& secret = settings.*std::get<config::Secret config::Settings::*>(setting.member);
    if (!secret.set()) return std::string(not_set);
    bool const has_salt = kept.size() > salt_digits && kept[salt_digits] == ':';
    return hashed(has_salt ? kept.substr(0, salt_digits) : new_salt(), secret.bytes);
}

struct Compared {
    postgres::Agreements ours;  // what the store has not, or not so
    std::string differences;
};

Compared compared(config::Settings const& settings, postgres::Agreements const& kept) {
    Compared result;
    for (auto const key : agreed) {
        auto const& setting = *config::find_descriptor(key);
        auto const there = kept.find(std::string(key));
        auto ours = kept_value(setting, settings, there == kept.end() ? "" : std::string_view(there->second));
        if (there != kept.end() && there->second == ours) continue;
        if (there != kept.end()) {
            if (!result.differences.empty()) result.differences += ", ";
            result.differences += setting.secret()
                                      ? fmt::format("{} is another one", key)
                                      : fmt::format("{} is {} here and {} there", key, ours, there->second);
        }
        result.ours.emplace(key, std::move(ours));
    }
    return result;
}

}  // namespace

std::span<std::string_view const> agreed_settings() { return agreed; }

void agree_on_settings(config::Settings const& settings, OnDifference on_difference) {
    auto const decide = [&](postgres::Agreements const& kept, bool alone) {
        auto result = compared(settings, kept);
        if (!result.differences.empty() && !alone && on_difference == OnDifference::refuse) {
            throw SettingsDiffer(fmt::format(
                "settings differ from those of the other nodes of this store: {}. Make them equal; or stop all other "
                "nodes; or start with --accept-settings, and the others with the same settings",
                result.differences));
        }
        return std::move(result.ours);
    };
    for (auto const end = std::chrono::steady_clock::now() + wait_for_ended_nodes;;) {
        try {
            return postgres::agree(settings.store.text, decide);
        } catch (SettingsDiffer const&) {
            if (std::chrono::steady_clock::now() > end) throw;
        }
        std::this_thread::sleep_for(glance);
    }
}

}  // namespace onsale
