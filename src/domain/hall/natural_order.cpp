#include "domain/hall/natural_order.h"

#include <algorithm>
#include <cctype>

namespace onsale::hall {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_joint(char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// -1, 0, 1 for a last letter that says left or right, as in "VIP_AL"; 0 when it says nothing.
int side_of(std::string_view name) {
    if (name.size() < 2) return 0;
    auto const before = name[name.size() - 2];
    if (!is_upper(before) && !is_digit(before) && !is_joint(before)) return 0;
    if (name.back() == 'L') return -1;
    return name.back() == 'R' ? 1 : 0;
}

// Takes a run of digits off, without leading zeros.
std::string_view take_digits(std::string_view& text) {
    auto const end = std::min(text.find_first_not_of("0123456789"), text.size());
    auto digits = text.substr(0, end);
    text.remove_prefix(end);
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

// Digits compare as numbers, all else by its bytes.
int compare(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            auto const x = take_digits(a);
            auto const y = take_digits(b);
            if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
            if (auto const order = x.compare(y); order != 0) return order;
        } else {
            if (a.front() != b.front()) {
                return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front()) ? -1 : 1;
            }
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    return a.empty() && b.empty() ? 0 : (a.empty() ? -1 : 1);
}

}  // namespace

bool naturally_before(std::string_view a, std::string_view b) {
    if (auto const order = compare(stem_of(a), stem_of(b)); order != 0) return order < 0;
    if (side_of(a) != side_of(b)) return side_of(a) < side_of(b);
    if (auto const order = compare(a, b); order != 0) return order < 0;
    return a < b;
}

std::optional<int> number_of(std::string_view label) {
    if (label.empty() || label.size() > 9 || !std::ranges::all_of(label, is_digit)) return std::nullopt;
    int number = 0;
    for (char const c : label) number = number * 10 + (c - '0');
    return number;
}

std::string_view stem_of(std::string_view name) {
    if (side_of(name) != 0) name.remove_suffix(1);
    while (!name.empty() && (is_digit(name.back()) || is_joint(name.back()))) name.remove_suffix(1);
    return name;
}

}  // namespace onsale::hall
