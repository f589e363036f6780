#include "json_text/duplicate_members.h"

#include <set>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse_options.hpp>

#include "json_text/pointer.h"

namespace onsale::json_text {
namespace {

namespace json = boost::json;

// What Boost.JSON's parser tells of a text, in its order. Only objects, arrays and names matter here.
class NameWitness {
  public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = max_object_size;
    static constexpr std::size_t max_key_size = max_object_size;
    static constexpr std::size_t max_string_size = max_object_size;
    using Error = json::error_code;
    using Text = json::string_view;

    explicit NameWitness(std::size_t most) : most_(most) {}

    std::vector<std::string> twice;

    bool on_object_begin(Error&) { return begin(false); }
    bool on_object_end(std::size_t, Error&) { return end(); }
    bool on_array_begin(Error&) { return begin(true); }
    bool on_array_end(std::size_t, Error&) { return end(); }
    bool on_key_part(Text part, std::size_t, Error&) {
        levels_.back().name.append(part.data(), part.size());
        return true;
    }
    bool on_key(Text rest, std::size_t, Error&) {
        auto& level = levels_.back();
        level.name.append(rest.data(), rest.size());
        if (!level.names.insert(level.name).second && twice.size() < most_) twice.push_back(pointer());
        return true;
    }
    bool on_string_part(Text, std::size_t, Error&) { return true; }
    bool on_string(Text, std::size_t, Error&) { return value_done(); }
    bool on_number_part(Text, Error&) { return true; }
    bool on_int64(std::int64_t, Text, Error&) { return value_done(); }
    bool on_uint64(std::uint64_t, Text, Error&) { return value_done(); }
    bool on_double(double, Text, Error&) { return value_done(); }
    bool on_bool(bool, Error&) { return value_done(); }
    bool on_null(Error&) { return value_done(); }
    bool on_comment_part(Text, Error&) { return true; }
    bool on_comment(Text, Error&) { return true; }
    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }

  private:
    struct Level {
        bool array;
        std::size_t index = 0;  // of an array's present item
        std::string name{};     // of an object's present member
        std::set<std::string> names{};
    };

    bool begin(bool array) {
        levels_.push_back({.array = array});
        return true;
    }
    bool end() {
        levels_.pop_back();
        return value_done();
    }
    bool value_done() {
        if (levels_.empty()) return true;
        ++levels_.back().index;
        levels_.back().name.clear();
        return true;
    }
    std::string pointer() const {
        std::string path;
        for (auto const& level : levels_) append_step(path, level.array ? std::to_string(level.index) : level.name);
        return path;
    }

    std::size_t const most_;
    std::vector<Level> levels_;
};

}  // namespace

std::vector<std::string> duplicate_members(std::string_view text, std::size_t deepest, std::size_t most) {
    json::parse_options options;
    options.max_depth = deepest;
    json::basic_parser<NameWitness> parser(options, most);
    json::error_code failed;
    parser.write_some(false, text.data(), text.size(), failed);
    return std::move(parser.handler().twice);
}

}  // namespace onsale::json_text
