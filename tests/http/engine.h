// A running engine for tests, with a handler that each test scripts.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "http/client.h"
#include "http/io_thread.h"
#include "http/server.h"

namespace onsale::http::tests {

class ScriptedHandler final : public Handler {
  public:
    using Script = std::function<std::optional<Awaitable<void>>(Request const&, Answer&, IoThread&)>;

    ScriptedHandler();  // echoes: see describe()

    std::optional<Awaitable<void>> handle(Request const& request, Answer& answer, IoThread& io) override {
        ++handled;
        return script(request, answer, io);
    }
    bool takes_large_body(Request const& head) noexcept override { return takes_large && takes_large(head); }
    void refuse(Malformed why, Address const& client, Answer& answer) noexcept override;
    void failed(std::exception_ptr error, Request const& request) noexcept override;

    Script script;                                    // set before the server starts
    std::function<bool(Request const&)> takes_large;  // the same; empty: none
    std::atomic<int> handled = 0;
    std::atomic<int> failures = 0;
};

// What a handler sees of a request, as text: "METHOD path ?query body=...".
std::string describe(Request const& request);

struct Engine {
    ScriptedHandler handler;
    ServerOptions options;
    std::unique_ptr<Server> server;

    void start() {
        server = std::make_unique<Server>(options, handler);
        server->start();
    }
    Client connect() const { return Client(server->port()); }
    Response ask(std::string_view request) const { return connect().ask(request); }
};

// Started with the echoing handler and ordinary limits.
class EngineTest : public testing::Test {
  protected:
    Engine engine;
    void start() { engine.start(); }
};

// As short as a test can wait for.
Limits impatient_limits();

}  // namespace onsale::http::tests
