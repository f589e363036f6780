// An answer of libpq that frees itself, and its messages without their end of line.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <libpq-fe.h>

namespace onsale::postgres {

struct ClearResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

inline std::string without_end_of_line(std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    return std::string(text);
}

}  // namespace onsale::postgres
