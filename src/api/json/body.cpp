#include "api/json/body.h"

#include <algorithm>

#include <boost/beast/core/string.hpp>
#include <fmt/format.h>

#include "api/json/iso_time.h"
#include "json_text/pointer.h"
#include "shown_text/shown_text.h"

namespace onsale::api {
namespace {

constexpr std::size_t deepest_nesting = 8;
constexpr std::size_t most_faults = 20;

bool is_json(std::string_view content_type) {
    auto const type = content_type.substr(0, content_type.find(';'));
    auto const end = type.find_last_not_of(" \t");
    auto const trimmed = end == std::string_view::npos ? std::string_view{} : type.substr(0, end + 1);
    return boost::beast::iequals({trimmed.data(), trimmed.size()}, "application/json");
}

// Why this is no body. Nullopt: it is one.
std::optional<Problem> problem_of(boost::json::value const& root, std::vector<std::string> const& twice) {
    Problem problem{.type = ProblemType::invalid_request, .detail = "", .errors = {}};
    if (!root.is_object()) problem.errors.push_back({"", "The body must be a JSON object."});
    for (auto const& pointer : twice) problem.errors.push_back({pointer, "stands twice"});
    return problem.errors.empty() ? std::nullopt : std::optional(std::move(problem));
}

}  // namespace

std::expected<Body, Problem> Body::read(http::Request const& request) {
    if (auto wrong = wrong_media_type(request)) return std::unexpected(*std::move(wrong));
    return parse(request.body);
}

std::optional<Problem> Body::wrong_media_type(http::Request const& request) {
    if (is_json(request.content_type)) return std::nullopt;
    return Problem{ProblemType::unsupported_media_type, "Send the body with Content-Type: application/json."};
}

std::expected<Body, Problem> Body::parse(std::string_view text) {
    auto document = json_text::Document::parse(shown_text::without_mark(text), deepest_nesting);
    if (!document) return std::unexpected(Problem{ProblemType::malformed_json, document.error().error.message()});
    if (auto problem = problem_of(document->root(), document->duplicates(most_faults))) {
        return std::unexpected(*std::move(problem));
    }
    return Body(std::move((*std::move(document)).root().as_object()), "");
}

std::expected<Body, Problem> Body::without(std::string_view apart, json_text::Document const& document) {
    auto twice = document.duplicates(most_faults);
    auto const inside = fmt::format("/{}/", apart);
    std::erase_if(twice, [&](std::string const& pointer) { return pointer.starts_with(inside); });
    if (auto problem = problem_of(document.root(), twice)) return std::unexpected(*std::move(problem));
    boost::json::object members;
    for (auto const& [name, value] : document.root().get_object()) {
        members.emplace(name, std::string_view(name.data(), name.size()) == apart ? boost::json::value() : value);
    }
    return Body(std::move(members), "");
}

boost::json::value const* Body::take(std::string_view name) {
    asked_.emplace_back(name);
    return members_.if_contains({name.data(), name.size()});
}

Body::Given Body::given(std::string_view name) {
    auto const* value = take(name);
    if (value == nullptr) return Given::absent;
    return value->is_null() ? Given::null : Given::value;
}

void Body::note(std::string_view name, std::string detail) {
    auto pointer = path_;
    json_text::append_step(pointer, name);
    faults_.push_back({std::move(pointer), std::move(detail)});
}

std::string Body::checked_text(std::string_view name, boost::json::value const& value, std::size_t most_bytes) {
    auto const* string = value.if_string();
    if (string == nullptr) {
        note(name, "must be a string");
        return {};
    }
    auto text = shown_text::composed({string->data(), string->size()});
    if (text.size() > most_bytes) {
        note(name, fmt::format("must be at most {} bytes long", most_bytes));
    } else if (auto const fault = shown_text::fault_in(text)) {
        note(name, *fault);
    } else {
        return text;
    }
    return {};
}

std::string Body::text(std::string_view name, std::size_t most_bytes) {
    auto const* value = take(name);
    if (value == nullptr) {
        note(name, "is missing");
        return {};
    }
    auto const faults_before = faults_.size();
    auto text = checked_text(name, *value, most_bytes);
    if (shown_text::shows_nothing(text) && faults_.size() == faults_before) note(name, "must not be blank");
    return text;
}

std::string Body::optional_text(std::string_view name, std::size_t most_bytes) {
    auto const* value = take(name);
    if (value == nullptr || value->is_null()) return {};
    auto text = checked_text(name, *value, most_bytes);
    if (!text.empty() && shown_text::shows_nothing(text)) note(name, "must not be blank; leave it out");
    return text;
}

std::int64_t Body::whole_number(std::string_view name, std::int64_t smallest, std::int64_t largest) {
    auto const* value = take(name);
    if (value == nullptr) {
        note(name, "is missing");
        return smallest;
    }
    return checked_number(name, *value, smallest, largest).value_or(smallest);
}

// Boost.JSON gives whole numbers as int64 or, when larger, uint64; anything with a point or exponent, and what is
// larger still, as double.
std::optional<std::int64_t> Body::checked_number(std::string_view name, boost::json::value const& value,
                                                 std::int64_t smallest, std::int64_t largest) {
    if (auto const* number = value.if_int64(); number != nullptr && *number >= smallest && *number <= largest) {
        return *number;
    }
    note(name, fmt::format("must be a whole number from {} to {}", smallest, largest));
    return std::nullopt;
}

std::optional<std::int64_t> Body::optional_whole_number(std::string_view name, std::int64_t smallest,
                                                        std::int64_t largest) {
    auto const* value = take(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    return checked_number(name, *value, smallest, largest);
}

std::vector<std::string> Body::optional_texts(std::string_view name, std::size_t most, std::size_t most_bytes) {
    std::vector<std::string> texts;
    auto const* value = take(name);
    if (value == nullptr || value->is_null()) return texts;
    auto const* array = value->if_array();
    if (array == nullptr || array->size() > most) {
        note(name, fmt::format("must be an array of at most {} strings", most));
        return texts;
    }
    for (auto const& each : *array) texts.push_back(checked_text(name, each, most_bytes));
    return texts;
}

std::vector<std::int64_t> Body::optional_whole_numbers(std::string_view name, std::size_t most, std::int64_t smallest,
                                                       std::int64_t largest) {
    std::vector<std::int64_t> numbers;
    auto const* value = take(name);
    if (value == nullptr || value->is_null()) return numbers;
    auto const* array = value->if_array();
    if (array == nullptr || array->size() > most) {
        note(name, fmt::format("must be an array of at most {} numbers", most));
        return numbers;
    }
    for (auto const& each : *array) {
        auto const number = checked_number(name, each, smallest, largest);
        if (!number) break;
        numbers.push_back(*number);
    }
    return numbers;
}

std::map<std::string, std::int64_t> Body::whole_numbers(std::string_view name, std::int64_t smallest,
                                                        std::int64_t largest) {
    std::map<std::string, std::int64_t> numbers;
    auto const* value = take(name);
    if (value == nullptr || value->is_null()) return numbers;
    auto const* object = value->if_object();
    if (object == nullptr) {
        note(name, "must be an object");
        return numbers;
    }
    Body inner(*object, fmt::format("{}/{}", path_, name));
    for (auto const& member : *object) {
        std::string_view const key{member.key().data(), member.key().size()};
        auto const number = inner.checked_number(key, member.value(), smallest, largest);
        if (number) numbers.emplace(key, *number);
    }
    faults_.insert(faults_.end(), inner.faults_.begin(), inner.faults_.end());
    return numbers;
}

std::optional<Body> Body::only_item(std::string_view name) {
    auto const* value = take(name);
    auto const* object = value == nullptr ? nullptr : value->if_object();
    if (object != nullptr) return Body(*object, fmt::format("{}/{}", path_, name));
    note(name, value == nullptr ? "is missing" : "must be an object");
    return std::nullopt;
}

Instant Body::instant(std::string_view name) {
    auto const* value = take(name);
    if (value == nullptr) {
        note(name, "is missing");
        return {};
    }
    auto const* text = value->if_string();
    auto const at = text == nullptr ? std::nullopt : parse_iso({text->data(), text->size()});
    if (!at) note(name, "must be a time such as \"2026-12-24T19:00:00+09:00\"");
    return at.value_or(Instant{});
}

bool Body::flag(std::string_view name) {
    auto const* value = take(name);
    if (value == nullptr) {
        note(name, "is missing");
        return false;
    }
    auto const* flag = value->if_bool();
    if (flag == nullptr) note(name, "must be true or false");
    return flag != nullptr && *flag;
}

std::vector<Body> Body::items(std::string_view name) {
    std::vector<Body> items;
    auto const* value = take(name);
    auto const* array = value == nullptr ? nullptr : value->if_array();
    if (array == nullptr || array->empty()) {
        note(name, value == nullptr ? "is missing" : "must be an array with at least one object");
        return items;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
        if (auto const* object = (*array)[i].if_object()) {
            items.push_back(Body(*object, fmt::format("{}/{}/{}", path_, name, i)));
        } else {
            faults_.push_back({fmt::format("{}/{}/{}", path_, name, i), "must be an object"});
        }
    }
    return items;
}

void Body::note_unknown() {
    for (auto const& member : members_) {
        std::string_view const name{member.key().data(), member.key().size()};
        if (std::ranges::find(asked_, name) == asked_.end()) note(name, "is not known here");
    }
}

std::optional<Problem> Body::faults() {
    note_unknown();
    if (faults_.empty()) return std::nullopt;
    if (faults_.size() > most_faults) faults_.resize(most_faults);
    return Problem{.type = ProblemType::invalid_request, .detail = "", .errors = std::move(faults_)};
}

}  // namespace onsale::api
