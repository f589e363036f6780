#include "nodes/balancer.h"

#include <fstream>
#include <stdexcept>

#include <unistd.h>

#include "servers/redis_server.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

constexpr auto nginx = "/usr/sbin/nginx";

}  // namespace

Balancer::Balancer(std::vector<std::uint16_t> const& nodes, Changes const& more)
    : port_(free_port()), config_(folder_ / "nginx.conf") {
    auto const folder = folder_.path().string();
    std::string paths = "http {\n";
    for (std::string const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        paths.append("    ").append(kind).append("_temp_path ").append(folder + "/" + kind).append(";\n");
    }
    Changes changes{{"user nginx;", geteuid() == 0 ? "user root;" : ""},
                    {"worker_rlimit_nofile 65536;", "daemon off; pid " + folder + "/nginx.pid;"},
                    {"worker_processes auto;", "worker_processes 2;"},
                    {"worker_connections 32768;", "worker_connections 256;"},
                    {"error_log /dev/stderr", "error_log " + folder + "/error.log"},
                    {"access_log /dev/stdout", "access_log " + folder + "/access.log"},
                    {"/etc/nginx/tls/", folder + "/"},
                    {"listen 80 ", "listen 127.0.0.1:" + std::to_string(free_port()) + " "},
                    {"listen 443 ", "listen 127.0.0.1:" + std::to_string(port_) + " "},
                    {"http {\n", paths}};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        changes.emplace_back("node" + std::to_string(i + 1) + ":8080", "127.0.0.1:" + std::to_string(nodes[i]));
    }
    changes.insert(changes.end(), more.begin(), more.end());
    std::ofstream(config_) << changed(text_of_file(ONSALE_NGINX_CONF), changes);
    make_certificate(folder_.path());
    program_.emplace(nginx, Arguments{"-c", config_.string(), "-e", folder + "/error.log"});
    // Any answer: the path does not go to a node.
    if (!eventually([&] { return ask("/readyz").status == 404; })) throw std::runtime_error("nginx: " + error_log());
}

std::string Balancer::url(std::string const& target) const {
    return "https://127.0.0.1:" + std::to_string(port_) + target;
}

Finished Balancer::check() const {
    return run(nginx, {"-t", "-c", config_.string(), "-e", (folder_ / "error.log").string()});
}

std::string Balancer::error_log() const { return text_of_file(folder_ / "error.log"); }

}  // namespace onsale::tests
