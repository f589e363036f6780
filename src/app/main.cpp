#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include "app/commands/commands.h"
#include "infrastructure/system/open_files.h"

int main(int argument_count, char** arguments) {
    onsale::allow_most_open_files();
    ::umask(077);  // names, points and answers under keys are in the files that we make
    CLI::App app{
        "onsale: a concert on-sale server. It lines fans up fairly, holds seats, and takes payment in points."};
    app.name("onsale");
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "The help of all commands");
    int exit_code = 0;
    onsale::add_demo(app, exit_code);
    onsale::add_serve(app, exit_code);
    onsale::add_migrate(app, exit_code);
    onsale::add_import(app, exit_code);
    onsale::add_audit(app, exit_code);
    onsale::add_drill(app, exit_code);
    onsale::add_health(app, exit_code);
    onsale::add_config(app, exit_code);
    onsale::add_openapi(app, exit_code);
    onsale::add_version(app, exit_code);
    onsale::add_completion(app);
    try {
        app.parse(argument_count, arguments);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (std::exception const& error) {
        std::fprintf(stderr, "onsale: %s\n", error.what());
        return 1;
    }
    return exit_code;
}
