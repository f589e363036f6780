#include "infrastructure/venue/pretix_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "infrastructure/venue/plan_builder.h"
#include "infrastructure/venue/pretix_area.h"
#include "shown_text/shown_text.h"

namespace onsale::venue {
namespace {

// "#a1b2c3" as it is, "#abc" in its long form; names such as "red" are colours of CSS and not kept.
std::string colour_of(std::string_view css) {
    bool const hex = css.starts_with('#') &&
                     std::ranges::all_of(css.substr(1), [](unsigned char c) { return std::isxdigit(c) != 0; });
    if (hex && css.size() == 7) return std::string(css);
    if (hex && css.size() == 4) return fmt::format("#{0}{0}{1}{1}{2}{2}", css[1], css[2], css[3]);
    return {};
}

bool calls_itself_stage(std::string_view text) {
    constexpr std::array<std::string_view, 10> words{"stage", "bühne",  "scène", "scene",    "escenario",
                                                     "palco", "podium", "무대",  "ステージ", "舞台"};
    auto const small = shown_text::folded(text);
    return std::ranges::any_of(words,
                               [&](auto word) { return small.find(shown_text::folded(word)) != std::string::npos; });
}

// pretix takes blanks around a name or label; here they are left out.
json::value without_blank_ends(json::value const& value) {
    auto const* string = value.if_string();
    if (string == nullptr) return value;
    return json::value(json::string_view(shown_text::without_blank_ends({string->data(), string->size()})));
}

// "Reihe %s" of "7" is "Reihe 7", as pretix prints it. Without such a form the number alone.
std::string labelled(std::string_view form, std::string_view number) {
    if (form.empty()) return std::string(number);
    std::string label(form);
    for (auto at = label.find("%s"); at != std::string::npos; at = label.find("%s", at + number.size())) {
        label.replace(at, 2, number);
    }
    return label;
}

class PretixReader {
  public:
    PretixReader(PlanOptions const& options, Complaints& complaints)
        : complaints_(complaints), builder_(options, complaints), plan_(builder_.plan()) {}

    VenuePlan read(json::value const& root) {
        Path const at;
        auto const* plan = read_object(root, at, {"name", "zones", "categories", "size"},
                                       {"name", "zones", "categories"}, complaints_);
        if (plan == nullptr) return {};
        plan_.format = "pretix-seating-plan";
        if (auto const* name = plan->if_contains("name")) {
            plan_.name = read_text(*name, {at, "name"}, max_text_characters, complaints_).value_or("");
        }
        if (auto const* value = plan->if_contains("categories")) {
            each(*value, {at, "categories"}, [&](auto const& item, Path const& there) { read_category(item, there); });
        }
        if (auto const* value = plan->if_contains("zones")) {
            Path const zones(at, "zones");
            each(*value, zones, [&](auto const& item, Path const& there) { read_zone(item, there); });
            if (complaints_.empty() && plan_.seats.empty()) complaints_.add(zones, "there is no seat in any zone");
            builder_.check_options(zones, {at, "categories"});
            to_seat_widths();
            check_distances(zones);
        }
        if (repeated_guids_ > 0) {
            builder_.note(fmt::format("a seat_guid that another seat has was found {} times; it is not used here",
                                      repeated_guids_));
        }
        return std::move(plan_);
    }

  private:
    // Every item of a list, which may be empty here.
    template <class Read>
    void each(json::value const& value, Path const& at, Read read) {
        auto const* list = value.if_array();
        if (list != nullptr && list->empty()) return;
        list = read_list(value, at, complaints_);
        if (list == nullptr) return;
        for (std::size_t i = 0; i < list->size() && !builder_.done(); ++i) read((*list)[i], Path(at, i));
    }

    void read_category(json::value const& value, Path const& at) {
        auto const* object = read_object(value, at, {"name", "color"}, {"name"}, complaints_);
        if (object == nullptr) return builder_.skip_category();
        PriceCategory category{.name = "", .price = std::nullopt, .colour = colour_of(text_of(*object, "color"))};
        if (auto const* name = object->if_contains("name")) {
            category.name = read_name(without_blank_ends(*name), {at, "name"}, complaints_).value_or("");
        }
        builder_.add_category(std::move(category), {at, "name"});
    }

