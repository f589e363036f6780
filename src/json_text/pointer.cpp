#include "json_text/pointer.h"

namespace onsale::json_text {

void append_step(std::string& pointer, std::string_view step) {
    pointer += '/';
    for (char const c : step) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
}

}  // namespace onsale::json_text
