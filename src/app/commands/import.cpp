#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/json/iso_time.h"
#include "app/commands/commands.h"
#include "app/commands/store_options.h"
#include "app/serving/import_date.h"
#include "app/serving/import_sale.h"
#include "domain/limits.h"
#include "infrastructure/venue/venue_plan.h"
#include "shown_text/shown_text.h"

namespace onsale {
namespace {

struct ImportOrder {
    std::string plan;
    StoreAddress where;
    std::string concert;
    std::string date;
    bool again = false;
    std::optional<std::int64_t> price;
    std::vector<std::string> section_prices;   // "SECTION=POINTS"
    std::vector<std::string> category_prices;  // "CATEGORY=POINTS"
};

// "NAME=POINTS": everything before the last '=' is the name. Throws CLI::ValidationError.
std::map<std::string, Points> read_prices(std::string const& option, std::vector<std::string> const& texts) {
    std::map<std::string, Points> prices;
    for (auto const& text : texts) {
        auto const split = text.rfind('=');
        std::int64_t points = 0;
        bool const good = split != std::string::npos && split > 0 &&
                          CLI::detail::lexical_cast(text.substr(split + 1), points) && points >= 0 &&
                          points <= limits::largest_price;
        if (!good) {
            throw CLI::ValidationError(
                option, fmt::format("\"{}\" is not NAME=POINTS with 0 to {} points", text, limits::largest_price));
        }
        prices[text.substr(0, split)] = Points{points};
    }
    return prices;
}

venue::Pricing read_pricing(ImportOrder const& order) {
    venue::Pricing pricing;
    if (order.price) pricing.all = Points{*order.price};
    pricing.by_section = read_prices("--section-price", order.section_prices);
    pricing.by_category = read_prices("--category-price", order.category_prices);
    return pricing;
}

std::expected<ImportedSale, std::string> import_where_ordered(ImportOrder const& order, Instant date,
                                                              venue::VenuePlan const& plan) {
    auto const repeat = order.again ? Repeat::meant : Repeat::found;
    auto const concert = shown_text::composed(order.concert);
    auto const store = open_offline(order.where);
    return import_sale(store->work(), store->archive(), concert, date, plan, repeat, store->others());
}

int put_on_sale(ImportOrder const& order, Instant date, venue::VenuePlan const& plan) {
    auto const imported = import_where_ordered(order, date, plan);
    if (!imported) {
        fmt::print(stderr, "onsale: nothing was imported: {}\n", imported.error());
        return 1;
    }
    fmt::print("{}: {} seats in {} sections {}, {} at {}\n", plan.name, imported->seats, plan.sections.size(),
               imported->was_there ? "are there already" : "on sale", order.concert, api::to_iso(date));
    fmt::print("concert      {}\nconcert date {}\n", imported->concert.to_string(), imported->date.to_string());
    return 0;
}

// Why the singer's name cannot stand in an answer or on a ticket. Nullopt: it can.
std::optional<std::string> fault_in_name(std::string const& name) {
    if (auto fault = shown_text::fault_in(name)) return fault;
    if (shown_text::shows_nothing(name)) return "must not be blank";
    if (shown_text::composed(name).size() <= limits::longest_name) return std::nullopt;
    return fmt::format("must be at most {} bytes long", limits::longest_name);
}

int import(ImportOrder const& order) {
    auto const date = api::parse_iso(order.date);
    if (!date) {
        fmt::print(stderr, "onsale: --date: \"{}\" is not a time such as 2026-12-24T19:00:00+09:00\n", order.date);
        return 2;
    }
    if (auto const fault = fault_in_name(order.concert)) {
        fmt::print(stderr, "onsale: --concert: {}\n", *fault);
        return 2;
    }
    auto const plan = venue::read_venue_plan(read_plan_file(order.plan), read_pricing(order));
    if (!plan) {
        for (auto const& error : plan.error()) {
            fmt::print(stderr, "{}:{}\n", order.plan, venue::to_string(error));
        }
        fmt::print(stderr, "onsale: nothing was imported\n");
        return 1;
    }
    for (auto const& note : plan->notes) fmt::print(stderr, "{}: note: {}\n", order.plan, note);
    return put_on_sale(order, *date, *plan);
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("import", "Put a concert date on sale with the seats of a venue plan");
    auto order = std::make_shared<ImportOrder>();
    command->add_option("plan", order->plan, "The venue plan, a JSON file of ours or of pretix (docs/venue-plan.md)")
        ->required()
        ->check(CLI::ExistingFile);
    add_store_options(*command, order->where);
    command->add_option("--concert", order->concert, "The singer's name")->required();
    command->add_option("--date", order->date, "When it begins, such as 2026-12-24T19:00:00+09:00")->required();
    command->add_flag("--again", order->again,
                      "Put it on sale even if a concert of that name has a date at that moment");
    command->add_option("--price", order->price, "Points for every seat that the plan names no price for")
        ->check(CLI::Range(std::int64_t{0}, limits::largest_price));
    command->add_option("--section-price", order->section_prices,
                        "SECTION=POINTS for the seats of one section; repeat it for others");
    command->add_option("--category-price", order->category_prices,
                        "CATEGORY=POINTS for the seats of one price category of the plan; repeat it for others");
    command->callback([order, &exit_code] { exit_code = import(*order); });
}

}  // namespace onsale
