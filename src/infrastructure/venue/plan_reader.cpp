#include "infrastructure/venue/plan_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "infrastructure/venue/plan_builder.h"

namespace onsale::venue {
namespace {

constexpr std::string_view plan_format = "onsale-venue-plan/1";

class OwnReader {
  public:
    OwnReader(PlanOptions const& options, Complaints& complaints)
        : complaints_(complaints), builder_(options, complaints), plan_(builder_.plan()) {}

    VenuePlan read(json::value const& root) {
        Path const at;
        auto const* plan =
            read_object(root, at, {"$schema", "format", "name", "source", "licence", "stage", "categories", "sections"},
                        {"format", "name", "sections"}, complaints_);
        if (plan == nullptr) return {};
        read_heading(*plan, at);
        plan_.format = plan_format;
        if (auto const* value = plan->if_contains("stage"))
            plan_.stage = read_stage(*value, {at, "stage"}, complaints_);
        if (auto const* value = plan->if_contains("categories")) read_categories(*value, {at, "categories"});
        if (auto const* value = plan->if_contains("sections")) read_sections(*value, {at, "sections"});
        return std::move(plan_);
    }

  private:
    void read_heading(json::object const& plan, Path const& at) {
        auto const* format = plan.if_contains("format");
        if (format != nullptr && *format != json::value(plan_format)) {
            complaints_.add(Path(at, "format"), fmt::format("must be \"{}\"", plan_format));
        }
        auto const read = [&](std::string_view field, std::string& into) {
            auto const* value = plan.if_contains(field);
            if (value == nullptr) return;
            into = read_text(*value, Path(at, field), max_text_characters, complaints_).value_or("");
        };
        std::string schema;  // for editors only
        read("$schema", schema);
        read("name", plan_.name);
        read("source", plan_.source);
        read("licence", plan_.licence);
    }

    void read_categories(json::value const& value, Path const& at) {
        auto const* list = read_list(value, at, complaints_);
        if (list == nullptr) return builder_.skip_category();
        for (std::size_t i = 0; i < list->size() && !complaints_.full(); ++i) read_category((*list)[i], {at, i});
    }

    void read_category(json::value const& value, Path const& at) {
        auto const* object = read_object(value, at, {"name", "price", "colour"}, {"name", "price"}, complaints_);
        if (object == nullptr) return builder_.skip_category();
        PriceCategory category{.name = "", .price = Points{}, .colour = ""};
        if (auto const* name = object->if_contains("name")) {
            category.name = read_name(*name, {at, "name"}, complaints_).value_or("");
        }
        if (auto const* price = object->if_contains("price")) {
            category.price = read_price(*price, {at, "price"}, complaints_).value_or(Points{});
        }
        if (auto const* colour = object->if_contains("colour")) {
            category.colour = read_colour(*colour, {at, "colour"}, complaints_).value_or("");
        }
        builder_.add_category(std::move(category), {at, "name"});
    }

    void read_sections(json::value const& value, Path const& at) {
        auto const* list = read_list(value, at, complaints_);
        if (list == nullptr) return;
        for (std::size_t i = 0; i < list->size() && !done(); ++i) read_section((*list)[i], {at, i});
        builder_.check_options(at, Path());
    }

    void read_section(json::value const& value, Path const& at) {
        auto const* object = read_object(
            value, at, {"name", "group", "category", "price", "rows", "places", "x", "y", "width", "height"}, {"name"},
            complaints_);
        if (object == nullptr) return builder_.skip_section();
        PlannedSection section;
        if (auto const* name = object->if_contains("name")) {
            section.name = read_name(*name, {at, "name"}, complaints_).value_or("");
        }
        if (auto const* group = object->if_contains("group")) {
            section.group = read_name(*group, {at, "group"}, complaints_).value_or("");
        }
        section.outline = read_box(*object, at);
        builder_.begin_section(std::move(section), {at, "name"});
        auto const tier = read_tier(*object, at, {});
        auto const* rows = object->if_contains("rows");
        auto const* places = object->if_contains("places");
        if (rows == nullptr && places == nullptr) complaints_.add(at, "field \"rows\" is missing");
        if (rows != nullptr && places != nullptr) complaints_.add(at, "has rows, or places as an area, but not both");
        if (rows != nullptr) read_rows(*rows, {at, "rows"}, tier);
        if (places != nullptr) read_places(*places, {at, "places"}, tier);
        builder_.end_section(at);
    }

