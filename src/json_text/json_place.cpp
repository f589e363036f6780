#include "json_text/json_place.h"

#include <algorithm>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "json_text/pointer.h"

namespace onsale::json_text {
namespace {

// Walks a well-formed text once. Visitor: void value(pointer, offset) at every value's begin, void end(pointer, offset)
// behind its last character. The depth is bounded by
// the parser that accepted it.
template <class Visitor>
class Walk {
  public:
    Walk(std::string_view text, Visitor& visitor) : text_(text), visitor_(visitor) {}

    void value() {
        skip_space();
        visitor_.value(std::string_view(pointer_), at_);
        switch (text_[at_]) {
            case '{':
                object();
                break;
            case '[':
                array();
                break;
            case '"':
                string();
                break;
            default:
                at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
        }
        visitor_.end(std::string_view(pointer_), at_);
    }

  private:
    void object() {
        auto const parent = pointer_.size();
        ++at_;
        for (skip_space(); text_[at_] != '}'; skip_space()) {
            if (text_[at_] == ',') ++at_;
            skip_space();
            json_text::append_step(pointer_, decoded(string()));
            skip_space();
            ++at_;  // the colon
            value();
            pointer_.resize(parent);
        }
        ++at_;
    }

    void array() {
        auto const parent = pointer_.size();
        std::size_t index = 0;
        ++at_;
        for (skip_space(); text_[at_] != ']'; skip_space()) {
            if (text_[at_] == ',') ++at_;
            json_text::append_step(pointer_, std::to_string(index++));
            value();
            pointer_.resize(parent);
        }
        ++at_;
    }

    std::string_view string() {
        auto const begin = at_++;
        while (text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
        return text_.substr(begin, ++at_ - begin);
    }

    static std::string decoded(std::string_view quoted) {
        if (quoted.find('\\') == std::string_view::npos) return std::string(quoted.substr(1, quoted.size() - 2));
        auto const text = boost::json::parse({quoted.data(), quoted.size()});
        return std::string(text.get_string());
    }

    void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

    std::string_view text_;
    Visitor& visitor_;
    std::size_t at_ = 0;
    std::string pointer_;
};

struct NearestValue {
    std::string_view wanted;
    std::size_t offset = 0;

    // Ancestors come before what they hold, so that the last match is the nearest.
    void value(std::string_view pointer, std::size_t at) {
        if (!wanted.starts_with(pointer)) return;
        if (wanted.size() == pointer.size() || wanted[pointer.size()] == '/') offset = at;
    }
    void end(std::string_view, std::size_t) {}
};

struct WholeValue {
    std::string_view wanted;
    std::size_t from = 0;
    std::size_t to = 0;

    void value(std::string_view pointer, std::size_t at) {
        if (pointer == wanted) from = at;
    }
    void end(std::string_view pointer, std::size_t at) {
        if (pointer == wanted) to = at;
    }
};

}  // namespace

TextPlace place_of_offset(std::string_view text, std::size_t offset) {
    auto const before = text.substr(0, std::min(offset, text.size()));
    auto const newline = before.rfind('\n');
    auto const line_begin = newline == std::string_view::npos ? 0 : newline + 1;
    auto const begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
    auto const column = std::ranges::count_if(before.substr(line_begin), begins_character);
    return {.line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
            .column = static_cast<std::size_t>(column) + 1};
}

TextPlace place_of_pointer(std::string_view json, std::string_view pointer) {
    NearestValue nearest{.wanted = pointer};
    Walk(json, nearest).value();
    return place_of_offset(json, nearest.offset);
}

std::string_view text_at_pointer(std::string_view json, std::string_view pointer) {
    WholeValue whole{.wanted = pointer};
    Walk(json, whole).value();
    return json.substr(whole.from, whole.to - whole.from);
}

}  // namespace onsale::json_text
