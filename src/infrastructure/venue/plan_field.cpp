#include "infrastructure/venue/plan_field.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "json_text/pointer.h"
#include "shown_text/shown_text.h"

namespace onsale::venue {
namespace {

std::string_view name_of(json::kind kind) {
    switch (kind) {
        case json::kind::null:
            return "null";
        case json::kind::bool_:
            return "a boolean";
        case json::kind::int64:
        case json::kind::uint64:
        case json::kind::double_:
            return "a number";
        case json::kind::string:
            return "a string";
        case json::kind::array:
            return "a list";
        case json::kind::object:
            return "an object";
    }
    return "nothing";
}

std::string mismatch(std::string_view wanted, json::value const& value) {
    return fmt::format("must be {}, is {}", wanted, name_of(value.kind()));
}

std::size_t count_characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

// A text that `read` takes, or an integer in its digits.
template <class ReadText>
std::optional<std::string> read_text_or_integer(json::value const& value, Path const& at, Complaints& complaints,
                                                ReadText read) {
    if (value.is_string()) return read();
    if (!value.is_number()) {
        complaints.add(at, mismatch("a label (a string or an integer)", value));
        return std::nullopt;
    }
    auto const number = read_integer(value, at, 0, max_label_integer, complaints);
    return number ? std::optional(std::to_string(*number)) : std::nullopt;
}

}  // namespace

std::string Path::to_pointer() const {
    if (parent_ == nullptr) return {};
    auto pointer = parent_->to_pointer();
    json_text::append_step(pointer, field_.empty() ? std::to_string(index_) : std::string(field_));
    return pointer;
}

json::object const* read_object(json::value const& value, Path const& at, std::initializer_list<std::string_view> known,
                                std::initializer_list<std::string_view> required, Complaints& complaints) {
    auto const* object = value.if_object();
    if (object == nullptr) {
        complaints.add(at, mismatch("an object", value));
        return nullptr;
    }
    for (auto const& field : *object) {
        std::string_view const name(field.key().data(), field.key().size());
        if (std::ranges::find(known, name) != known.end()) continue;
        auto pointer = at.to_pointer();
        json_text::append_step(pointer, name);
        complaints.add(std::move(pointer), fmt::format("unknown field \"{}\"", name));
    }
    for (auto const name : required) {
        if (!object->contains(name)) complaints.add(at, fmt::format("field \"{}\" is missing", name));
    }
    return object;
}

json::array const* read_list(json::value const& value, Path const& at, Complaints& complaints) {
    auto const* list = value.if_array();
    if (list == nullptr) {
        complaints.add(at, mismatch("a list", value));
    } else if (list->empty()) {
        complaints.add(at, "must not be empty");
    }
    return list;
}

std::optional<std::string> read_text(json::value const& value, Path const& at, std::size_t most,
                                     Complaints& complaints) {
    auto const* string = value.if_string();
    if (string == nullptr) {
        complaints.add(at, mismatch("a string", value));
        return std::nullopt;
    }
    auto text = shown_text::composed({string->data(), string->size()});
    if (text.empty()) {
        complaints.add(at, "must not be empty");
    } else if (auto const length = count_characters(text); length > most) {
        complaints.add(at, fmt::format("has {} characters, at most {} are allowed", length, most));
    } else if (auto const fault = shown_text::fault_in(text)) {
        complaints.add(at, *fault);
    } else if (shown_text::shows_nothing(text)) {
        complaints.add(at, "must not be blank");
    } else if (shown_text::has_blank_ends(text)) {
        complaints.add(at, "must not begin or end with a space");
    } else {
        return text;
    }
    return std::nullopt;
}

std::optional<std::string> read_name(json::value const& value, Path const& at, Complaints& complaints) {
    return read_text_or_integer(value, at, complaints,
                                [&] { return read_text(value, at, max_name_characters, complaints); });
}

std::optional<std::string> read_label(json::value const& value, Path const& at, Complaints& complaints) {
    return read_text_or_integer(value, at, complaints, [&]() -> std::optional<std::string> {
        auto label = read_text(value, at, max_label_bytes, complaints);
        if (!label || label->size() <= max_label_bytes) return label;
        complaints.add(at, fmt::format("has {} bytes, at most {} are allowed", label->size(), max_label_bytes));
        return std::nullopt;
    });
}

std::optional<std::int64_t> read_integer(json::value const& value, Path const& at, std::int64_t least,
                                         std::int64_t most, Complaints& complaints) {
    // A number beyond int64 comes as uint64 or double: neither is an integer in our range.
    auto const* number = value.if_int64();
    if (number != nullptr && *number >= least && *number <= most) return *number;
    if (value.is_number()) {
        complaints.add(at, fmt::format("must be an integer from {} to {}", least, most));
    } else {
        complaints.add(at, mismatch("an integer", value));
    }
    return std::nullopt;
}

std::optional<Points> read_price(json::value const& value, Path const& at, Complaints& complaints) {
    auto const price = read_integer(value, at, 0, max_price.value, complaints);
    return price ? std::optional(Points{*price}) : std::nullopt;
}

std::optional<double> read_coordinate(json::value const& value, Path const& at, Complaints& complaints) {
    if (!value.is_number()) {
        complaints.add(at, mismatch("a number", value));
        return std::nullopt;
    }
    auto const number = value.to_number<double>();
    if (std::abs(number) <= max_coordinate) return number;
    complaints.add(at, fmt::format("must lie between -{0:.0f} and {0:.0f}", max_coordinate));
    return std::nullopt;
}

std::optional<PlannedStage> read_stage(json::value const& value, Path const& at, Complaints& complaints) {
    auto const* object =
        read_object(value, at, {"kind", "x", "y", "width", "height"}, {"x", "y", "width", "height"}, complaints);
    if (object == nullptr) return std::nullopt;
    auto const number = [&](std::string_view field) {
        auto const* of = object->if_contains(field);
        return of == nullptr ? 0 : read_coordinate(*of, {at, field}, complaints).value_or(0);
    };
    PlannedStage stage{.corner = {number("x"), number("y")}, .width = number("width"), .height = number("height")};
    for (auto const field : {"width", "height"}) {
        if (object->contains(field) && number(field) <= 0) complaints.add(Path(at, field), "must be more than 0");
    }
    if (auto const* kind = object->if_contains("kind")) {
        if (*kind != json::value("stage") && *kind != json::value("pitch")) {
            complaints.add(Path(at, "kind"), "must be \"stage\" or \"pitch\"");
        }
        if (*kind == json::value("pitch")) stage.kind = hall::StageKind::pitch;
    }
    return stage;
}

SeatTraits read_attributes(json::value const& value, Path const& at, Complaints& complaints) {
    SeatTraits traits;
    auto const* list = read_list(value, at, complaints);
    if (list == nullptr) return traits;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const found = std::ranges::find_if(all_seat_traits, [&](SeatTrait trait) {
            return trait != SeatTrait::area_place && (*list)[i] == json::value(json::string_view(name_of(trait)));
        });
        if (found == all_seat_traits.end()) {
            complaints.add(Path(at, i), "must be \"wheelchair\", \"companion\", \"restricted-view\" or \"aisle\"");
        } else if (traits.has(*found)) {
            complaints.add(Path(at, i), "stands here twice");
        } else {
            traits = traits.with({*found});
        }
    }
    return traits;
}

std::optional<std::string> read_colour(json::value const& value, Path const& at, Complaints& complaints) {
    auto const is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    auto const* string = value.if_string();
    if (string != nullptr && string->size() == 7 && string->front() == '#' &&
        std::all_of(string->begin() + 1, string->end(), is_hex)) {
        return std::string(string->data(), string->size());
    }
    complaints.add(at, "must be a colour such as \"#1f77b4\"");
    return std::nullopt;
}

}  // namespace onsale::venue
