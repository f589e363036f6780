#include "json_text/document.h"

#include <utility>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/value_stack.hpp>

#include "json_text/duplicate_members.h"

namespace onsale::json_text {
namespace {

namespace json = boost::json;

// Puts together what Boost.JSON's parser tells of a text, as its own handler does, and counts the members.
class ValueBuilder {
  public:
    static constexpr std::size_t max_object_size = json::object::max_size();
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = json::string::max_size();
    static constexpr std::size_t max_string_size = json::string::max_size();
    using Error = json::error_code;
    using Text = json::string_view;

    explicit ValueBuilder(json::storage_ptr storage) { stack_.reset(std::move(storage)); }

    json::value value() { return stack_.release(); }
    std::size_t members() const { return members_; }

    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }
    bool on_object_begin(Error&) { return true; }
    bool on_object_end(std::size_t size, Error&) {
        members_ += size;
        return stack_.push_object(size), true;
    }
    bool on_array_begin(Error&) { return true; }
    bool on_array_end(std::size_t size, Error&) { return stack_.push_array(size), true; }
    bool on_key_part(Text part, std::size_t, Error&) { return stack_.push_chars(part), true; }
    bool on_key(Text rest, std::size_t, Error&) { return stack_.push_key(rest), true; }
    bool on_string_part(Text part, std::size_t, Error&) { return stack_.push_chars(part), true; }
    bool on_string(Text rest, std::size_t, Error&) { return stack_.push_string(rest), true; }
    bool on_number_part(Text, Error&) { return true; }
    bool on_int64(std::int64_t number, Text, Error&) { return stack_.push_int64(number), true; }
    bool on_uint64(std::uint64_t number, Text, Error&) { return stack_.push_uint64(number), true; }
    bool on_double(double number, Text, Error&) { return stack_.push_double(number), true; }
    bool on_bool(bool truth, Error&) { return stack_.push_bool(truth), true; }
    bool on_null(Error&) { return stack_.push_null(), true; }
    bool on_comment_part(Text, Error&) { return true; }
    bool on_comment(Text, Error&) { return true; }

  private:
    json::value_stack stack_;
    std::size_t members_ = 0;  // of all objects, as the text has them
};

// Of all objects. Not deeper than the parser went.
std::size_t members_in(json::value const& value) {
    std::size_t count = 0;
    if (auto const* object = value.if_object()) {
        count = object->size();
        for (auto const& member : *object) count += members_in(member.value());
    } else if (auto const* array = value.if_array()) {
        for (auto const& item : *array) count += members_in(item);
    }
    return count;
}

}  // namespace

Document::Document(std::string_view text, std::size_t deepest, json::value root, std::size_t members)
    : text_(text), deepest_(deepest), root_(std::move(root)), has_duplicates_(members_in(root_) != members) {}

std::expected<Document, Document::Fault> Document::parse(std::string_view text, std::size_t deepest,
                                                         json::storage_ptr storage) {
    json::parse_options options;
    options.max_depth = deepest;
    json::basic_parser<ValueBuilder> parser(options, std::move(storage));
    json::error_code error;
    auto const read = parser.write_some(false, text.data(), text.size(), error);
    if (!error && read < text.size()) error = json::error::extra_data;
    if (error) return std::unexpected(Fault{error, read});
    auto& built = parser.handler();
    return Document(text, deepest, built.value(), built.members());
}

std::vector<std::string> Document::duplicates(std::size_t most) const {
    return has_duplicates_ ? duplicate_members(text_, deepest_, most) : std::vector<std::string>{};
}

}  // namespace onsale::json_text
