// streams: what open event streams cost the server, and how fast one frame reaches all of them. See --help.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "crowd.h"
#include "fans.h"
#include "program.h"

namespace {

using namespace onsale::bench;

// The server makes the shared frame on a beat of half a second. Causes must not fall into step with it, so each pause
// ends at another part of the beat.
constexpr std::chrono::milliseconds beat{500};
std::chrono::milliseconds pause_after(std::size_t frame) {
    return 2 * beat + std::chrono::milliseconds{frame * 309} % beat;
}

struct Order {
    std::uint16_t port = 0;
    int process = 0;
    std::size_t streams = 15'000;
    std::size_t frames = 11;
    Form form = Form::lines;
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double milliseconds_of(std::chrono::steady_clock::duration length) {
    return std::chrono::duration<double, std::milli>(length).count();
}

void measure(Order const& order) {
    allow_descriptors(order.streams + 100);
    auto fans = register_fans(order.port, order.streams + 2);
    come_in(order.port, fans.back());
    fans.pop_back();
    auto const restless = "/user/" + fans.back() + "/token";  // joins and leaves, and so moves the counters
    fans.pop_back();

    auto const before = resident_bytes(order.process);
    Crowd crowd(order.port, fans);
    auto const waiting = crowd.settle(4 * beat);
    auto const join = request_of("GET", restless + "/generate", order.port);
    auto const leave = request_of("DELETE", restless, order.port);
    std::vector<double> first;
    std::vector<double> last;
    std::vector<double> spread;
    for (std::size_t frame = 0; frame < order.frames; ++frame) {
        bool const joins = frame % 2 == 0;
        auto const times = crowd.cause(joins ? join : leave, waiting + (joins ? 1 : 0));
        first.push_back(milliseconds_of(times.first));
        last.push_back(milliseconds_of(times.last));
        spread.push_back(milliseconds_of(times.last - times.first));
        crowd.settle(pause_after(frame));
    }
    auto const after = resident_bytes(order.process);
    auto const grown = static_cast<double>(after) - static_cast<double>(before);
    print_figures({{"streams", order.streams},
                   {"bytesEach", std::llround(grown / static_cast<double>(order.streams))},
                   {"frames", order.frames},
                   {"medianFirstMs", std::llround(median(first))},
                   {"medianLastMs", std::llround(median(last))},
                   {"worstLastMs", std::llround(std::ranges::max(last))},
                   {"medianSpreadMs", std::llround(median(spread))},
                   {"worstSpreadMs", std::llround(std::ranges::max(spread))}},
                  order.form);
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app{
        "Opens event streams of the waiting line, one for each of as many new fans, and lets one more fan join and "
        "leave by turns, so that the line's shared frame changes. The server must be fresh, of phase dev, with "
        "--max-connections 1.",
        "streams"};
    Order order;
    app.add_option("--port", order.port, "The server's port")->required();
    app.add_option("--pid", order.process, "Its process")->required();
    app.add_option("--streams", order.streams, "How many")->check(CLI::PositiveNumber)->capture_default_str();
    app.add_option("--frames", order.frames, "How many changes")->check(CLI::PositiveNumber)->capture_default_str();
    add_form(app, order.form);
    app.footer(
        "bytesEach: what the server grew by, for each stream, its fan's place in line included. First and Last count\n"
        "from the request that caused the frame until the first and the last stream had it: its commit and the wait\n"
        "for the server's next beat of half a second are in them. Spread is the time from the first to the last.");
    return run_program(app, count, arguments, [&] { measure(order); });
}
