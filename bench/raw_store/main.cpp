// raw_store: the rows of a sale by SQLite alone, and a flush by the disk alone. See --help.
#include <cmath>
#include <string>

#include "flush.h"
#include "program.h"
#include "raw_line.h"
#include "raw_sale.h"

namespace {

using namespace onsale::bench;

struct Order {
    std::string data;
    Batching batching{.rows = 30'000, .batch = 64};
    std::size_t times = 1'000;
    Form form = Form::lines;
};

void add_data(CLI::App& command, Order& order) {
    command.add_option("--data", order.data, "A directory on the disk that counts; made if it is not there")
        ->required();
    add_form(command, order.form);
}

void add_rows(CLI::App& command, Order& order) {
    add_data(command, order);
    command.add_option("--rows", order.batching.rows, "How many")->check(CLI::PositiveNumber)->capture_default_str();
    command.add_option("--batch", order.batching.batch, "How many share a transaction")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
}

void print_pace(Order const& order, double seconds) {
    print_figures({{"rows", order.batching.rows},
                   {"batch", order.batching.batch},
                   {"seconds", seconds},
                   {"perSecond", std::llround(static_cast<double>(order.batching.rows) / seconds)}},
                  order.form);
}

void print_flushes(Order const& order) {
    auto const times = measure_flushes(order.data, order.times);
    print_figures({{"p50us", std::llround(times.p50_us)}, {"p99us", std::llround(times.p99_us)}}, order.form);
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app{
        "The rows that a sale leaves on the disk, in batched transactions by SQLite alone: our schema and pragmas, "
        "prepared statements, one thread, no HTTP and no rules.",
        "raw_store"};
    app.require_subcommand(1);
    Order order;
    auto* joins = app.add_subcommand("joins", "Places in line");
    auto* reservations = app.add_subcommand("reservations", "Seats held");
    auto* payments = app.add_subcommand("payments", "Seats paid; the reservations are made before, untimed");
    for (auto* command : {joins, reservations, payments}) add_rows(*command, order);
    auto* flush = app.add_subcommand("flush", "4 KiB appended and flushed, one after the other");
    add_data(*flush, order);
    flush->add_option("--times", order.times, "How many")->check(CLI::PositiveNumber)->capture_default_str();

    joins->callback([&] { print_pace(order, write_joins(order.data, order.batching)); });
    reservations->callback(
        [&] { print_pace(order, RawSale(order.data, order.batching.rows).write_reservations(order.batching.batch)); });
    payments->callback([&] {
        RawSale sale(order.data, order.batching.rows);
        sale.write_reservations(order.batching.rows);
        print_pace(order, sale.write_payments(order.batching.batch));
    });
    flush->callback([&] { print_flushes(order); });
    return run_program(app, count, arguments, [] {});
}
