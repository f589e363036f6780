// Prices that operators change while seats are sold.
#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/seats_of_date.h"
#include "api/json/body.h"
#include "api/observing/log.h"
#include "application/steering/change_prices.h"
#include "application/storage_fault.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

using Prices = std::map<std::string, std::int64_t>;
using Groups = std::map<std::string, std::vector<SeatId>>;

struct Asked {
    Prices sections;
    Prices categories;
};

// Notes a fault for each name that there is no group of.
std::vector<PriceChange> changes_of(Body& body, std::string_view member, Prices const& prices, Groups& groups) {
    auto const kind = member == "sections" ? "section" : "category";
    std::vector<PriceChange> changes;
    for (auto const& [name, price] : prices) {
        auto const found = groups.find(name);
        if (found == groups.end()) {
            body.note(member, fmt::format("the hall has no {} {}", kind, name));
        } else {
            changes.push_back({.group = {kind, name}, .price = {price}, .seats = std::move(found->second)});
        }
    }
    return changes;
}

// A section's price goes before its category's.
void leave_out(std::vector<PriceChange> const& sections, std::vector<PriceChange>& categories) {
    std::set<SeatId> priced;
    for (auto const& section : sections) priced.insert(section.seats.begin(), section.seats.end());
    for (auto& category : categories) std::erase_if(category.seats, [&](auto seat) { return priced.contains(seat); });
}

std::expected<std::vector<PriceChange>, Problem> read_changes(Body& body, Asked const& asked, Services& services,
                                                              DateBoard& date, Instant now) {
    auto sections = seats_by_section(date, now);
    auto categories = asked.categories.empty() ? Groups() : services.hard_work.maps.seats_by_category(date, now);
    auto changes = changes_of(body, "sections", asked.sections, sections);
    auto by_category = changes_of(body, "categories", asked.categories, categories);
    if (auto faults = body.faults()) return std::unexpected(*std::move(faults));
    leave_out(changes, by_category);
    std::ranges::move(by_category, std::back_inserter(changes));
    return changes;
}

}  // namespace

http::Awaitable<void> change_prices(Call call) {
    auto by = operator_of(call.request);
    if (!by) co_return call.refuse(by.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    auto body = Body::read(call.request);
    if (!body) co_return call.refuse(body.error());
    Asked const asked{body->whole_numbers("sections", 0, limits::largest_price),
                      body->whole_numbers("categories", 0, limits::largest_price)};
    if (asked.sections.empty() && asked.categories.empty()) body->note("sections", "name one, or a category");
    auto const board = co_await board_of(call, *date);
    if (!board) co_return call.refuse(board.error());

    auto& services = call.services;
    auto const read = [&]() -> std::expected<std::vector<PriceChange>, Problem> {
        try {
            return read_changes(*body, asked, services, **board, call.now);
        } catch (StorageFault const& fault) {
            log_event(services.observer.log(), spdlog::level::err, "prices-fault", {{"what", fault.what()}});
            return std::unexpected(problem_of(Fate::shed));
        }
    };
    auto changes = co_await services.hard_work.for_maps.run(call.io, read);
    if (!changes) co_return call.refuse(problem_of(Fate::shed));
    if (!*changes) co_return call.refuse(changes->error());

    ChangePrices command(*date, **std::move(changes), *std::move(by));
    auto const count = [](std::int64_t changed) { return rendered(200, {{"changed", changed}}); };
    co_await answer_decided(call, command, keys_of_managers, count);
}

}  // namespace onsale::api
