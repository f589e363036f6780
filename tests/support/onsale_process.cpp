#include "support/onsale_process.h"

#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temporary_folder.h"

extern char** environ;

namespace onsale::tests {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds glance{2};

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (auto& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> environment_with(Environment const& settings) {
    std::vector<std::string> all = settings;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        if (std::strncmp(*entry, "ONSALE_", 7) != 0) all.emplace_back(*entry);
    }
    return all;
}

pid_t start(std::filesystem::path const& program, Arguments const& arguments, Environment const& settings,
            std::filesystem::path const& output) {
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto environment = environment_with(settings);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t pid = -1;
    auto const error =
        posix_spawn(&pid, program.c_str(), &actions, nullptr, pointers(words).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::system_category(), program.string());
    return pid;
}

std::string text_of(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::optional<int> ended(pid_t pid) {
    int status = 0;
    if (waitpid(pid, &status, WNOHANG) != pid) return std::nullopt;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void kill_now(pid_t pid) {
    ::kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
}

int wait_for_end(pid_t pid) {
    for (auto const end = steady_clock::now() + patience; steady_clock::now() < end;) {
        if (auto const code = ended(pid)) return *code;
        std::this_thread::sleep_for(glance);
    }
    kill_now(pid);
    throw std::runtime_error("the process does not end");
}

}  // namespace

Finished run(std::filesystem::path const& program, Arguments const& arguments, Environment const& environment) {
    TemporaryFolder const folder;
    auto const output = folder.path() / "output";
    auto const code = wait_for_end(start(program, arguments, environment, output));
    return {code, text_of(output)};
}

OnsaleProcess::OnsaleProcess(std::filesystem::path const& program, Arguments const& arguments,
                             std::filesystem::path const& log) {
    auto const before = text_of(log).size();
    pid_ = start(program, arguments, {}, log);
    constexpr std::string_view announced = "onsale serves http://127.0.0.1:";
    for (auto const end = steady_clock::now() + patience; steady_clock::now() < end;) {
        auto const said = text_of(log).substr(before);
        auto const at = said.find(announced);
        if (at != std::string::npos && said.find(' ', at + announced.size()) != std::string::npos) {
            port_ = static_cast<std::uint16_t>(std::stoul(said.substr(at + announced.size())));
            return;
        }
        if (ended(pid_)) {
            pid_ = -1;
            throw std::runtime_error("onsale ended instead of serving: " + said);
        }
        std::this_thread::sleep_for(glance);
    }
    kill_now(pid_);
    throw std::runtime_error("onsale does not serve");
}

OnsaleProcess::~OnsaleProcess() {
    if (pid_ > 0) kill_now(pid_);
}

void OnsaleProcess::signal(int number) const { ::kill(pid_, number); }

int OnsaleProcess::exit_code() {
    auto const pid = pid_;
    pid_ = -1;
    return wait_for_end(pid);
}

}  // namespace onsale::tests
