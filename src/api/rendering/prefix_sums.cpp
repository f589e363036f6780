#include "api/rendering/prefix_sums.h"

#include <string_view>

#include "api/rendering/deflate_pieces.h"

namespace onsale::api {

std::uint32_t PrefixSums::up_to(std::size_t end) {
    std::call_once(made_, [this] { make(); });
    auto const known = end / step;
    return continued_checksum(sums_[known], std::string_view(*text_).substr(known * step, end - known * step));
}

void PrefixSums::make() {
    sums_.reserve(text_->size() / step + 1);
    sums_.push_back(checksum({}));
    for (std::size_t at = 0; at + step <= text_->size(); at += step) {
        sums_.push_back(continued_checksum(sums_.back(), std::string_view(*text_).substr(at, step)));
    }
}

}  // namespace onsale::api
