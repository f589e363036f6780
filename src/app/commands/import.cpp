#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/json/iso_time.h"
#include "app/commands/commands.h"
#include "app/commands/store_options.h"
#include "app/serving/open_sale.h"
#include "domain/limits.h"
#include "infrastructure/postgres/sale/schema.h"
#include "infrastructure/postgres/sale/unit_of_work.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale {
namespace {

struct Order {
    std::string plan;
    std::string data;  // one of these two
    std::string store;
    std::string concert;
    std::string date;
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

venue::Pricing read_pricing(Order const& order) {
    venue::Pricing pricing;
    if (order.price) pricing.all = Points{*order.price};
    pricing.by_section = read_prices("--section-price", order.section_prices);
    pricing.by_category = read_prices("--category-price", order.category_prices);
    return pricing;
}

std::expected<SaleOpened, std::string> open_where_ordered(Order const& order, Instant date,
                                                          venue::VenuePlan const& plan) {
    if (order.store.empty()) return open_sale(std::filesystem::path(order.data), order.concert, date, plan);
    postgres::migrate_if_empty(order.store);
    // Nobody waits for it but the operator: so it waits for others.
    using std::chrono::minutes;
    postgres::PostgresUnitOfWork work(order.store, {.bounds = {.lock_wait = minutes{1}, .answer = minutes{2}}});
    return open_sale(work, order.concert, date, plan);
}

int put_on_sale(Order const& order, Instant date, venue::VenuePlan const& plan) {
    auto const opened = open_where_ordered(order, date, plan);
    if (!opened) {
        fmt::print(stderr, "onsale: nothing was imported: {}\n", opened.error());
        return 1;
    }
    fmt::print("{}: {} seats in {} sections on sale, {} at {}\n", plan.name, opened->seats, plan.sections.size(),
               order.concert, api::to_iso(date));
    fmt::print("concert      {}\nconcert date {}\n", opened->concert.id.to_string(), opened->date.id.to_string());
    return 0;
}

// Text that can stand in every answer. Boost.JSON's parser is what knows UTF-8 here.
bool is_name(std::string const& text) {
    boost::system::error_code failed;
    boost::json::parse(boost::json::serialize(boost::json::string_view(text)), failed);
    bool const printable = std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return !failed && printable && !text.empty() && text.size() <= limits::longest_name;
}

int import(Order const& order) {
    auto const date = api::parse_iso(order.date);
    if (!date) {
        fmt::print(stderr, "onsale: --date: \"{}\" is not a time such as 2026-12-24T19:00:00+09:00\n", order.date);
        return 2;
    }
    if (!is_name(order.concert)) {
        fmt::print(stderr, "onsale: --concert: must be 1 to {} bytes of UTF-8 without control characters\n",
                   limits::longest_name);
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
    return put_on_sale(order, *date, *plan);
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("import", "Put a concert date on sale with the seats of a venue plan");
    auto order = std::make_shared<Order>();
    command->add_option("plan", order->plan, "The venue plan, a JSON file of ours or of pretix (docs/venue-plan.md)")
        ->required()
        ->check(CLI::ExistingFile);
    add_store_options(*command, order->data, order->store);
    command->add_option("--concert", order->concert, "The singer's name")->required();
    command->add_option("--date", order->date, "When it begins, such as 2026-12-24T19:00:00+09:00")->required();
    command->add_option("--price", order->price, "Points for every seat that the plan names no price for")
        ->check(CLI::Range(std::int64_t{0}, limits::largest_price));
    command->add_option("--section-price", order->section_prices,
                        "SECTION=POINTS for the seats of one section; repeat it for others");
    command->add_option("--category-price", order->category_prices,
                        "CATEGORY=POINTS for the seats of one price category of the plan; repeat it for others");
    command->callback([order, &exit_code] { exit_code = import(*order); });
}

}  // namespace onsale
