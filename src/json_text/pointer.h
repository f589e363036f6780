// JSON Pointer (RFC 6901): where in a JSON text something stands.
#pragma once

#include <string>
#include <string_view>

namespace onsale::json_text {

// Appends "/step" with the escapes of section 3.
void append_step(std::string& pointer, std::string_view step);

}  // namespace onsale::json_text
