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
    std::string opens;   // empty: at once
    std::string closes;  // empty: when the concert begins
    std::optional<std::int64_t> hold_seconds;
    std::int32_t most_per_person = limits::usual_per_person;
    std::int32_t most_takes = limits::usual_takes;
    bool no_single_seats = false;
    bool companions_for_all = false;
    std::int64_t cooling_seconds = limits::usual_cooling.count();
    std::optional<std::int64_t> price;
    std::vector<std::string> section_prices;   // "SECTION=POINTS"
    std::vector<std::string> category_prices;  // "CATEGORY=POINTS"
    std::vector<std::string> areas;            // "NAME=COUNT"
};

// "NAME=NUMBER": everything before the last '=' is the name. Throws CLI::ValidationError.
std::map<std::string, std::int64_t> read_numbers(std::string const& option, std::vector<std::string> const& texts,
                                                 std::int64_t least, std::int64_t most) {
    std::map<std::string, std::int64_t> numbers;
    for (auto const& text : texts) {
        auto const split = text.rfind('=');
        std::int64_t number = 0;
        bool const good = split != std::string::npos && split > 0 &&
                          CLI::detail::lexical_cast(text.substr(split + 1), number) && number >= least &&
                          number <= most;
        if (!good) {
            throw CLI::ValidationError(
                option, fmt::format("\"{}\" is not NAME=NUMBER with a number from {} to {}", text, least, most));
        }
        numbers[text.substr(0, split)] = number;
    }
    return numbers;
}

std::map<std::string, Points> read_prices(std::string const& option, std::vector<std::string> const& texts) {
    std::map<std::string, Points> prices;
    for (auto const& [name, points] : read_numbers(option, texts, 0, limits::largest_price)) prices[name] = {points};
    return prices;
}

venue::PlanOptions read_options(ImportOrder const& order) {
    venue::PlanOptions options;
    if (order.price) options.price = Points{*order.price};
    options.section_prices = read_prices("--section-price", order.section_prices);
    options.category_prices = read_prices("--category-price", order.category_prices);
    for (auto const& [name, places] :
         read_numbers("--area", order.areas, 1, std::int64_t{limits::most_seats_of_a_date})) {
        options.places[name] = static_cast<std::size_t>(places);
    }
    return options;
}

// Throws CLI::ValidationError.
Instant read_time(std::string const& option, std::string const& text) {
    auto const time = api::parse_iso(text);
    if (!time) {
        throw CLI::ValidationError(option, fmt::format("\"{}\" is not a time such as 2026-12-24T19:00:00+09:00", text));
    }
    return *time;
}

// Throws CLI::ValidationError.
DateToImport read_date_to_import(ImportOrder const& order) {
    DateToImport what{.concert = shown_text::composed(order.concert),
                      .date = read_time("--date", order.date),
                      .terms = {.most_per_person = order.most_per_person,
                                .most_takes = order.most_takes,
                                .no_single_seats = order.no_single_seats,
                                .companions_for_all = order.companions_for_all,
                                .cooling = seconds{order.cooling_seconds}},
                      .repeat = order.again ? Repeat::meant : Repeat::found};
    if (!order.opens.empty()) what.terms.opens_at = read_time("--opens", order.opens);
    if (!order.closes.empty()) what.terms.closes_at = read_time("--closes", order.closes);
    if (order.hold_seconds) what.terms.hold = seconds{*order.hold_seconds};
    if (!checked(what.terms, what.date)) {
        throw CLI::ValidationError("--opens", "the sale must open before it closes");
    }
    return what;
}

int put_on_sale(ImportOrder const& order, DateToImport const& what, venue::VenuePlan const& plan) {
    auto const store = open_offline(order.where);
    auto const imported = import_sale(store->work(), store->archive(), what, plan, store->others());
    if (!imported) {
        fmt::print(stderr, "onsale: nothing was imported: {}\n", imported.error());
        return 1;
    }
    fmt::print("{}: {} seats in {} sections {}, {} at {}\n", plan.name, imported->seats, plan.sections.size(),
               imported->was_there ? "are there already" : "on sale", order.concert, api::to_iso(what.date));
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
    auto const what = read_date_to_import(order);
    if (auto const fault = fault_in_name(order.concert)) {
        fmt::print(stderr, "onsale: --concert: {}\n", *fault);
        return 2;
    }
    auto const plan = venue::read_venue_plan(read_plan_file(order.plan), read_options(order));
    if (!plan) {
        for (auto const& error : plan.error()) {
            fmt::print(stderr, "{}:{}\n", order.plan, venue::to_string(error));
        }
        fmt::print(stderr, "onsale: nothing was imported\n");
        return 1;
    }
    for (auto const& note : plan->notes) fmt::print(stderr, "{}: note: {}\n", order.plan, note);
    return put_on_sale(order, what, *plan);
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
    command->add_option("--area", order->areas,
                        "NAME=COUNT puts that area on sale with COUNT places; of a pretix plan by the text in it. "
                        "Repeat it for others");
    command
        ->add_option("--most-per-person", order->most_per_person,
                     "How many of its seats one person may hold and own, together")
        ->capture_default_str()
        ->check(CLI::Range(std::int32_t{1}, limits::largest_per_person));
    command
        ->add_option("--most-takes", order->most_takes,
                     "How many of its seats one person may take in one session, those given back included")
        ->capture_default_str()
        ->check(CLI::Range(std::int32_t{1}, limits::largest_takes));
    command->add_flag("--no-single-seats", order->no_single_seats,
                      "Refuse a choice that leaves a single seat alone, as long as other seats are left");
    command->add_flag("--companions-for-all", order->companions_for_all,
                      "Sell companion seats to everybody, not only together with a wheelchair space");
    command
        ->add_option("--cooling-seconds", order->cooling_seconds,
                     "How long a seat is kept from a person who let it lapse twice; 0: not at all")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{limits::longest_cooling.count()}));
    command->add_option("--opens", order->opens, "When its sale opens, as --date; without it: at once");
    command->add_option("--closes", order->closes,
                        "When its sale ends, as --date; without it: when the concert begins");
    command
        ->add_option("--hold-seconds", order->hold_seconds,
                     "How long a seat is held until it is paid; without it: as the server's settings say")
        ->check(CLI::Range(std::int64_t{limits::shortest_hold.count()}, std::int64_t{limits::longest_hold.count()}));
    command->callback([order, &exit_code] { exit_code = import(*order); });
}

}  // namespace onsale
