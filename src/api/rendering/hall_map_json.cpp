#include "api/rendering/hall_map_json.h"

#include <iterator>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "api/rendering/enum_names.h"

namespace onsale::api {
namespace {

std::string quoted(std::string_view text) {
    return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

std::string quoted_or_null(std::string_view text) { return text.empty() ? "null" : quoted(text); }

// [one,two,...]
template <class Items, class Append>
void append_list(std::string& out, Items const& items, Append append) {
    out.push_back('[');
    bool first = true;
    for (auto const& item : items) {
        if (!first) out.push_back(',');
        first = false;
        append(item);
    }
    out.push_back(']');
}

void append_stage(std::string& out, std::optional<hall::Stage> const& stage) {
    if (!stage) {
        out.append("null");
        return;
    }
    fmt::format_to(std::back_inserter(out),
                   R"({{"shape":"rectangle","x":{},"y":{},"width":{},"height":{},"label":"{}"}})", stage->corner.x,
                   stage->corner.y, stage->width, stage->height, name_of(stage->kind));
}

// All but places of areas.
std::vector<std::size_t> drawn_seats(hall::HallMap const& map) {
    std::vector<std::size_t> drawn;
    drawn.reserve(map.positions.size());
    for (auto const& row : map.rows) {
        if (map.sections[row.section].places > 0) continue;
        for (std::size_t i = 0; i < row.count; ++i) drawn.push_back(row.first + i);
    }
    return drawn;
}

void append_seats(std::string& out, hall::HallMap const& map) {
    auto const to = std::back_inserter(out);
    auto const drawn = drawn_seats(map);
    out.append(R"({"label":)");
    append_list(out, drawn, [&](std::size_t seat) { out.append(quoted(map.labels[seat])); });
    out.append(R"(,"category":)");
    append_list(out, drawn, [&](std::size_t seat) { fmt::format_to(to, "{}", map.category[seat]); });
    out.append(R"(,"x":)");
    append_list(out, drawn, [&](std::size_t seat) { fmt::format_to(to, "{}", map.positions[seat].x); });
    out.append(R"(,"y":)");
    append_list(out, drawn, [&](std::size_t seat) { fmt::format_to(to, "{}", map.positions[seat].y); });
    out.push_back('}');
}

void append_section(std::string& out, hall::MappedSection const& section) {
    auto const to = std::back_inserter(out);
    fmt::format_to(to, R"({{"name":{},"group":{},"outline":)", quoted(section.name), quoted_or_null(section.group));
    append_list(out, section.outline, [&](hall::MapPoint point) { fmt::format_to(to, "[{},{}]", point.x, point.y); });
    if (section.places > 0) fmt::format_to(to, R"(,"places":{},"category":{})", section.places, section.category);
    out.push_back('}');
}

void append_traits(std::string& out, hall::TraitRun const& run) {
    fmt::format_to(std::back_inserter(out), R"({{"first":{},"count":{},"traits":)", run.first, run.count);
    append_list(out, run.traits.list(),
                [&](SeatTrait trait) { out.append(1, '"').append(name_of(trait)).append(1, '"'); });
    out.push_back('}');
}

}  // namespace

std::string json_of(hall::HallMap const& map, std::optional<ConcertDateId> date) {
    std::string out;
    out.reserve(map.positions.size() * 24 + map.sections.size() * 256 + 1024);
    auto const to = std::back_inserter(out);
    fmt::format_to(to, R"({{"concertDate":{},"hall":{},"unit":{},)", date ? quoted(date->to_string()) : "null",
                   quoted_or_null(map.hall), hall::unit);
    fmt::format_to(to, R"("bounds":{{"x":{},"y":{},"width":{},"height":{}}},"stage":)", map.corner.x, map.corner.y,
                   map.width, map.height);
    append_stage(out, map.stage);
    out.append(R"(,"categories":)");
    append_list(out, map.categories, [&](hall::MappedCategory const& category) {
        fmt::format_to(to, R"({{"name":{},"colour":{},"price":{}}})", quoted_or_null(category.name),
                       quoted(category.colour), category.price.value);
    });
    out.append(R"(,"sections":)");
    append_list(out, map.sections, [&](hall::MappedSection const& section) { append_section(out, section); });
    out.append(R"(,"rows":)");
    append_list(out, map.rows, [&](hall::MappedRow const& row) {
        fmt::format_to(to, R"({{"section":{},"name":{},"first":{},"count":{}}})", row.section, quoted(row.name),
                       row.first, row.count);
    });
    out.append(R"(,"numbers":)");
    append_list(out, map.numbers, [&](hall::NumberRun const& run) {
        fmt::format_to(to, R"({{"first":{},"count":{}}})", run.first, run.count);
    });
    out.append(R"(,"seats":)");
    append_seats(out, map);
    out.append(R"(,"traits":)");
    append_list(out, map.traits, [&](hall::TraitRun const& run) { append_traits(out, run); });
    out.push_back('}');
    return out;
}

}  // namespace onsale::api
