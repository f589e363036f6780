// SQL for an id of ours, a blob of 16 bytes, as the text that the API shows.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace onsale::sqlite {

inline std::string uuid_text(std::string_view expression) {
    return fmt::format(
        "lower(substr(hex({0}), 1, 8) || '-' || substr(hex({0}), 9, 4) || '-' || substr(hex({0}), 13, 4) || '-' ||"
        " substr(hex({0}), 17, 4) || '-' || substr(hex({0}), 21))",
        expression);
}

}  // namespace onsale::sqlite
