// RecordedCalls: the calls of fans, each noted in the fan's record: before it is sent, what is asked; when it is
// answered, what was promised. A call whose answer never came stays noted as lost: it may have happened or not.
//
// An answer that contradicts the record is a violation. One thread; one connection to each node.
//
// With several nodes, each call goes to one of them by chance. Parts that they lean on may be away, so "not now" (503)
// is an answer that never came, as long as it says when to ask again. And a node may take a moment to hear that a
// session has ended on another one.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crash/findings.h"
#include "support/any_node.h"
#include "support/fan.h"

namespace onsale::tests {

struct Claim {
    std::string reservation;
    std::string payment{};  // empty: not paid yet
};

struct LostCall {
    enum class What : std::uint8_t { none, poll, charge, reserve, release, pay, leave };
    What what = What::none;
    std::string seat{};       // of reserve, release, pay
    std::int64_t amount = 0;  // of charge, pay
    std::string key{};        // of charge
};

// A charge that was answered, and what it was answered with.
struct KeyedCharge {
    std::string key;
    std::int64_t amount = 0;
    std::string body{};
};

enum class Ending : std::uint8_t { paid, left };

// A place that is over: its session was paid or left, or it was left while waiting.
struct EndedPlace {
    std::int64_t place = 0;
    std::string token{};  // of the session; empty: never inside, as far as the fan was told
    std::chrono::steady_clock::time_point at{};
    Ending ending = Ending::left;
};

// What one fan was told, and nothing else.
struct FanRecord {
    Fan fan;
    std::int64_t points = 0;
    std::map<std::string, Claim> claims{};  // by seat
    std::vector<KeyedCharge> charges{};
    std::optional<std::int64_t> place{};  // in line, or inside
    bool inside = false;
    std::vector<EndedPlace> ended{};  // paid or left, in this order
    LostCall lost{};
    bool touched = true;  // since it was last checked
    bool retired = false;
};

using Prices = std::map<std::string, std::int64_t>;  // by seat

// The server went away before it answered, or could not do it now.
struct ConnectionLost {};

class RecordedCalls {
  public:
    // `seed`: for the choice among several nodes.
    RecordedCalls(std::vector<std::uint16_t> const& ports, std::uint64_t seed, Prices const& prices, Findings& findings,
                  Places& places);

    // Each throws ConnectionLost. Each may repeat the lost call of its record; then that is settled.
    void enrol(std::deque<FanRecord>& records);
    void poll(FanRecord& record);
    // Each charge has an Idempotency-Key of its own; the lost one is repeated with the same.
    void charge(FanRecord& record, std::int64_t amount);
    // One that was answered: the same answer, and no more points.
    void charge_again(FanRecord& record, KeyedCharge const& charge);
    void reserve(FanRecord& record, std::string const& seat);
    void release(FanRecord& record, std::string const& seat);
    void pay(FanRecord& record, std::string const& seat);
    void leave(FanRecord& record);

    // Asks again for what was lost.
    void settle(FanRecord& record);

  private:
    Response ask_charge(FanRecord const& record, KeyedCharge const& charge);
    template <class Ask>
    Response answered(FanRecord& record, LostCall call, Ask const& ask);
    bool good(Response const& answer, unsigned status, FanRecord const& record, char const* what);
    void end_session(FanRecord& record, Ending ending);
    bool came_back(FanRecord& record, std::int64_t place) const;
    bool not_heard_yet(FanRecord const& record, std::int64_t place) const;
    void check_new_place(FanRecord& record, std::int64_t place, std::int64_t newest, bool again);

    AnyNode any_;
    bool const several_;
    std::int64_t price_of(FanRecord const& record, std::string const& reservation) const;

    Prices const& prices_;
    Findings& findings_;
    Places& places_;
};

}  // namespace onsale::tests
