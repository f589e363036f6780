// Finds members that stand twice in one object of a JSON text. RFC 8259 leaves open which of them counts; where points
// and seats are meant, nobody should have to guess.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onsale::json_text {

// The JSON Pointer of each, at most `most`. `json` is sound and nested at most `deepest` levels.
std::vector<std::string> duplicate_members(std::string_view json, std::size_t deepest, std::size_t most);

}  // namespace onsale::json_text