    void read_zone(json::value const& value, Path const& at) {
        auto const* zone = read_object(value, at, {"name", "zone_id", "uuid", "displayed", "position", "rows", "areas"},
                                       {"position", "rows"}, complaints_);
        if (zone == nullptr) return builder_.skip_section();
        auto const origin = read_position(*zone, at, {});
        if (auto const* areas = zone->if_contains("areas")) {
            each(*areas, {at, "areas"}, [&](auto const& item, Path const& there) { read_area(item, there, origin); });
        }
        auto const* rows = zone->if_contains("rows");
        if (rows == nullptr || (rows->is_array() && rows->get_array().empty())) return;  // it has areas alone
        ++zones_;
        std::string const field = zone->contains("name") ? "name" : "zone_id";
        auto const name = without_blank_ends(zone->contains(field) ? zone->at(field) : json::value(""));
        PlannedSection section{.name = fmt::format("Zone {}", zones_), .group = ""};
        if (name != json::value("")) section.name = read_name(name, {at, field}, complaints_).value_or("");
        builder_.begin_section(std::move(section), {at, field});
        each(*rows, {at, "rows"}, [&](auto const& item, Path const& there) { read_row(item, there, origin); });
        builder_.end_section(at);
    }

    void read_row(json::value const& value, Path const& at, Position const& zone) {
        auto const* row = read_object(value, at,
                                      {"row_number", "row_label", "seat_label", "uuid", "seats", "row_number_position",
                                       "position", "number_of_seats", "seats_spacing"},
                                      {"row_number", "seats"}, complaints_);
        if (row == nullptr) return;
        row_ = read_row_label(*row, at);
        seat_form_ = text_of(*row, "seat_label");
        auto const origin = row->contains("position") ? read_position(*row, at, zone) : zone;
        before_.reset();
        if (auto const* seats = row->if_contains("seats")) {
            each(*seats, {at, "seats"}, [&](auto const& item, Path const& there) { read_seat(item, there, origin); });
        }
    }

    // Empty: the row has no number. Nullopt: it was complained about, and its seats are not added.
    std::optional<std::string> read_row_label(json::object const& row, Path const& at) {
        auto const* value = row.if_contains("row_number");
        if (value == nullptr) return std::nullopt;
        auto const number = without_blank_ends(*value);
        auto const form = text_of(row, "row_label");
        if (number == json::value(""))
            return form.empty() ? std::optional(std::string()) : in_form(form, "", {at, "row_label"});
        auto const label = read_label(number, {at, "row_number"}, complaints_);
        return label ? in_form(form, *label, {at, "row_label"}) : std::nullopt;
    }

    // The label as it is printed, after a complaint at `at` if that cannot be.
    std::optional<std::string> in_form(std::string_view form, std::string const& number, Path const& at) {
        if (form.empty()) return number;
        return read_label(without_blank_ends(json::value(labelled(form, number))), at, complaints_);
    }

    void read_seat(json::value const& value, Path const& at, Position const& row) {
        auto const* seat = read_object(value, at,
                                       {"seat_guid", "seat_number", "uuid", "start_direction", "radius", "position",
                                        "category", "rotation", "width", "height"},
                                       {"seat_guid", "seat_number", "position", "category"}, complaints_);
        if (seat == nullptr) return;
        auto const guid = text_of(*seat, "seat_guid");
        if (!guid.empty() && !guids_.emplace(guid).second) ++repeated_guids_;
        Tier tier;
        auto const category = shown_text::without_blank_ends(text_of(*seat, "category"));
        if (!category.empty()) tier = builder_.tier_of(category, {at, "category"});
        auto const position = read_position(*seat, at, row);
        if (before_) steps_.push_back(std::hypot(position.x - before_->x, position.y - before_->y));
        before_ = position;
        auto const* number = seat->if_contains("seat_number");
        if (number == nullptr) return;
        auto label = read_label(without_blank_ends(*number), {at, "seat_number"}, complaints_);
        if (label) label = in_form(seat_form_, *label, {at, "seat_number"});
        if (label && row_) builder_.add_seat(*row_, *label, at, tier, position);
    }

    // Added to that of what it lies in.
    Position read_position(json::object const& object, Path const& at, Position const& outer) {
        auto const* value = object.if_contains("position");
        if (value == nullptr) return outer;
        Path const there(at, "position");
        auto const* position = read_object(*value, there, {"x", "y"}, {"x", "y"}, complaints_);
        if (position == nullptr) return outer;
        auto const coordinate = [&](std::string_view axis) {
            auto const* number = position->if_contains(axis);
            return number == nullptr ? 0 : read_coordinate(*number, {there, axis}, complaints_).value_or(0);
        };
        return {.x = outer.x + coordinate("x"), .y = outer.y + coordinate("y")};
    }

