// Plan: what a drill is told to do. Checked by the command line; every field is within its bounds here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "drill/dialect.h"

namespace onsale::drill {

enum class Arrival : std::uint8_t {
    spike,    // most at the opening minute's first moments, then ever fewer: exponential, cut at the span
    ramp,     // ever more: the density grows linearly
    poisson,  // independently of each other, evenly over the span
};

struct Plan {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::reference_wrapper<Dialect const> dialect = onsale_dialect;

    std::uint32_t fans = 1'000;
    std::uint32_t bots = 0;      // in addition to the fans; they wait in the same line
    std::uint32_t hoarders = 0;  // likewise; only where seats are reserved together
    Arrival arrival = Arrival::spike;
    std::chrono::milliseconds arrive{60'000};  // the span within which all arrive
    std::uint64_t seed = 1;

    // Shares of the fans, 0 to 1.
    double abandon = 0.05;          // walks away: from the line, from the hall, or from a held seat
    double no_show = 0.02;          // holds a seat and forgets to pay
    double double_click = 0.05;     // sends reservation and payment twice at the same time
    double lose_connection = 0.02;  // loses the connection after sending, and tries again
    double curious = 0.1;           // looks at what the server says that it has: after a refusal, and its tickets

    // How many come for one seat, for two, for three and so on: weights. One alone: everybody comes for one.
    std::vector<double> party = {30, 45, 15, 10};

    std::chrono::milliseconds think{1'000};        // the mean time a fan inside takes to decide, before each decision
    std::chrono::milliseconds longest{1'800'000};  // then the fans who are left go home, and the drill is not complete
    std::uint32_t connections = 1'000;
    std::uint32_t capacity = 0;    // how many the server may let be inside; 0: not known, not checked
    std::uint32_t most_takes = 0;  // seats that one may take in one session; 0: as the server says, refusing
};

}  // namespace onsale::drill
