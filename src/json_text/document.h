// Document: a JSON text that is parsed once, into its values and into what they leave out: whether a member stands
// twice in one object.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace onsale::json_text {

class Document {
  public:
    struct Fault {
        boost::json::error_code error;
        std::size_t at;  // where in the text parsing ended
    };

    // A sound text, nested at most `deepest` levels. Borrows the text, and the memory of `storage`.
    static std::expected<Document, Fault> parse(std::string_view text, std::size_t deepest,
                                                boost::json::storage_ptr storage = {});

    std::string_view text() const { return text_; }
    boost::json::value const& root() const& { return root_; }
    boost::json::value&& root() && { return std::move(root_); }

    // The JSON Pointer of each member that stands twice in its object, at most `most`. Only where there is one is the
    // text gone through again.
    std::vector<std::string> duplicates(std::size_t most) const;

  private:
    Document(std::string_view text, std::size_t deepest, boost::json::value root, std::size_t members);

    std::string_view text_;
    std::size_t deepest_;
    boost::json::value root_;
    bool has_duplicates_;
};

}  // namespace onsale::json_text
