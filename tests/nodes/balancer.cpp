#include "nodes/balancer.h"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "servers/redis_server.h"
#include "support/eventually.h"

extern char** environ;

namespace onsale::tests {
namespace {

constexpr auto nginx = "/usr/sbin/nginx";
constexpr auto curl = "/usr/bin/curl";

std::string text_of_file(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Each time it stands there; it must.
void replace(std::string& text, std::string const& what, std::string const& by) {
    auto at = text.find(what);
    if (at == std::string::npos) throw std::runtime_error("nginx.conf does not say: " + what);
    for (; at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
}

void make_certificate(std::filesystem::path const& folder) {
    auto const made = run("/usr/bin/openssl",
                          {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                           "-keyout", (folder / "privkey.pem").string(), "-out", (folder / "fullchain.pem").string()});
    if (made.exit_code != 0) throw std::runtime_error("no certificate: " + made.output);
}

}  // namespace

Balancer::Balancer(std::vector<std::uint16_t> const& nodes, Changes const& more)
    : port_(free_port()), config_(folder_ / "nginx.conf") {
    auto const folder = folder_.path().string();
    auto text = text_of_file(ONSALE_NGINX_CONF);
    replace(text, "user nginx;", geteuid() == 0 ? "user root;" : "");
    replace(text, "worker_rlimit_nofile 65536;", "daemon off; pid " + folder + "/nginx.pid;");
    replace(text, "worker_processes auto;", "worker_processes 2;");
    replace(text, "worker_connections 32768;", "worker_connections 256;");
    replace(text, "error_log /dev/stderr", "error_log " + folder + "/error.log");
    replace(text, "access_log /dev/stdout", "access_log " + folder + "/access.log");
    replace(text, "/etc/nginx/tls/", folder + "/");
    replace(text, "listen 80 ", "listen 127.0.0.1:" + std::to_string(free_port()) + " ");
    replace(text, "listen 443 ", "listen 127.0.0.1:" + std::to_string(port_) + " ");
    std::string paths = "http {\n";
    for (std::string const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        paths.append("    ").append(kind).append("_temp_path ").append(folder + "/" + kind).append(";\n");
    }
    replace(text, "http {\n", paths);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        replace(text, "node" + std::to_string(i + 1) + ":8080", "127.0.0.1:" + std::to_string(nodes[i]));
    }
    for (auto const& [what, by] : more) replace(text, what, by);
    std::ofstream(config_) << text;
    make_certificate(folder_.path());

    std::vector<std::string> arguments{nginx, "-c", config_.string(), "-e", folder + "/error.log"};
    std::vector<char*> pointers;
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    if (int const fault = posix_spawn(&pid_, nginx, nullptr, nullptr, pointers.data(), environ); fault != 0) {
        throw std::system_error(fault, std::system_category(), nginx);
    }
    // Any answer: the path does not go to a node.
    if (!eventually([&] { return ask("/readyz").status == 404; })) throw std::runtime_error("nginx: " + error_log());
}

Balancer::~Balancer() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

std::string Balancer::url(std::string const& target) const {
    return "https://127.0.0.1:" + std::to_string(port_) + target;
}

Balancer::Answer Balancer::ask(std::string const& target, Arguments const& more) const {
    Arguments arguments{"-sk", "--max-time", "50", "-i", url(target)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto const text = run(curl, arguments).output;
    Answer answer;
    auto const end = text.find("\r\n\r\n");
    if (end == std::string::npos) return answer;
    answer.head = text.substr(0, end + 2);
    answer.body = text.substr(end + 4);
    std::string protocol;
    std::istringstream(answer.head) >> protocol >> answer.status;
    return answer;
}

Finished Balancer::check() const {
    return run(nginx, {"-t", "-c", config_.string(), "-e", (folder_ / "error.log").string()});
}

std::string Balancer::error_log() const { return text_of_file(folder_ / "error.log"); }

}  // namespace onsale::tests
