// Making HTML and URLs out of text that may be anybody's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/html/words.h"
#include "domain/instant.h"

namespace onsale::api::html {

// For text and for attribute values in double quotes.
std::string escaped(std::string_view text);
// For a value in a query.
std::string url_encoded(std::string_view text);
// 1234567 as 1,234,567.
std::string grouped(std::int64_t number);

struct Frame {
    Language language = Language::english;
    std::string_view said;                     // what came of the last form; a text of our own, or empty
    std::string here = "/waiting-room?lang=";  // unescaped, and without the language's code, which comes last
    std::optional<seconds> refresh{};          // after so long the page asks again
};

// The whole page. `body` is HTML already.
std::string page(Frame const& frame, std::string_view body);

// A form with one button, and hidden fields that are HTML already. action: unescaped.
std::string button_form(std::string_view action, std::string_view fields, std::string_view label, bool quiet = false);
std::string hidden(std::string_view name, std::string_view value);

}  // namespace onsale::api::html
