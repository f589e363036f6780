#include "nodes/several_nodes.h"

#include <csignal>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "servers/redis_server.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {

SeveralNodes::SeveralNodes(std::string store, std::string line, Options options)
    : store_(std::move(store)), line_(std::move(line)), options_(std::move(options)) {
    for (std::size_t node = 0; node < options_.nodes; ++node) {
        ports_.push_back(free_port());
        processes_.push_back(nullptr);
        start(node);
    }
}

SeveralNodes::~SeveralNodes() {
    if (!testing::Test::HasFailure()) return;
    processes_.clear();
    std::ifstream in(log());
    std::cout << "the nodes' log:\n" << in.rdbuf() << std::endl;
}

void SeveralNodes::kill(std::size_t node) {
    processes_[node]->signal(SIGKILL);
    processes_[node]->exit_code();
}

// Nobody lapses by the clock: what a test looks for is there until somebody ends it.
void SeveralNodes::start(std::size_t node) {
    bool const last = node + 1 == options_.nodes;
    auto const& store = last && !options_.last_store.empty() ? options_.last_store : store_;
    auto const& line = last && !options_.last_line.empty() ? options_.last_line : line_;
    processes_[node] = std::make_unique<OnsaleProcess>(ONSALE_BINARY,
                                                       Arguments{"serve",
                                                                 "--listen",
                                                                 "127.0.0.1:" + std::to_string(ports_[node]),
                                                                 "--store",
                                                                 store,
                                                                 "--line",
                                                                 line,
                                                                 "--max-connections",
                                                                 std::to_string(options_.capacity),
                                                                 "--admit-per-second",
                                                                 "1000",
                                                                 "--token-seconds",
                                                                 "86400",
                                                                 "--claim-seconds",
                                                                 "3600",
                                                                 "--away-seconds",
                                                                 "86400",
                                                                 "--seat-hold-seconds",
                                                                 "86400",
                                                                 "--io-threads",
                                                                 "1"},
                                                       log());
}

void SeveralNodes::in_step() const {
    ApiClient first(ports_[0]);
    auto fan = registered(first);
    expect_status(poll(first, fan), 200);
    expect_status(leave(first, fan), 204);
    for (auto const port : ports_) {
        ApiClient api(port);
        // A user whom this node does not know makes it ask the store for all that is new.
        expect_status(api.get("/user/" + fan.id + "/point"), 200);
        // And what happens in the line comes in order: a node that has heard that this fan left has heard what was
        // before.
        auto const heard = [&] { return api.get("/concert/dates", fan.token).status == 401; };
        if (!eventually(heard)) throw std::runtime_error("a node does not hear of the line");
    }
}

bool SeveralNodes::all_ready() const {
    for (auto const port : ports_) {
        ApiClient api(port);
        auto const answer = api.get("/readyz");
        // Behind "but": what an operator has to know. Only with "nobody can join" is something not there.
        if (answer.status != 200 || !answer.body.starts_with("ok") || answer.body.contains("nobody can join"))
            return false;
    }
    return true;
}

Finished SeveralNodes::audit() const { return run(ONSALE_BINARY, {"audit", "--store", store_}); }

double measure(ApiClient& api, std::string_view name) {
    auto const text = expect_status(api.get("/metrics"), 200).body;
    auto const front = "\n" + std::string(name) + " ";
    auto const at = text.find(front);
    if (at == std::string::npos) throw std::runtime_error("no measure " + std::string(name));
    return std::stod(text.substr(at + front.size()));
}

}  // namespace onsale::tests
