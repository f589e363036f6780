// Requests as bytes, good ones, odd ones and hostile ones: what tests of the parser and of the engine send.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace onsale::http::tests {

struct Refusal {
    char const* name;
    std::string request;
    unsigned status;
};

void PrintTo(Refusal const& refusal, std::ostream* to);  // for GoogleTest

// What the engine refuses by itself, and with which status.
std::vector<Refusal> refused_requests();

// All of these, and some hundred that are answered: bodies by length and in chunks, odd line ends, fields, targets and
// framings. None leaves its end open on purpose, but some ask for more than comes.
std::vector<std::string> corpus();

}  // namespace onsale::http::tests