    // What is drawn next to the seats is of no consequence to a sale, so that it is taken as it comes; but for an area
    // that is given a number of places.
    void read_area(json::value const& value, Path const& at, Position const& zone) {
        auto const* area = value.if_object();
        auto const* text = area == nullptr ? nullptr : object_of(*area, "text");
        if (text == nullptr) return;
        auto const name = shown_text::without_blank_ends(text_of(*text, "text"));
        auto const* position = object_of(*area, "position");
        Position const corner{zone.x + number_of(position, "x"), zone.y + number_of(position, "y")};
        if (auto const places = builder_.places_given(name)) {
            add_area(name, *places, outline_of(*area, corner), at);
        } else if (!plan_.stage && text_of(*area, "shape") == "rectangle" && calls_itself_stage(name)) {
            auto const* size = object_of(*area, "rectangle");
            PlannedStage const stage{
                .corner = corner, .width = number_of(size, "width"), .height = number_of(size, "height")};
            if (stage.width > 0 && stage.height > 0) plan_.stage = stage;
        }
    }

    void add_area(std::string_view name, std::size_t places, std::vector<Position> outline, Path const& at) {
        Path const text(at, "text");
        Path const name_at(text, "text");
        json::value const value(json::string_view(name.data(), name.size()));
        PlannedSection section{.name = read_name(value, name_at, complaints_).value_or(""), .group = ""};
        section.outline = std::move(outline);
        builder_.begin_section(std::move(section), name_at);
        builder_.add_places(places, at, {});
        builder_.end_section(at);
    }

    // Half of all neighbours are nearer to each other than the median, half are further apart.
    void to_seat_widths() {
        std::erase(steps_, 0.0);
        if (steps_.empty()) return;
        auto const middle = steps_.begin() + static_cast<std::ptrdiff_t>(steps_.size() / 2);
        std::ranges::nth_element(steps_, middle);
        auto const width = *middle;
        for (auto& seat : plan_.seats) {
            if (seat.position) seat.position = Position{seat.position->x / width, seat.position->y / width};
        }
        for (auto& section : plan_.sections) {
            for (auto& point : section.outline) point = {point.x / width, point.y / width};
        }
        if (!plan_.stage) return;
        auto& stage = *plan_.stage;
        stage.corner = {stage.corner.x / width, stage.corner.y / width};
        stage.width /= width;
        stage.height /= width;
    }

    // Steps of a hundredth of a pixel make a hall of a thousand pixels too wide for a map.
    void check_distances(Path const& zones) {
        auto const beyond = [](double coordinate) { return std::abs(coordinate) > max_coordinate; };
        for (auto const& seat : plan_.seats) {
            if (!seat.position || (!beyond(seat.position->x) && !beyond(seat.position->y))) continue;
            complaints_.add(zones, fmt::format("seat \"{}\" in row \"{}\" of \"{}\" lies beyond {:.0f} seat widths, "
                                               "by the distance that most seats have from their neighbours",
                                               seat.seat, seat.row, seat.section, max_coordinate));
            return;  // where the unit is wrong, all of them do
        }
        for (auto const& section : plan_.sections) {
            if (std::ranges::none_of(section.outline, [&](auto at) { return beyond(at.x) || beyond(at.y); })) continue;
            complaints_.add(zones,
                            fmt::format("area \"{}\" lies beyond {:.0f} seat widths", section.name, max_coordinate));
            return;
        }
        if (!plan_.stage) return;
        auto const& [kind, corner, width, height] = *plan_.stage;
        if (beyond(corner.x) || beyond(corner.y) || beyond(width) || beyond(height)) {
            complaints_.add(zones, fmt::format("the stage lies beyond {:.0f} seat widths", max_coordinate));
        }
    }

    Complaints& complaints_;
    PlanBuilder builder_;
    VenuePlan& plan_;  // the builder's
    std::size_t repeated_guids_ = 0;
    std::unordered_set<std::string> guids_;
    std::vector<double> steps_;       // from seat to seat of a row, in pixels
    std::optional<Position> before_;  // the seat before, in the row being read
    std::optional<std::string> row_;  // being read; nullopt: without a label that can be used
    std::string_view seat_form_;      // of its seats' labels, "AC%s"; empty: the number alone
    int zones_ = 0;                   // with seats, so far
};

}  // namespace

bool is_pretix(json::value const& root) {
    auto const* plan = root.if_object();
    return plan != nullptr && plan->contains("zones") && !plan->contains("format");
}

VenuePlan read_pretix_plan(json::value const& root, PlanOptions const& options, Complaints& complaints) {
    return PretixReader(options, complaints).read(root);
}

}  // namespace onsale::venue
