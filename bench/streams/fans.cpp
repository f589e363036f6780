#include "fans.h"

#include <fstream>
#include <stdexcept>

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "load.h"
#include "requests.h"

namespace onsale::bench {

std::vector<std::string> register_fans(std::uint16_t port, std::size_t count) {
    auto const request = load::serialise({.method = "POST",
                                          .target = "/user",
                                          .body = R"({"name":"fan"})",
                                          .headers = {"Content-Type: application/json"}},
                                         fmt::format("127.0.0.1:{}", port));
    load::Plan plan{.port = port, .once = true, .requests = std::vector(count, request)};
    std::vector<std::string> fans;
    plan.on_answer = [&](std::size_t, unsigned status, std::string_view body) {
        if (status != 201) throw std::runtime_error("registering a fan: " + std::string(body));
        fans.emplace_back(boost::json::parse({body.data(), body.size()}).at("id").as_string());
    };
    load::run(plan);
    if (fans.size() != count) throw std::runtime_error("registering fans: connections broke");
    return fans;
}

void come_in(std::uint16_t port, std::string const& fan) {
    load::Plan plan{.port = port, .connections = 1, .once = true, .requests = {}};
    plan.requests.push_back(request_of("GET", "/user/" + fan + "/token/generate", port));
    std::int64_t number = -1;
    plan.on_answer = [&](std::size_t, unsigned, std::string_view body) {
        number = boost::json::parse({body.data(), body.size()}).at("waitingNumber").as_int64();
    };
    load::run(plan);
    if (number != 0) throw std::runtime_error("there is no room inside for the first fan: use a fresh server");
}

std::string request_of(char const* method, std::string const& target, std::uint16_t port) {
    return load::serialise({.method = method, .target = target}, fmt::format("127.0.0.1:{}", port));
}

std::size_t resident_bytes(int process) {
    constexpr std::string_view label = "VmRSS:";
    std::ifstream status(fmt::format("/proc/{}/status", process));
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(label)) return std::stoul(line.substr(label.size())) * 1024;  // it says kB
    }
    throw std::runtime_error(fmt::format("there is no process {}", process));
}

}  // namespace onsale::bench
