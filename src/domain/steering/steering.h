// Steering of a line: what the operator changes while the sale runs, over what the settings say. One for all nodes.
//
// Pure rules. Nobody is called while admission is paused or before it opens; joining stays possible, and those who are
// inside or called already go on. A smaller capacity throws nobody out: nobody is called until enough have left.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/instant.h"
#include "domain/line_id.h"
#include "domain/steering/operator_action.h"
#include "domain/waiting/admission.h"

namespace onsale {

// A message to everybody in line.
struct LineMessage {
    std::string text;  // UTF-8, 1 to limits::longest_message bytes
    Instant at;        // when it was sent
    bool operator==(LineMessage const&) const = default;
};

struct Steering {
    LineId line = main_line;
    bool paused = false;
    std::optional<std::uint32_t> capacity{};          // nullopt: as the settings say
    std::optional<std::uint32_t> admit_per_second{};  // the same
    std::optional<Instant> opens_at{};                // nullopt: open since ever
    std::optional<LineMessage> message{};             // nullopt: none is shown
    std::optional<Instant> changed_at{};              // nullopt: never steered
    bool operator==(Steering const&) const = default;
};

// What a fan is told. Paused says more than not open yet: the opening time may then pass without anybody being called.
enum class Admission : std::uint8_t { open, paused, before_opening };
Admission admission_at(Steering const& steering, Instant now);

// The rules that hold: those of the settings, where the operator has not said otherwise.
LineRules in_force(LineRules settings, Steering const& steering);

// What is to become of one of them. The outer nullopt: it stays; the inner one: back to the settings, or to none.
template <class T>
using Change = std::optional<std::optional<T>>;

struct SteeringChange {
    std::optional<bool> paused{};
    Change<std::uint32_t> capacity{};
    Change<std::uint32_t> admit_per_second{};
    Change<Instant> opens_at{};
    Change<std::string> message{};  // also the same text again: it is sent again
};

struct Steered {
    Steering steering;
    std::vector<Action> actions;  // what was done, one for each thing that is different now; empty: all was so before
};
Steered steer(Steering const& before, SteeringChange const& change, Instant now);

}  // namespace onsale
