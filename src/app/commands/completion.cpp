#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands/commands.h"

namespace onsale {
namespace {

struct Flag {
    std::string name;  // "--data"
    std::string about;
};
struct Command {
    std::string name;
    std::string about;
    std::vector<std::string> below;  // "check" of "config"
    std::vector<Flag> flags;
};

// Each once: a command and what is below it have --help in common.
void add_flags_of(CLI::App const& app, std::vector<Flag>& flags) {
    for (auto const* option : app.get_options()) {
        for (auto const& name : option->get_lnames()) {
            Flag flag{"--" + name, option->get_description()};
            if (std::ranges::find(flags, flag.name, &Flag::name) == flags.end()) flags.push_back(std::move(flag));
        }
    }
}

std::vector<Command> commands_of(CLI::App const& app) {
    std::vector<Command> commands;
    for (auto const* each : app.get_subcommands({})) {
        Command command{.name = each->get_name(), .about = each->get_description(), .below = {}, .flags = {}};
        add_flags_of(*each, command.flags);
        for (auto const* below : each->get_subcommands({})) {  // a group of options is one without a name
            if (!below->get_name().empty()) command.below.push_back(below->get_name());
            add_flags_of(*below, command.flags);
        }
        commands.push_back(std::move(command));
    }
    return commands;
}

// Between single quotes of a shell.
std::string in_quotes(std::string_view text) {
    std::string safe;
    for (char const c : text) safe += c == '\'' ? "’" : std::string(1, c);
    return "'" + safe + "'";
}

std::string words_of(Command const& command) {
    auto words = command.below;
    for (auto const& flag : command.flags) words.push_back(flag.name);
    return fmt::format("{}", fmt::join(words, " "));
}

void print_bash(std::vector<Command> const& commands) {
    std::vector<std::string> names;
    for (auto const& command : commands) names.push_back(command.name);
    fmt::print(
        "_onsale() {{\n  local command='' word words\n"
        "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
        "    case $word in {}) command=$word; break ;; esac\n  done\n  case $command in\n",
        fmt::join(names, "|"));
    for (auto const& command : commands) fmt::print("    {}) words='{}' ;;\n", command.name, words_of(command));
    fmt::print(
        "    *) words='{} --help --help-all' ;;\n  esac\n"
        "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${{COMP_WORDS[COMP_CWORD]}}\")\n}}\n"
        "complete -o default -F _onsale onsale\n",
        fmt::join(names, " "));
}

// _describe takes "name:what it is"; a colon in either is for it to be escaped.
std::string described(std::string_view name, std::string_view about) {
    std::string text;
    for (char const c : about) text += c == ':' ? std::string("\\:") : std::string(1, c);
    return in_quotes(std::string(name) + ":" + text);
}

void print_zsh(std::vector<Command> const& commands) {
    fmt::print("#compdef onsale\nlocal -a words_here\nif (( CURRENT == 2 )); then\n  words_here=(\n");
    for (auto const& command : commands) fmt::print("    {}\n", described(command.name, command.about));
    fmt::print("  )\nelse\n  case $words[2] in\n");
    for (auto const& command : commands) {
        fmt::print("    {}) words_here=(\n", command.name);
        for (auto const& below : command.below) fmt::print("      {}\n", in_quotes(below));
        for (auto const& flag : command.flags) fmt::print("      {}\n", described(flag.name, flag.about));
        fmt::print("    ) ;;\n");
    }
    fmt::print("  esac\nfi\n_describe onsale words_here || _files\n");
}

void print_fish(std::vector<Command> const& commands) {
    for (auto const& command : commands) {
        fmt::print("complete -c onsale -n __fish_use_subcommand -f -a {} -d {}\n", command.name,
                   in_quotes(command.about));
        auto const here = fmt::format("-n '__fish_seen_subcommand_from {}'", command.name);
        for (auto const& below : command.below) fmt::print("complete -c onsale {} -f -a {}\n", here, below);
        for (auto const& flag : command.flags) {
            fmt::print("complete -c onsale {} -l {} -d {}\n", here, flag.name.substr(2), in_quotes(flag.about));
        }
    }
}

}  // namespace

void add_completion(CLI::App& app) {
    auto* command = app.add_subcommand("completion", "Print what completes this command line in a shell");
    auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember(std::vector<std::string>{"bash", "zsh", "fish"}));
    command->callback([&app, shell] {
        auto const commands = commands_of(app);
        if (*shell == "bash") print_bash(commands);
        if (*shell == "zsh") print_zsh(commands);
        if (*shell == "fish") print_fish(commands);
    });
}

}  // namespace onsale
