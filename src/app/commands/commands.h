// The command line: `onsale demo`, `serve`, `import`, `audit`, `drill`, `health`, `config check`, `openapi`, `version`,
// `completion`.
//
// Each adds itself to the app; when it is the one that was asked for, it runs and sets the exit code: 0 good, 1 the
// command failed or found something wrong, 2 it was called wrongly.
#pragma once

namespace CLI {
class App;
}

namespace onsale {

void add_demo(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);
void add_migrate(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_audit(CLI::App& app, int& exit_code);
void add_drill(CLI::App& app, int& exit_code);
void add_health(CLI::App& app, int& exit_code);
void add_config(CLI::App& app, int& exit_code);
void add_openapi(CLI::App& app, int& exit_code);
void add_completion(CLI::App& app);  // of all the others: it is added last
void add_version(CLI::App& app, int& exit_code);

}  // namespace onsale
