#include "api/rendering/steering_json.h"

#include "api/json/iso_time.h"

namespace onsale::api {
namespace {

namespace json = boost::json;

// Exhaustive, without a default: a new kind does not build until it has a name.
std::string_view name_of(ActionKind kind) {
    switch (kind) {
        case ActionKind::pause:
            return "pause";
        case ActionKind::resume:
            return "resume";
        case ActionKind::set_capacity:
            return "set-capacity";
        case ActionKind::set_rate:
            return "set-rate";
        case ActionKind::set_opening:
            return "set-opening";
        case ActionKind::send_message:
            return "send-message";
        case ActionKind::clear_message:
            return "clear-message";
        case ActionKind::close_sale:
            return "close-sale";
        case ActionKind::reopen_sale:
            return "reopen-sale";
        case ActionKind::create_concert:
            return "create-concert";
        case ActionKind::create_date:
            return "create-date";
        case ActionKind::add_seats:
            return "add-seats";
        case ActionKind::upload_plan:
            return "upload-plan";
        case ActionKind::set_term:
            return "set-term";
        case ActionKind::block_seats:
            return "block-seats";
        case ActionKind::unblock_seats:
            return "unblock-seats";
        case ActionKind::set_price:
            return "set-price";
    }
    return "unknown";  // of a newer onsale
}

struct ToJson {
    json::value operator()(std::monostate) const { return nullptr; }
    json::value operator()(Instant at) const { return json::string(to_iso(at)); }
    json::value operator()(std::string const& text) const { return json::string(text); }
    json::value operator()(bool value) const { return value; }
    json::value operator()(std::int64_t value) const { return value; }
};

json::value number_or_null(std::optional<std::uint32_t> const& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

}  // namespace

std::string_view name_of(Admission admission) {
    switch (admission) {
        case Admission::open:
            return "open";
        case Admission::paused:
            return "paused";
        case Admission::before_opening:
            return "before-opening";
    }
    return "open";
}

json::value json_of(std::optional<Instant> const& at) { return at ? json::value(to_iso(*at)) : json::value(nullptr); }

json::value json_of(std::optional<LineMessage> const& message) {
    if (!message) return nullptr;
    return json::object{{"text", message->text}, {"at", to_iso(message->at)}};
}

json::object notice_of(Steering const& steering, Instant now) {
    return {{"admission", name_of(admission_at(steering, now))},
            {"opensAt", json_of(steering.opens_at)},
            {"message", json_of(steering.message)}};
}

json::object json_of(Steering const& steering, LineRules const& settings) {
    auto const rules = in_force(settings, steering);
    return {{"line", steering.line.view()},
            {"paused", steering.paused},
            {"capacity", number_or_null(steering.capacity)},
            {"admitPerSecond", number_or_null(steering.admit_per_second)},
            {"opensAt", json_of(steering.opens_at)},
            {"message", json_of(steering.message)},
            {"inForce", json::object{{"capacity", rules.capacity}, {"admitPerSecond", rules.admit_per_second}}},
            {"changedAt", json_of(steering.changed_at)}};
}

json::object json_of(OperatorAction const& action) {
    json::object detail;
    for (auto const& [name, value] : action.what.details) detail[name] = std::visit(ToJson{}, value);
    auto const& subject = action.what.subject;
    return {{"id", action.id.to_string()},
            {"at", to_iso(action.at)},
            {"by", action.by},
            {"action", name_of(action.what.kind)},
            {"subject", subject ? json::value(*subject) : json::value(nullptr)},
            {"detail", std::move(detail)}};
}

}  // namespace onsale::api
