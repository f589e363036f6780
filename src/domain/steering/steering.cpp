#include "domain/steering/steering.h"

#include <utility>

namespace onsale {
namespace {

template <class T>
ActionValue value_of(std::optional<T> const& value) {
    if (!value) return std::monostate{};
    if constexpr (std::is_same_v<T, std::uint32_t>) {
        return std::int64_t{*value};
    } else {
        return *value;
    }
}

template <class T>
void change(std::optional<T>& value, Change<T> const& wanted, ActionKind kind, std::vector<Action>& actions) {
    if (!wanted || *wanted == value) return;
    actions.push_back({.kind = kind, .details = {{"from", value_of(value)}, {"to", value_of(*wanted)}}});
    value = *wanted;
}

void change_message(Steering& steering, SteeringChange const& change, Instant now, std::vector<Action>& actions) {
    if (!change.message) return;
    auto const& text = *change.message;
    if (text) {
        actions.push_back({.kind = ActionKind::send_message, .details = {{"text", *text}}});
        steering.message = LineMessage{*text, now};
    } else if (steering.message) {
        actions.push_back({.kind = ActionKind::clear_message, .details = {{"text", steering.message->text}}});
        steering.message.reset();
    }
}

}  // namespace

Admission admission_at(Steering const& steering, Instant now) {
    if (steering.paused) return Admission::paused;
    return steering.opens_at && now < *steering.opens_at ? Admission::before_opening : Admission::open;
}

LineRules in_force(LineRules settings, Steering const& steering) {
    settings.capacity = steering.capacity.value_or(settings.capacity);
    settings.admit_per_second = steering.admit_per_second.value_or(settings.admit_per_second);
    settings.paused = steering.paused;
    settings.opens_at = steering.opens_at.value_or(Instant::min());
    return settings;
}

Steered steer(Steering const& before, SteeringChange const& wanted, Instant now) {
    Steered result{.steering = before, .actions = {}};
    auto& [steering, actions] = result;
    if (wanted.paused && *wanted.paused != steering.paused) {
        actions.push_back({.kind = *wanted.paused ? ActionKind::pause : ActionKind::resume});
        steering.paused = *wanted.paused;
    }
    change(steering.capacity, wanted.capacity, ActionKind::set_capacity, actions);
    change(steering.admit_per_second, wanted.admit_per_second, ActionKind::set_rate, actions);
    change(steering.opens_at, wanted.opens_at, ActionKind::set_opening, actions);
    change_message(steering, wanted, now, actions);
    if (!actions.empty()) steering.changed_at = now;
    return result;
}

}  // namespace onsale
