#include "program.h"

#include <cstdio>
#include <exception>
#include <string_view>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace onsale::bench {

int run_program(CLI::App& app, int count, char** arguments, std::function<void()> const& measure) {
    try {
        app.parse(count, arguments);
        measure();
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (std::exception const& error) {
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
        return 1;
    }
    return 0;
}

void print_figures(boost::json::object const& figures, Form form) {
    if (form == Form::json) {
        fmt::print("{}\n", boost::json::serialize(figures));
    } else {
        for (auto const& [name, value] : figures) {
            fmt::print("{:<16}{}\n", std::string_view(name.data(), name.size()), boost::json::serialize(value));
        }
    }
    std::fflush(stdout);
}

void add_form(CLI::App& app, Form& form) {
    app.add_flag_callback(
        "--json", [&form] { form = Form::json; }, "One line of JSON instead of a table");
}

}  // namespace onsale::bench
