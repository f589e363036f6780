// What the benchmark programs share on their command lines: exit codes, and figures for people or for scripts.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>

namespace onsale::bench {

// Parses the command line and runs `measure`. Returns the exit code of main(): 0 done (or help was asked for),
// 1 `measure` threw (its message goes to stderr), 2 wrong arguments.
int run_program(CLI::App& app, int count, char** arguments, std::function<void()> const& measure);

// To stdout, flushed: one line of JSON, or a line for each figure.
enum class Form : bool { lines, json };
void print_figures(boost::json::object const& figures, Form form);

// The option --json of every program.
void add_form(CLI::App& app, Form& form);

}  // namespace onsale::bench
