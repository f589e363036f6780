// Operator actions: what was done to the sale, by whom and when. They are only ever added, in the same unit of work as
// what they tell of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/identifiers.h"
#include "domain/instant.h"

namespace onsale {

using OperatorActionId = Id<struct OperatorActionTag>;

// The operator's name, as they call themselves: known by nothing but the admin key. UTF-8, 1 to
// limits::longest_operator bytes.
struct Operator {
    std::string name = "operator";
};

// The numbers are what stores keep.
enum class ActionKind : std::uint8_t {
    pause = 0,
    resume = 1,
    set_capacity = 2,
    set_rate = 3,
    set_opening = 4,
    send_message = 5,
    clear_message = 6,
    close_sale = 7,
    reopen_sale = 8,
    create_concert = 9,
    create_date = 10,
    add_seats = 11,
    upload_plan = 12,
    set_term = 13,
    block_seats = 14,
    unblock_seats = 15,
    set_price = 16,
};

// One detail of an action, e.g. {"from", 1000}; monostate: what there was not.
using ActionValue = std::variant<std::monostate, bool, std::int64_t, Instant, std::string>;
struct ActionDetail {
    std::string name;  // ASCII, as the API shows it
    ActionValue value;
    bool operator==(ActionDetail const&) const = default;
};

struct Action {
    ActionKind kind{};
    std::optional<std::string> subject{};  // the id of what it was done to, where that is one of many
    std::vector<ActionDetail> details{};
    bool operator==(Action const&) const = default;
};

struct OperatorAction {
    OperatorActionId id;
    Instant at;
    std::string by;
    Action what;
};

}  // namespace onsale
