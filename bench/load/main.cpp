// onsale_load: the load generator. See --help.
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "load.h"
#include "program.h"
#include "requests.h"

namespace {

using namespace onsale::load;
using onsale::bench::Form;

struct Options {
    Plan plan;
    RequestLine request;
    std::string file;
    double seconds = 5;
    bool no_warm_up = false;
    Form form = Form::lines;
};

double per_second(Result const& result, std::uint64_t count) {
    return result.seconds > 0 ? static_cast<double>(count) / result.seconds : 0;
}

std::string latencies_json(Latencies const& latency) {
    return fmt::format(R"("p50us":{:.1f},"p90us":{:.1f},"p99us":{:.1f},"p999us":{:.1f},"maxUs":{:.1f})",
                       us_of(latency.percentile(0.5)), us_of(latency.percentile(0.9)), us_of(latency.percentile(0.99)),
                       us_of(latency.percentile(0.999)), us_of(latency.longest()));
}

std::string kind_json(Result const& result, Latencies const& latency) {
    return fmt::format(R"({{"answers":{},"perSecond":{:.0f},{}}})", latency.count(),
                       per_second(result, latency.count()), latencies_json(latency));
}

void print_json(Result const& result) {
    auto const& by = result.by_class;
    fmt::print(R"({{"requests":{},"seconds":{:.3f},"perSecond":{:.0f},{},)", result.latency.count(), result.seconds,
               per_second(result, result.latency.count()), latencies_json(result.latency));
    fmt::print(R"("2xx":{},"3xx":{},"4xx":{},"5xx":{},"ok":{},"shed":{},)", by[2], by[3], by[4], by[5],
               kind_json(result, result.ok), kind_json(result, result.shed));
    fmt::print(R"("broken":{},"dueButNotSent":{},"unanswered":{},"loadCpuSeconds":{:.3f}}})"
               "\n",
               result.broken, result.due_but_not_sent, result.unanswered, result.cpu_seconds);
}

void print_latencies(char const* kind, Result const& result, Latencies const& latency) {
    if (latency.count() == 0) return;
    fmt::print("{:>12.0f} {}/s   {:.1f} us p50   {:.1f} p90   {:.1f} p99   {:.1f} p99.9   {:.1f} worst\n",
               per_second(result, latency.count()), kind, us_of(latency.percentile(0.5)),
               us_of(latency.percentile(0.9)), us_of(latency.percentile(0.99)), us_of(latency.percentile(0.999)),
               us_of(latency.longest()));
}

void print_lines(Result const& result) {
    auto const& by = result.by_class;
    print_latencies("answers", result, result.latency);
    print_latencies("2xx", result, result.ok);
    print_latencies("503", result, result.shed);
    fmt::print("{:>12} answers in {:.2f} s: {} 2xx   {} 3xx   {} 4xx   {} 5xx\n", result.latency.count(),
               result.seconds, by[2], by[3], by[4], by[5]);
    fmt::print("{:>12} broken connections   {} due but not sent   {} unanswered\n", result.broken,
               result.due_but_not_sent, result.unanswered);
    fmt::print("{:>12.2f} CPU seconds of the load itself\n", result.cpu_seconds);
}

void add_options(CLI::App& app, Options& options) {
    auto& plan = options.plan;
    app.add_option("PORT", plan.port, "The server's port")->required();
    app.add_option("-a", plan.address, "The server's IPv4 address")->capture_default_str();
    app.add_option("-c", plan.connections, "Connections, one request outstanding on each")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("-d", options.seconds, "Seconds, after half a second of warming up")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--rate", plan.rate,
                   "Open loop: this many requests a second are due, at an even pace over all connections; latencies "
                   "count from when a request was due")
        ->check(CLI::PositiveNumber);
    app.add_option("-t", options.request.target, "One fixed request: its target")->capture_default_str();
    app.add_option("-m", options.request.method, "Its method")->capture_default_str();
    app.add_option("-b", options.request.body, "Its body");
    app.add_option("-H", options.request.headers, "'Name: value', a header of it; repeat it for others")
        ->allow_extra_args(false);
    app.add_option("-f", options.file,
                   "Requests from a file instead, taken in turn: one a line, with tabs between METHOD, TARGET, BODY "
                   "and headers");
    app.add_flag("--keep-own", plan.keep_own, "Each connection keeps to one of the requests, as a fan who polls does");
    app.add_flag("--once", plan.once, "Send each request once, then end");
    app.add_flag("--no-warm-up", options.no_warm_up, "Count from the first request on");
    onsale::bench::add_form(app, options.form);
    app.footer(
        "JSON: requests (answers of all kinds), seconds, perSecond, p50us p90us p99us p999us maxUs, 2xx 3xx 4xx 5xx,\n"
        "ok and shed ({answers, perSecond, and the latencies} of 2xx alone and of 503 alone), broken (connections),\n"
        "dueButNotSent (of an open loop, at its end, for want of a free connection), unanswered (at the end),\n"
        "loadCpuSeconds (near `seconds` means that the load, not the server, is the limit).");
}

void measure(Options& options) {
    auto& plan = options.plan;
    plan.duration = std::chrono::milliseconds(std::llround(options.seconds * 1000));
    if (options.no_warm_up) plan.warm_up = {};
    auto const host = fmt::format("{}:{}", plan.address, plan.port);
    plan.requests =
        options.file.empty() ? std::vector{serialise(options.request, host)} : read_requests(options.file, host);
    auto const result = run(plan);
    options.form == Form::json ? print_json(result) : print_lines(result);
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app{"Keeps connections to an HTTP/1.1 server busy from one thread, and says how fast it answered.",
                 "onsale_load"};
    Options options;
    add_options(app, options);
    return onsale::bench::run_program(app, count, arguments, [&] { measure(options); });
}
