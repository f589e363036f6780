#include "infrastructure/sale_encoding/drawing_text.h"

#include <algorithm>

#include <boost/json.hpp>

#include "application/storage_fault.h"

namespace onsale {
namespace {

namespace json = boost::json;

constexpr std::int64_t no_category = -1;

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

std::string text_at(json::object const& object, char const* name) {
    auto const& text = object.at(name).as_string();
    return {text.data(), text.size()};
}

std::int32_t number_of(json::value const& value) { return value.to_number<std::int32_t>(); }

json::value json_of(std::optional<hall::Stage> const& stage) {
    if (!stage) return nullptr;
    return {{"kind", static_cast<int>(stage->kind)},
            {"x", stage->corner.x},
            {"y", stage->corner.y},
            {"width", stage->width},
            {"height", stage->height}};
}

std::int64_t stored_category(std::uint16_t category) {
    return category == hall::no_category ? no_category : std::int64_t{category};
}

json::object json_of(std::vector<hall::DrawnSeat> const& seats) {
    json::array number;
    json::array category;
    json::array x;
    json::array y;
    for (auto* list : {&number, &category, &x, &y}) list->reserve(seats.size());
    for (auto const& seat : seats) {
        number.emplace_back(seat.number);
        category.emplace_back(stored_category(seat.category));
        x.emplace_back(seat.point.x);
        y.emplace_back(seat.point.y);
    }
    return {{"number", std::move(number)}, {"category", std::move(category)}, {"x", std::move(x)}, {"y", std::move(y)}};
}

json::array json_of(std::vector<hall::DrawnArea> const& areas) {
    json::array list;
    for (auto const& area : areas) {
        json::array outline;
        for (auto const& point : area.outline) outline.push_back(json::array{point.x, point.y});
        list.push_back({{"section", view(area.section)},
                        {"category", stored_category(area.category)},
                        {"outline", std::move(outline)}});
    }
    return list;
}

std::uint16_t read_category(json::value const& value, std::size_t categories) {
    auto const index = value.to_number<std::int64_t>();
    if (index >= static_cast<std::int64_t>(categories)) throw StorageFault("a drawing without one of its categories");
    return index < 0 ? hall::no_category : static_cast<std::uint16_t>(index);
}

std::vector<hall::DrawnArea> read_areas(json::array const& areas, std::size_t categories) {
    std::vector<hall::DrawnArea> read;
    for (auto const& value : areas) {
        auto const& area = value.as_object();
        read.push_back({.section = text_at(area, "section"),
                        .outline = {},
                        .category = read_category(area.at("category"), categories)});
        for (auto const& point : area.at("outline").as_array()) {
            read.back().outline.push_back({number_of(point.at(0)), number_of(point.at(1))});
        }
    }
    return read;
}

std::optional<hall::Stage> read_stage(json::value const& value) {
    if (value.is_null()) return std::nullopt;
    auto const& stage = value.as_object();
    return hall::Stage{.kind = number_of(stage.at("kind")) == 1 ? hall::StageKind::pitch : hall::StageKind::stage,
                       .corner = {number_of(stage.at("x")), number_of(stage.at("y"))},
                       .width = number_of(stage.at("width")),
                       .height = number_of(stage.at("height"))};
}

std::vector<hall::DrawnSeat> read_seats(json::object const& seats, std::size_t categories) {
    auto const& number = seats.at("number").as_array();
    auto const& category = seats.at("category").as_array();
    auto const& x = seats.at("x").as_array();
    auto const& y = seats.at("y").as_array();
    std::vector<hall::DrawnSeat> read;
    read.reserve(number.size());
    for (std::size_t i = 0; i < number.size(); ++i) {
        read.push_back({.number = number_of(number.at(i)),
                        .point = {number_of(x.at(i)), number_of(y.at(i))},
                        .category = read_category(category.at(i), categories)});
    }
    std::ranges::sort(read, {}, &hall::DrawnSeat::number);
    return read;
}

hall::Drawing drawing_of(json::object const& root) {
    hall::Drawing drawing{.hall = text_at(root, "hall"),
                          .stage = read_stage(root.at("stage")),
                          .categories = {},
                          .sections = {},
                          .seats = {}};
    for (auto const& value : root.at("categories").as_array()) {
        auto const& category = value.as_object();
        drawing.categories.push_back({text_at(category, "name"), text_at(category, "colour")});
    }
    for (auto const& value : root.at("sections").as_array()) {
        auto const& section = value.as_object();
        drawing.sections.push_back({text_at(section, "name"), text_at(section, "group")});
    }
    drawing.seats = read_seats(root.at("seats").as_object(), drawing.categories.size());
    if (auto const* areas = root.if_contains("areas")) {
        drawing.areas = read_areas(areas->as_array(), drawing.categories.size());
    }
    return drawing;
}

}  // namespace

std::string text_of(hall::Drawing const& drawing) {
    json::array categories;
    for (auto const& category : drawing.categories) {
        categories.push_back({{"name", view(category.name)}, {"colour", view(category.colour)}});
    }
    json::array sections;
    for (auto const& section : drawing.sections) {
        sections.push_back({{"name", view(section.name)}, {"group", view(section.group)}});
    }
    json::object root{{"hall", view(drawing.hall)},
                      {"stage", json_of(drawing.stage)},
                      {"categories", std::move(categories)},
                      {"sections", std::move(sections)},
                      {"seats", json_of(drawing.seats)}};
    if (!drawing.areas.empty()) root["areas"] = json_of(drawing.areas);
    return json::serialize(root);
}

hall::Drawing read_drawing(std::string_view text) {
    try {
        return drawing_of(json::parse(view(text)).as_object());
    } catch (std::bad_alloc const&) {
        throw;
    } catch (StorageFault const&) {
        throw;
    } catch (std::exception const& fault) {
        throw StorageFault(std::string("a drawing that cannot be read: ") + fault.what());
    }
}

}  // namespace onsale
