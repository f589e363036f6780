// http_floor PORT [THREADS]: serves one fixed small answer through the engine until it is told to stop.
// `script/bench floor` measures it against nginx.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "http/io_thread.h"
#include "http/server.h"

namespace {

using namespace onsale::http;

class FixedAnswer final : public Handler {
  public:
    std::optional<Awaitable<void>> handle(Request const&, Answer& answer, IoThread&) override {
        answer.content_type = "application/json";
        answer.static_body = R"({"waitingNumber":12345,"pollAfterMs":2000})";
        return std::nullopt;
    }
    void refuse(Malformed, Address const&, Answer& answer) noexcept override { answer.static_body = "refused\n"; }
    void failed(std::exception_ptr, Request const&) noexcept override {}
};

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: http_floor PORT [THREADS]\n");
        return 2;
    }
    sigset_t stop_signals;
    sigemptyset(&stop_signals);
    sigaddset(&stop_signals, SIGTERM);
    sigaddset(&stop_signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

    FixedAnswer handler;
    ServerOptions options;
    options.port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
    options.threads = count > 2 ? static_cast<std::size_t>(std::atoi(arguments[2])) : 1;
    Server server(options, handler);
    try {
        server.start();
    } catch (std::system_error const& error) {
        std::fprintf(stderr, "http_floor: %s\n", error.what());
        return 1;
    }
    std::printf("listening on 127.0.0.1:%u\n", static_cast<unsigned>(server.port()));
    std::fflush(stdout);
    int signal = 0;
    sigwait(&stop_signals, &signal);
    server.stop(std::chrono::seconds(1));
}
