#include "infrastructure/redis/line/line_store.h"

#include <charconv>

#include <boost/endian/conversion.hpp>
#include <fmt/format.h>

#include "infrastructure/redis/line/line_keys.h"
#include "infrastructure/redis/line/scripts.h"

namespace onsale::redis {
namespace {

// A script takes a few milliseconds; opening a large line after a loss a few hundred.
constexpr std::chrono::milliseconds usual_patience{1'000};
constexpr std::chrono::milliseconds opening_patience{5'000};
static_assert(LeaseTerms{}.before_opening > usual_patience + longest_back_off,
              "nodes that remember the line must have had a try before it is opened without");

static_assert(LeaseTerms{}.roll_call > usual_patience + longest_back_off,
              "all nodes must have had a try before one is missed");

Deadline within(std::chrono::milliseconds patience) { return std::chrono::steady_clock::now() + patience; }

void put(std::string& to, PlaceNumber place) {
    std::array<unsigned char, 4> bytes;
    boost::endian::store_big_u32(bytes.data(), place.value);
    to.append(bytes.begin(), bytes.end());
}

void put(std::string& to, Instant at) {
    std::array<unsigned char, 8> bytes;
    boost::endian::store_big_s64(bytes.data(), at.time_since_epoch().count());
    to.append(bytes.begin(), bytes.end());
}

void put(std::string& to, UserId user) { to.append(user.value.bytes.begin(), user.value.bytes.end()); }

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
    if (bytes.size() < at + 4) throw StorageFault("the line in Redis has a value that is cut short");
    return boost::endian::load_big_u32(reinterpret_cast<unsigned char const*>(bytes.data()) + at);
}

Instant instant_at(std::string_view bytes, std::size_t at) {
    if (bytes.size() < at + 8) throw StorageFault("the line in Redis has a value that is cut short");
    return Instant{
        milliseconds{boost::endian::load_big_s64(reinterpret_cast<unsigned char const*>(bytes.data()) + at)}};
}

std::int64_t whole_number(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{}) throw StorageFault("the line in Redis has a number that is none");
    return number;
}

PlaceNumber place_of(ReplyView text) { return {static_cast<std::uint32_t>(whole_number(text.text()))}; }

std::string packed(Wish const& wish) {
    std::string text(1, static_cast<char>(wish.kind));
    put(text, wish.user);
    put(text, wish.shown);
    put(text, wish.entered_at);
    return text;
}

WishAnswer answer_of(std::string_view text) {
    if (text.empty()) throw StorageFault("Redis gave no answer to a wish");
    WishAnswer answer{static_cast<WishAnswer::Kind>(text.front())};
    if (answer.kind == WishAnswer::Kind::place) {
        answer.place = {u32_at(text, 1)};
        answer.joined_at = Instant{seconds{u32_at(text, 5)}};
    }
    return answer;
}

Relation relation_of(std::string_view word) {
    if (word == "same") return Relation::same;
    if (word == "lost") return Relation::lost;
    if (word == "other") return Relation::other;
    if (word == "behind") return Relation::behind;
    if (word == "waits") return Relation::waits;
    throw StorageFault("Redis answered something else than was asked for");
}

std::vector<LiveSession> sessions_in(ReplyView list) {
    std::vector<LiveSession> sessions;
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) {
        auto const value = list[i + 1].text();
        LiveSession one{
            .user = {}, .place = place_of(list[i]), .session = {instant_at(value, 16), instant_at(value, 24)}};
        std::copy_n(value.begin(), one.user.value.bytes.size(), one.user.value.bytes.begin());
        sessions.push_back(one);
    }
    return sessions;
}

}  // namespace

LineStore::LineStore(Url const& url, Options options)
    : options_(options),
      replicated_(url.topology == Topology::sentinel),
      rules_(options.rules),
      client_(url, hash_tag(url, options.line)),
      keys_(line_keys(url, options.line)),
      beat_(std::string(beat_lua())),
      open_(std::string(open_lua())),
      snapshot_(std::string(snapshot_lua())),
      wishes_(std::string(wishes_lua())),
      chance_(std::random_device{}() * 0x1'0000'0001ULL ^ std::random_device{}()),
      node_(new_nonce()) {}

std::string LineStore::new_nonce() { return fmt::format("{:016x}", chance_()); }

// The first ones, as scripts/line.lua reads them.
std::vector<std::string> LineStore::arguments(LineVersion const& have) {
    client_.connect(within(usual_patience));  // its server is an argument
    if (client_.server().evicts) {
        throw StoreUnfit(fmt::format(
            "Redis has a maxmemory and the policy {}: it would throw parts of the line away. Set maxmemory-policy "
            "noeviction",
            client_.server().policy));
    }
    auto const& rules = rules_;
    auto const in_ms = [](Instant at) { return std::to_string(at.time_since_epoch().count()); };
    auto const reckoned = clock_.now(options_.time.steady_now());
    return {options_.time.redis == nullptr ? "" : in_ms(options_.time.redis->now()),
            in_ms(reckoned.value_or(Instant{})),
            std::to_string(have.number),
            have.nonce,
            new_nonce(),
            have.epoch,
            std::to_string(rules.capacity),
            std::to_string(rules.admit_per_second),
            std::to_string(milliseconds{rules.claim_window}.count()),
            std::to_string(milliseconds{rules.session_term}.count()),
            std::to_string(rules.away_after.count()),
            std::to_string(milliseconds{return_grace}.count()),
            std::to_string(options_.most_places),
            rules.paused ? "1" : "0",
            in_ms(std::max(rules.opens_at, Instant{})),
            client_.server().run,
            node_,
            std::to_string(options_.lease.term.count()),
            std::to_string(options_.lease.roll_call.count()),
            std::to_string(rules.place_term.count())};
}

