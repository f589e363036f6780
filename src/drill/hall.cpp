#include "drill/hall.h"

#include <algorithm>

#include <fmt/format.h>

namespace onsale::drill {
namespace {

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (char const c : text) {
        bool const plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::uint32_t pick(Random& random, double mean, std::size_t many) {
    for (;;) {
        auto const at = random.exponential() * mean;
        if (at < 1) return static_cast<std::uint32_t>(at * static_cast<double>(many));
    }
}

}  // namespace

void Hall::add(std::string_view id, std::string_view section, Points price) {
    auto const [found, is_new] = section_by_name_.try_emplace(std::string(section), sections_.size());
    if (is_new) sections_.push_back({std::string(section), percent_encoded(section)});
    ++sections_[found->second].seats;
    by_id_.try_emplace(std::string(id), seats_.size());
    seats_.push_back({std::string(id), found->second, price});
}

std::optional<std::uint32_t> Hall::find(std::string_view id) const {
    auto const found = by_id_.find(std::string(id));
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t Hall::pick_section(Random& random) const { return pick(random, section_charm, sections_.size()); }

std::uint32_t Hall::pick_front(Random& random, std::uint32_t free) { return pick(random, row_charm, free); }

}  // namespace onsale::drill
