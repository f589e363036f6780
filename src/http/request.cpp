#include "http/request.h"

#include <boost/beast/core/string.hpp>

namespace onsale::http {

std::optional<std::string_view> Request::field(std::string_view name) const {
    for (auto const& one : fields_) {
        if (is_named(one, name)) return std::string_view(base_ + one.value.from, one.value.size);
    }
    return std::nullopt;
}

bool Request::is_named(Field const& field, std::string_view name) const {
    return field.name.size == name.size() &&
           boost::beast::iequals({base_ + field.name.from, field.name.size}, {name.data(), name.size()});
}

TargetParts split_target(std::string_view target) {
    if (!target.starts_with('/')) {
        auto const scheme_end = target.find("://");
        if (scheme_end != std::string_view::npos && target.find_first_of("/?#") > scheme_end) {
            auto const rest = target.find_first_of("/?", scheme_end + 3);
            target = rest == std::string_view::npos ? std::string_view("/") : target.substr(rest);
            if (target.starts_with('?')) return {"/", target.substr(1)};
        }
    }
    auto const mark = target.find('?');
    if (mark == std::string_view::npos) return {target, {}};
    return {target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace onsale::http