    void read_places(json::value const& value, Path const& at, Tier const& section) {
        auto const count = read_integer(value, at, 1, std::int64_t{max_plan_seats}, complaints_);
        if (count) builder_.add_places(static_cast<std::size_t>(*count), at, section);
    }

    // Of an area: where it is. Empty: the plan does not say it.
    std::vector<Position> read_box(json::object const& section, Path const& at) {
        constexpr std::array<std::string_view, 4> fields{"x", "y", "width", "height"};
        auto const given = std::ranges::count_if(fields, [&](auto field) { return section.contains(field); });
        if (given == 0) return {};
        if (given < 4 || !section.contains("places")) {
            complaints_.add(at, "x, y, width and height belong together, and to an area");
            return {};
        }
        std::array<double, 4> read{};
        for (std::size_t i = 0; i < fields.size(); ++i) {
            Path const there(at, fields[i]);
            read[i] = read_coordinate(section.at(fields[i]), there, complaints_).value_or(1);
            if (i >= 2 && read[i] <= 0) complaints_.add(there, "must be more than 0");
        }
        auto const [x, y, width, height] = read;
        return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
    }

    void read_rows(json::value const& value, Path const& at, Tier const& section) {
        auto const* list = read_list(value, at, complaints_);
        if (list == nullptr) return;
        for (std::size_t i = 0; i < list->size() && !done(); ++i) read_row((*list)[i], {at, i}, section);
    }

    void read_row(json::value const& value, Path const& at, Tier const& section) {
        auto const* object = read_object(value, at, {"name", "category", "price", "attributes", "seats"},
                                         {"name", "seats"}, complaints_);
        if (object == nullptr) return;
        row_.reset();
        if (auto const* name = object->if_contains("name")) row_ = read_label(*name, {at, "name"}, complaints_);
        auto const tier = read_tier(*object, at, section);
        auto const* value_of_seats = object->if_contains("seats");
        if (value_of_seats == nullptr) return;
        Path const at_seats(at, "seats");
        auto const* list = read_list(*value_of_seats, at_seats, complaints_);
        if (list == nullptr) return;
        for (std::size_t i = 0; i < list->size() && !done(); ++i) read_seats((*list)[i], {at_seats, i}, tier);
    }

    // One element of a row: a label, a seat object or a range.
    void read_seats(json::value const& value, Path const& at, Tier const& row) {
        auto const* object = value.if_object();
        if (object == nullptr) {
            if (auto const label = read_label(value, at, complaints_)) add_seat(*label, at, row, std::nullopt);
        } else if (object->contains("from") || object->contains("to")) {
            read_range(value, at, row);
        } else {
            read_object(value, at, {"name", "category", "price", "attributes", "x", "y"}, {"name"}, complaints_);
            auto const tier = read_tier(*object, at, row);
            auto const position = read_position(*object, at);
            auto const* name = object->if_contains("name");
            if (name == nullptr) return;
            if (auto const label = read_label(*name, {at, "name"}, complaints_)) add_seat(*label, at, tier, position);
        }
    }