std::string LineStore::advice() const {
    auto const& server = client_.server();
    if (server.waits_for_replicas || (server.replicas == 0 && !replicated_)) return {};
    return "Redis has replicas and its min-replicas-to-write is 0: cut off from them, an old master goes on next to "
           "the "
           "new one, and both let fans in. Set min-replicas-to-write 1";
}

Reply LineStore::ask(Script const& script, std::vector<std::string> const& arguments,
                     std::chrono::milliseconds patience) {
    auto const sent = options_.time.steady_now();
    auto reply = client_.run(script, keys_, arguments, within(patience));
    clock_.heard(Instant{milliseconds{reply[1].number()}}, sent, options_.time.steady_now());
    return reply;
}

LineChanges LineStore::run(Script const& script, std::vector<std::string> const& arguments, LineVersion const& have,
                           Reply& reply) {
    reply = ask(script, arguments, usual_patience);
    LineChanges changes{
        .relation = relation_of(reply[0].text()), .version = {}, .last_given = {}, .events = {}, .grace = false};
    if (changes.relation != Relation::same) return changes;
    known_at_ = Instant{milliseconds{reply[1].number()}};
    changes.version = {have.epoch, static_cast<std::uint64_t>(reply[2].number()), std::string(reply[3].text())};
    changes.last_given = {static_cast<std::uint32_t>(reply[4].number())};
    changes.grace = reply[7].number() != 0;
    auto const told = reply[5];
    for (std::size_t i = 0; i < told.size(); ++i) changes.events.emplace_back(told[i].text());
    return changes;
}

LineChanges LineStore::grant(LineVersion const& have, std::span<Wish const> wishes, std::vector<WishAnswer>& answers) {
    auto words = arguments(have);
    for (auto const& wish : wishes) words.push_back(packed(wish));
    Reply reply(nullptr);
    auto changes = run(wishes_, words, have, reply);
    answers.clear();
    if (changes.relation != Relation::same) return changes;
    for (std::size_t i = 0; i < wishes.size(); ++i) answers.push_back(answer_of(reply[6][i].text()));
    return changes;
}

LineChanges LineStore::beat(LineVersion const& have, std::span<std::uint32_t const> polled,
                            std::span<Returning const> returning) {
    auto words = arguments(have);
    words.push_back(std::to_string(fence_));
    words.push_back(std::to_string(options_.lease.gap.count()));
    std::string signs;
    for (auto const place : polled) put(signs, PlaceNumber{place});
    words.push_back(std::move(signs));
    std::string back;
    for (auto const& fan : returning) {
        put(back, fan.place);
        put(back, fan.user);
    }
    words.push_back(std::move(back));
    Reply reply(nullptr);
    auto changes = run(beat_, words, have, reply);
    if (changes.relation == Relation::same) fence_ = static_cast<std::uint64_t>(reply[6][0].number());
    return changes;
}

void LineStore::open(Remembered const& remembered) {
    auto words = arguments(remembered.version);
    words.push_back(new_nonce());
    words.push_back(std::to_string(remembered.last_given.value));
    words.push_back(remembered.ended);
    std::string sessions;
    for (auto const& one : remembered.sessions) {
        put(sessions, one.place);
        put(sessions, one.user);
        put(sessions, one.session.entered_at);
        put(sessions, one.session.expires_at);
    }
    words.push_back(std::move(sessions));
    words.push_back(std::to_string(known_at_.time_since_epoch().count()));
    words.push_back(remembered.waiting);
    ask(open_, words, opening_patience);
}

std::optional<LineSnapshot> LineStore::snapshot() {
    auto const reply = ask(snapshot_, arguments({}), opening_patience);
    if (reply[0].text() != "snapshot") return std::nullopt;
    LineSnapshot whole{.version = {std::string(reply[2].text()), static_cast<std::uint64_t>(reply[3].number()),
                                   std::string(reply[4].text())},
                       .last_given = {static_cast<std::uint32_t>(reply[5].number())},
                       .alive = std::string(reply[6].text()),
                       .waiting = std::string(reply[7].text()),
                       .ended = std::string(reply[8].text()),
                       .called = {},
                       .sessions = sessions_in(reply[10]),
                       .missing = std::string(reply[11].text())};
    auto const called = reply[9];
    for (std::size_t i = 0; i + 1 < called.size(); i += 2) {
        whole.called.emplace_back(place_of(called[i]), Instant{milliseconds{whole_number(called[i + 1].text())}});
    }
    return whole;
}

}  // namespace onsale::redis
