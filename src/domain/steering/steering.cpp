#include "domain/steering/steering.h"

#include <utility>

namespace onsale {
namespace {

template <class T>
DeedValue value_of(std::optional<T> const& value) {
    if (!value) return std::monostate{};
    if constexpr (std::is_same_v<T, std::uint32_t>) {
        return std::int64_t{*value};
    } else {
        return *value;
    }
}

template <class T>
void change(std::optional<T>& value, Change<T> const& wanted, DeedKind kind, std::vector<Deed>& deeds) {
    if (!wanted || *wanted == value) return;
    deeds.push_back({.kind = kind, .details = {{"from", value_of(value)}, {"to", value_of(*wanted)}}});
    value = *wanted;
}

void change_message(Steering& steering, SteeringChange const& change, Instant now, std::vector<Deed>& deeds) {
    if (!change.message) return;
    auto const& text = *change.message;
    if (text) {
        deeds.push_back({.kind = DeedKind::send_message, .details = {{"text", *text}}});
        steering.message = LineMessage{*text, now};
    } else if (steering.message) {
        deeds.push_back({.kind = DeedKind::clear_message, .details = {{"text", steering.message->text}}});
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
    Steered result{.steering = before, .deeds = {}};
    auto& [steering, deeds] = result;
    if (wanted.paused && *wanted.paused != steering.paused) {
        deeds.push_back({.kind = *wanted.paused ? DeedKind::pause : DeedKind::resume});
        steering.paused = *wanted.paused;
    }
    change(steering.capacity, wanted.capacity, DeedKind::set_capacity, deeds);
    change(steering.admit_per_second, wanted.admit_per_second, DeedKind::set_rate, deeds);
    change(steering.opens_at, wanted.opens_at, DeedKind::set_opening, deeds);
    change_message(steering, wanted, now, deeds);
    if (!deeds.empty()) steering.changed_at = now;
    return result;
}

}  // namespace onsale
