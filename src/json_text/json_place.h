// Finds where in a JSON text a value stands, for error messages. Boost.JSON keeps no places.
#pragma once

#include <cstddef>
#include <string_view>

namespace onsale::json_text {

struct TextPlace {
    std::size_t line = 1;    // from 1
    std::size_t column = 1;  // in characters, from 1
};

TextPlace place_of_offset(std::string_view text, std::size_t offset);

// `json` must be well-formed. Where the value at `pointer` (RFC 6901) begins, or its nearest ancestor that exists.
TextPlace place_of_pointer(std::string_view json, std::string_view pointer);

// `json` must be well-formed. The text of the value at `pointer`; empty: there is none.
std::string_view text_at_pointer(std::string_view json, std::string_view pointer);

}  // namespace onsale::json_text
