// Body: a strict reader of a request's JSON object. Every member is asked for by name; what is missing, of the wrong
// type, out of bounds or unknown is noted, and all of it is told in one problem answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "api/problem/problem.h"
#include "domain/instant.h"
#include "http/request.h"
#include "json_text/document.h"

namespace onsale::api {

class Body {
  public:
    // Refuses: unsupported_media_type, malformed_json (also for text that is not UTF-8), invalid_request (not an
    // object, or a member that stands twice).
    static std::expected<Body, Problem> read(http::Request const& request);
    // The same of a text, its media type aside. A byte order mark in front is skipped.
    static std::expected<Body, Problem> parse(std::string_view text);
    // The same of a document but for its member `apart`, which somebody else reads: here it counts as null.
    static std::expected<Body, Problem> without(std::string_view apart, json_text::Document const& document);
    // Unless the request's body is announced as JSON.
    static std::optional<Problem> wrong_media_type(http::Request const& request);

    enum class Given : std::uint8_t { absent, null, value };
    // Asks for a member without a fault, whatever it is.
    Given given(std::string_view name);

    // Each notes a fault and gives a harmless value when the member is not as it must be. Bounds are inclusive.
    // Texts come back composed (NFC); what cannot be seen in them is a fault (shown_text::fault_in).
    std::string text(std::string_view name, std::size_t most_bytes);
    std::string optional_text(std::string_view name, std::size_t most_bytes);  // absent or null: empty
    std::int64_t whole_number(std::string_view name, std::int64_t smallest, std::int64_t largest);
    std::optional<std::int64_t> optional_whole_number(std::string_view name, std::int64_t smallest,
                                                      std::int64_t largest);  // absent or null: nullopt
    // An array of such texts, at most `most` of them; absent or null: empty.
    std::vector<std::string> optional_texts(std::string_view name, std::size_t most, std::size_t most_bytes);
    // An array of such numbers, at most `most` of them; absent or null: empty. Tells the first that is wrong.
    std::vector<std::int64_t> optional_whole_numbers(std::string_view name, std::size_t most, std::int64_t smallest,
                                                     std::int64_t largest);
    // An object of such numbers; absent or null: empty.
    std::map<std::string, std::int64_t> whole_numbers(std::string_view name, std::int64_t smallest,
                                                      std::int64_t largest);
    Instant instant(std::string_view name);
    bool flag(std::string_view name);

    // An object, read like a body of its own by read_item(Body&).
    template <class ReadItem>
    void object(std::string_view name, ReadItem&& read_item) {
        auto item = only_item(name);
        if (!item) return;
        read_item(*item);
        item->note_unknown();
        faults_.insert(faults_.end(), item->faults_.begin(), item->faults_.end());
    }
    void note(std::string_view name, std::string detail);

    // A non-empty array of objects, each read like a body of its own by read_item(Body&).
    template <class ReadItem>
    void objects(std::string_view name, ReadItem&& read_item) {
        for (auto& item : items(name)) {
            read_item(item);
            item.note_unknown();
            faults_.insert(faults_.end(), item.faults_.begin(), item.faults_.end());
        }
    }

    // After all members were asked for: nullopt, or everything that is wrong.
    std::optional<Problem> faults();

  private:
    Body(boost::json::object members, std::string path) : members_(std::move(members)), path_(std::move(path)) {}

    boost::json::value const* take(std::string_view name);
    void note_unknown();
    std::string checked_text(std::string_view name, boost::json::value const& value, std::size_t most_bytes);
    std::vector<Body> items(std::string_view name);
    std::optional<Body> only_item(std::string_view name);
    std::optional<std::int64_t> checked_number(std::string_view name, boost::json::value const& value,
                                               std::int64_t smallest, std::int64_t largest);

    boost::json::object members_;
    std::string path_;  // JSON Pointer of this object
    std::vector<std::string> asked_;
    std::vector<FieldFault> faults_;
};

}  // namespace onsale::api
