#include "nodes/shipped_config.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace onsale::tests {

std::string text_of_file(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string changed(std::string text, Changes const& changes) {
    for (auto const& [what, by] : changes) {
        auto at = text.find(what);
        if (at == std::string::npos) throw std::runtime_error("the configuration does not say: " + what);
        for (; at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
    }
    return text;
}

void make_certificate(std::filesystem::path const& folder) {
    auto const made = run("/usr/bin/openssl",
                          {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                           "-keyout", (folder / "privkey.pem").string(), "-out", (folder / "fullchain.pem").string()});
    if (made.exit_code != 0) throw std::runtime_error("no certificate: " + made.output);
}

Program::Program(std::string const& program, Arguments const& arguments) {
    Arguments all{program};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& argument : all) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    if (int const fault = posix_spawn(&pid_, program.c_str(), nullptr, nullptr, pointers.data(), environ); fault != 0) {
        throw std::system_error(fault, std::system_category(), program);
    }
}

Program::~Program() {
    ::kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

BalancedAnswer ask_by_curl(std::string const& url, Arguments const& more) {
    Arguments arguments{"-sk", "--max-time", "50", "-i", url};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto const text = run("/usr/bin/curl", arguments).output;
    BalancedAnswer answer;
    auto const end = text.find("\r\n\r\n");
    if (end == std::string::npos) return answer;
    answer.head = text.substr(0, end + 2);
    answer.body = text.substr(end + 4);
    std::string protocol;
    std::istringstream(answer.head) >> protocol >> answer.status;
    return answer;
}

}  // namespace onsale::tests
