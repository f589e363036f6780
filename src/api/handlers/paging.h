// Pages of a list: ?limit=, and ?before= of one that only grows, newest first, or ?after=.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <vector>

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include "api/handlers/arguments.h"

namespace onsale::api {

inline constexpr std::int64_t largest_page = 100;
inline constexpr std::size_t usual_page = 20;

template <class SomeId>
struct Page {
    std::size_t limit = usual_page;
    std::optional<SomeId> from{};  // it begins behind this one
};

struct PageForm {
    std::string_view from = "before";
    std::size_t usual = usual_page;  // entries where the request does not say
    std::int64_t largest = largest_page;
};

template <class SomeId>
std::expected<Page<SomeId>, Problem> read_page(http::Request const& request, PageForm const& form = {}) {
    auto const query = Query::read(request, {"limit", form.from});
    if (!query) return std::unexpected(query.error());
    Page<SomeId> page{.limit = form.usual};
    if (auto const text = query->get("limit")) {
        std::int64_t limit = 0;
        auto const [end, failed] = std::from_chars(text->data(), text->data() + text->size(), limit);
        if (failed != std::errc{} || end != text->data() + text->size() || limit < 1 || limit > form.largest) {
            return std::unexpected(
                Query::fault("limit", fmt::format("must be a whole number from 1 to {}", form.largest)));
        }
        page.limit = static_cast<std::size_t>(limit);
    }
    if (auto const text = query->get(form.from)) {
        page.from = SomeId::parse(*text);
        if (!page.from) return std::unexpected(Query::fault(form.from, "must be a UUID"));
    }
    return page;
}

// Of what was read: one more than asked for tells whether there is a next page. Leaves as many as were asked for.
// An entry's `id`, a member or a function, is what the next page begins behind.
template <class Entry>
boost::json::value next_page(std::vector<Entry>& entries, std::size_t limit) {
    if (entries.size() <= limit) return nullptr;
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(limit), entries.end());
    return boost::json::value(std::invoke(&Entry::id, entries.back()).to_string());
}

}  // namespace onsale::api
