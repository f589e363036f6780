#include "infrastructure/sale_encoding/detail_text.h"

#include <boost/json.hpp>

namespace onsale {
namespace {

namespace json = boost::json;

struct ToJson {
    json::value operator()(std::monostate) const { return nullptr; }
    json::value operator()(bool value) const { return value; }
    json::value operator()(std::int64_t value) const { return value; }
    json::value operator()(Instant at) const { return json::object{{"ms", at.time_since_epoch().count()}}; }
    json::value operator()(std::string const& text) const { return json::string(text); }
};

ActionValue value_of(json::value const& value) {
    if (value.is_null()) return std::monostate{};
    if (value.is_bool()) return value.get_bool();
    if (value.is_string()) return std::string(value.get_string());
    if (auto const* object = value.if_object()) return Instant{milliseconds{object->at("ms").as_int64()}};
    return value.as_int64();
}

}  // namespace

std::string detail_text(std::vector<ActionDetail> const& details) {
    json::object object;
    for (auto const& [name, value] : details) object[name] = std::visit(ToJson{}, value);
    return json::serialize(object);
}

std::vector<ActionDetail> read_details(std::string_view text) {
    try {
        std::vector<ActionDetail> details;
        auto const object = json::parse({text.data(), text.size()});
        for (auto const& [name, value] : object.as_object()) details.push_back({std::string(name), value_of(value)});
        return details;
    } catch (std::exception const& fault) {
        throw StorageFault(std::string("the details of an operator's action cannot be read: ") + fault.what());
    }
}

}  // namespace onsale
