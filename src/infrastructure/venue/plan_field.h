// The fields of a venue plan, one by one: each reader returns the value, or nullopt after having complained about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "infrastructure/venue/limits.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {

// The way from the root to a value, kept on the stack; it becomes text only when there is something to complain about.
class Path {
  public:
    Path() = default;
    Path(Path const& parent, std::string_view field) : parent_(&parent), field_(field) {}
    Path(Path const& parent, std::size_t index) : parent_(&parent), index_(index) {}
    std::string to_pointer() const;

  private:
    Path const* parent_ = nullptr;  // outlives this one: paths are made on the way down
    std::string_view field_;        // empty: an element, `index_`
    std::size_t index_ = 0;
};

struct Complaint {
    std::string pointer;
    std::string message;
};

class Complaints {
  public:
    bool full() const { return list_.size() >= max_plan_errors; }
    bool empty() const { return list_.empty(); }
    void add(std::string pointer, std::string message) {
        if (!full()) list_.push_back({std::move(pointer), std::move(message)});
    }
    void add(Path const& at, std::string message) { add(at.to_pointer(), std::move(message)); }
    std::vector<Complaint> const& list() const { return list_; }

  private:
    std::vector<Complaint> list_;
};

namespace json = boost::json;

// The object at `at`, after complaints about fields other than `known` and about missing ones of `required`.
json::object const* read_object(json::value const& value, Path const& at, std::initializer_list<std::string_view> known,
                                std::initializer_list<std::string_view> required, Complaints& complaints);

// A list with at least one element.
json::array const* read_list(json::value const& value, Path const& at, Complaints& complaints);

// Texts come back composed (NFC), so that what looks the same is the same, and hold nothing that cannot be seen
// (shown_text::fault_in).

// One line of text, 1 to `most` code points, without blanks at its ends.
std::optional<std::string> read_text(json::value const& value, Path const& at, std::size_t most,
                                     Complaints& complaints);

// The name of a section, group or category: such a text of up to max_name_characters, or an integer from 0 to
// max_label_integer as a shorthand.
std::optional<std::string> read_name(json::value const& value, Path const& at, Complaints& complaints);

// The label of a row or seat: the same with up to max_label_bytes.
std::optional<std::string> read_label(json::value const& value, Path const& at, Complaints& complaints);

std::optional<std::int64_t> read_integer(json::value const& value, Path const& at, std::int64_t least,
                                         std::int64_t most, Complaints& complaints);
std::optional<Points> read_price(json::value const& value, Path const& at, Complaints& complaints);
std::optional<double> read_coordinate(json::value const& value, Path const& at, Complaints& complaints);
std::optional<PlannedStage> read_stage(json::value const& value, Path const& at, Complaints& complaints);
// "attributes" of a row or seat: a list of names of traits, each once.
SeatTraits read_attributes(json::value const& value, Path const& at, Complaints& complaints);
std::optional<std::string> read_colour(json::value const& value, Path const& at, Complaints& complaints);

}  // namespace onsale::venue
