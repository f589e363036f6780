// onsale_load: see usage below.
#include <cmath>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "load.h"
#include "requests.h"

namespace {

using namespace onsale::load;

constexpr char const* usage =
    "onsale_load [options] PORT\n"
    "  -a ADDRESS      IPv4 (127.0.0.1)\n"
    "  -c N            connections, one request outstanding on each (64)\n"
    "  -d SECONDS      how long, after half a second of warming up (5)\n"
    "  -t TARGET       one fixed request (GET /)\n"
    "  -m METHOD       of the fixed request\n"
    "  -b BODY         of the fixed request\n"
    "  -H 'NAME: V'    a header of the fixed request; may be repeated\n"
    "  -f FILE         requests from a file instead, taken in turn; one a line, tabs between METHOD TARGET BODY "
    "HEADERS...\n"
    "  --once          send each request once, then end\n"
    "  --no-warm-up    count from the first request on\n"
    "  --json          one line of JSON instead of a table\n";

struct Options {
    Plan plan;
    RequestLine request;
    std::string file;
    bool json = false;
};

bool parse(int count, char** arguments, Options& options) {
    bool port = false;
    for (int i = 1; i < count; ++i) {
        std::string_view const name = arguments[i];
        if (name == "--once") {
            options.plan.once = true;
        } else if (name == "--no-warm-up") {
            options.plan.warm_up = std::chrono::milliseconds(0);
        } else if (name == "--json") {
            options.json = true;
        } else if (!name.starts_with('-')) {
            options.plan.port = static_cast<std::uint16_t>(std::stoi(arguments[i]));
            port = true;
        } else {
            if (++i >= count) return false;
            std::string const value = arguments[i];
            if (name == "-a")
                options.plan.address = value;
            else if (name == "-c")
                options.plan.connections = std::stoul(value);
            else if (name == "-d")
                options.plan.duration = std::chrono::milliseconds(std::lround(std::stod(value) * 1000));
            else if (name == "-t")
                options.request.target = value;
            else if (name == "-m")
                options.request.method = value;
            else if (name == "-b")
                options.request.body = value;
            else if (name == "-H")
                options.request.headers.push_back(value);
            else if (name == "-f")
                options.file = value;
            else
                return false;
        }
    }
    return port;
}

void print(Result const& result, bool json) {
    auto const rate = static_cast<double>(result.latency.count()) / result.seconds;
    auto const us = [&](double percent) { return result.latency.percentile_us(percent); };
    auto const n = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    auto const& by = result.by_class;
    if (json) {
        std::printf(
            "{\"requests\":%llu,\"seconds\":%.3f,\"perSecond\":%.0f,\"p50us\":%.1f,\"p90us\":%.1f,\"p99us\":%.1f,"
            "\"p999us\":%.1f,\"maxUs\":%.1f,\"2xx\":%llu,\"3xx\":%llu,\"4xx\":%llu,\"5xx\":%llu,\"broken\":%llu,"
            "\"loadCpuSeconds\":%.3f}\n",
            n(result.latency.count()), result.seconds, rate, us(50), us(90), us(99), us(99.9),
            result.latency.worst_us(), n(by[2]), n(by[3]), n(by[4]), n(by[5]), n(result.broken), result.cpu_seconds);
        return;
    }
    std::printf("%12.0f requests/s   (%llu in %.2f s)\n", rate, n(result.latency.count()), result.seconds);
    std::printf("%12.1f us p50   %.1f p90   %.1f p99   %.1f p99.9   %.1f worst\n", us(50), us(90), us(99), us(99.9),
                result.latency.worst_us());
    std::printf("%12llu 2xx   %llu 3xx   %llu 4xx   %llu 5xx   %llu broken connections\n", n(by[2]), n(by[3]), n(by[4]),
                n(by[5]), n(result.broken));
    std::printf("%12.2f CPU seconds of the load itself\n", result.cpu_seconds);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        Options options;
        if (!parse(count, arguments, options)) {
            std::fputs(usage, stderr);
            return 2;
        }
        auto const host = options.plan.address + ":" + std::to_string(options.plan.port);
        options.plan.requests =
            options.file.empty() ? std::vector{serialise(options.request, host)} : read_requests(options.file, host);
        print(run(options.plan), options.json);
    } catch (std::exception const& error) {
        std::fprintf(stderr, "onsale_load: %s\n", error.what());
        return 1;
    }
}
