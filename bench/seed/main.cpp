// seed_sale: fills a data directory with users, a waiting line and reservations, and ends as `kill -9` would end a
// server. See --help.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "app/serving/import_date.h"
#include "infrastructure/venue/venue_plan.h"
#include "program.h"
#include "seeding.h"

namespace {

using namespace onsale;

constexpr Points usual_price{99'000};

struct Order {
    std::string data;
    std::string venue;
    std::size_t users = 0;
    std::size_t waiting = 0;
    std::size_t reservations = 0;
    std::string requests;
    std::size_t sample = 1'000;
    bench::Form form = bench::Form::lines;
};

void seed(Order const& order) {
    auto const began = std::chrono::steady_clock::now();
    auto const plan = venue::read_venue_plan(read_plan_file(order.venue), {.price = usual_price});
    if (!plan) throw std::runtime_error(order.venue + ":" + venue::to_string(plan.error().front()));
    bench::Seeding seeding(order.data);
    seeding.register_users(order.users);
    seeding.join_line(order.waiting);
    auto const dates = seeding.reserve(*plan, order.reservations);
    if (!order.requests.empty()) seeding.write_polls(order.requests, std::min(order.sample, order.waiting));
    auto const took = std::chrono::steady_clock::now() - began;
    bench::print_figures({{"users", order.users},
                          {"waiting", order.waiting},
                          {"reservations", order.reservations},
                          {"dates", dates},
                          {"seconds", std::chrono::duration<double>(took).count()}},
                         order.form);
    // No destructor runs and no store is closed: the write-ahead logs stay as a crash leaves them.
    std::_Exit(EXIT_SUCCESS);
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app{
        "Fills a fresh data directory with a sale, as the server would, and ends as `kill -9` does. A server of phase "
        "dev that starts on it honours the tokens in the requests.",
        "seed_sale"};
    Order order;
    app.add_option("--data", order.data, "The data directory; must hold no sale yet")->required();
    app.add_option("--venue", order.venue, "A venue plan; as many dates of it go on sale as the reservations need")
        ->required()
        ->check(CLI::ExistingFile);
    app.add_option("--users", order.users, "Registered users")->required();
    app.add_option("--waiting", order.waiting, "Users who wait in line, of --users")->required();
    app.add_option("--reservations", order.reservations, "Seats held for a day")->required();
    app.add_option("--requests", order.requests, "Polls of waiting fans for `onsale_load -f`");
    app.add_option("--sample", order.sample, "How many polls, spread evenly over the line")->capture_default_str();
    onsale::bench::add_form(app, order.form);
    return onsale::bench::run_program(app, count, arguments, [&] { seed(order); });
}