    void read_range(json::value const& value, Path const& at, Tier const& row) {
        auto const& object =
            *read_object(value, at, {"from", "to", "step", "category", "price", "attributes", "x", "y", "dx", "dy"},
                         {"from", "to"}, complaints_);
        auto const integer = [&](std::string_view field, std::int64_t least) -> std::optional<std::int64_t> {
            auto const* number = object.if_contains(field);
            if (number == nullptr) return std::nullopt;
            return read_integer(*number, Path(at, field), least, max_label_integer, complaints_);
        };
        auto const tier = read_tier(object, at, row);
        auto position = read_position(object, at);
        auto const apart = read_distance(object, at);
        auto const from = integer("from", 0);
        auto const to = integer("to", 0);
        auto const step = object.contains("step") ? integer("step", 1) : 1;
        if (!from || !to || !step) return;
        if ((*to - *from) % *step != 0) {
            complaints_.add(at, fmt::format("steps of {} from {} do not meet {}", *step, *from, *to));
            return;
        }
        auto const count = std::abs(*to - *from) / *step + 1;
        auto const direction = *to < *from ? -*step : *step;
        for (std::int64_t i = 0; i < count; ++i) {
            if (!add_seat(std::to_string(*from + i * direction), at, tier, position)) return;
            if (position) position = Position{position->x + apart.x, position->y + apart.y};
        }
    }

    Tier read_tier(json::object const& object, Path const& at, Tier const& outer) {
        auto tier = outer;
        if (auto const* value = object.if_contains("category")) {
            auto const name = read_name(*value, {at, "category"}, complaints_);
            auto const traits = tier.traits;
            tier = name ? builder_.tier_of(*name, {at, "category"}) : Tier{.category = "", .price = Points{}};
            tier.traits = traits;
        }
        if (auto const* attributes = object.if_contains("attributes")) {
            tier.traits = tier.traits.with(read_attributes(*attributes, {at, "attributes"}, complaints_));
        }
        if (auto const* price = object.if_contains("price")) {
            tier.price = read_price(*price, {at, "price"}, complaints_).value_or(Points{});
        }
        return tier;
    }

    std::optional<Position> read_position(json::object const& object, Path const& at) {
        auto const* x = object.if_contains("x");
        auto const* y = object.if_contains("y");
        if (x == nullptr && y == nullptr) return std::nullopt;
        if (x == nullptr || y == nullptr) {
            complaints_.add(at, "x and y belong together");
            return std::nullopt;
        }
        return Position{.x = read_coordinate(*x, {at, "x"}, complaints_).value_or(0),
                        .y = read_coordinate(*y, {at, "y"}, complaints_).value_or(0)};
    }

    // From one seat of a range to the next; side by side if nothing is said.
    Position read_distance(json::object const& object, Path const& at) {
        auto const* dx = object.if_contains("dx");
        auto const* dy = object.if_contains("dy");
        if ((dx != nullptr || dy != nullptr) && !object.contains("x")) {
            complaints_.add(at, "dx and dy need x and y");
        }
        return {.x = dx == nullptr ? 1.0 : read_coordinate(*dx, {at, "dx"}, complaints_).value_or(1),
                .y = dy == nullptr ? 0.0 : read_coordinate(*dy, {at, "dy"}, complaints_).value_or(0)};
    }

    // False: no further seat of a range can be added.
    bool add_seat(std::string const& label, Path const& at, Tier const& tier, std::optional<Position> position) {
        if (position && std::max(std::abs(position->x), std::abs(position->y)) > max_coordinate) {
            complaints_.add(at, fmt::format("seat \"{}\" lies beyond {:.0f} seat widths", label, max_coordinate));
            return false;
        }
        return row_ && builder_.add_seat(*row_, label, at, tier, position);
    }
    bool done() const { return builder_.done(); }

    Complaints& complaints_;
    PlanBuilder builder_;
    VenuePlan& plan_;                 // the builder's
    std::optional<std::string> row_;  // being read; nullopt: it was complained about, and its seats are not added
};

}  // namespace

VenuePlan read_plan(json::value const& root, PlanOptions const& options, Complaints& complaints) {
    return OwnReader(options, complaints).read(root);
}

}  // namespace onsale::venue
