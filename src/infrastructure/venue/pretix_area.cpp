#include "infrastructure/venue/pretix_area.h"

#include <cmath>
#include <numbers>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "infrastructure/venue/limits.h"

namespace onsale::venue {
namespace {

std::vector<Position> ellipse(Position const& middle, double x, double y) {
    constexpr int corners = 24;
    if (x <= 0 || y <= 0) return {};
    std::vector<Position> outline;
    for (int i = 0; i < corners; ++i) {
        auto const angle = 2 * std::numbers::pi * i / corners;
        outline.push_back({middle.x + x * std::cos(angle), middle.y + y * std::sin(angle)});
    }
    return outline;
}

}  // namespace

std::string_view text_of(boost::json::object const& object, std::string_view field) {
    auto const* value = object.if_contains(field);
    if (value == nullptr || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

boost::json::object const* object_of(boost::json::object const& object, std::string_view field) {
    auto const* inner = object.if_contains(field);
    return inner == nullptr ? nullptr : inner->if_object();
}

double number_of(boost::json::object const* of, std::string_view field) {
    auto const* inner = of == nullptr ? nullptr : of->if_contains(field);
    auto const read = inner == nullptr || !inner->is_number() ? 0.0 : inner->to_number<double>();
    return std::abs(read) <= max_coordinate ? read : 0.0;
}

std::vector<Position> outline_of(boost::json::object const& area, Position const& at) {
    auto const shape = text_of(area, "shape");
    auto const* of = object_of(area, shape);
    if (shape == "rectangle") {
        auto const width = number_of(of, "width");
        auto const height = number_of(of, "height");
        if (width <= 0 || height <= 0) return {};
        return {at, {at.x + width, at.y}, {at.x + width, at.y + height}, {at.x, at.y + height}};
    }
    if (shape == "circle") return ellipse(at, number_of(of, "radius"), number_of(of, "radius"));
    if (shape == "ellipse") {
        auto const* radius = of == nullptr ? nullptr : object_of(*of, "radius");
        return ellipse(at, number_of(radius, "x"), number_of(radius, "y"));
    }
    auto const* points = shape == "polygon" && of != nullptr ? of->if_contains("points") : nullptr;
    if (points == nullptr || !points->is_array()) return {};
    std::vector<Position> outline;
    for (auto const& point : points->get_array()) {
        outline.push_back({at.x + number_of(point.if_object(), "x"), at.y + number_of(point.if_object(), "y")});
    }
    return outline.size() < 3 ? std::vector<Position>() : outline;
}

}  // namespace onsale::venue
