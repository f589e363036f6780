#include "assertions/library_assertion.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

namespace onsale {

namespace {

thread_local bool throws = false;

// Those that read what clients send.
constexpr std::array<std::string_view, 3> parsers{"/boost/beast/", "/boost/json/", "/boost/url/"};

bool is_of_a_parser(std::string_view file) {
    return std::ranges::any_of(parsers, [&](auto part) { return file.find(part) != std::string_view::npos; });
}

}  // namespace

void throw_library_assertions_on_this_thread() noexcept { throws = true; }

void library_assertion_failed(char const* expression, char const* file, long line) {
    // While something else is thrown a second one would end the process without a word.
    if (throws && is_of_a_parser(file) && std::uncaught_exceptions() == 0) {
        throw LibraryAssertion(std::string("assertion of a library: ") + expression + " at " + file + ":" +
                               std::to_string(line));
    }
    std::fprintf(stderr, "onsale: assertion of a library failed: %s at %s:%ld\n", expression, file, line);
    std::abort();
}

}  // namespace onsale

// What <boost/assert.hpp> declares and leaves to us.
namespace boost {

void assertion_failed(char const* expression, char const*, char const* file, long line);
void assertion_failed_msg(char const* expression, char const* message, char const*, char const* file, long line);

void assertion_failed(char const* expression, char const*, char const* file, long line) {
    onsale::library_assertion_failed(expression, file, line);
}

void assertion_failed_msg(char const* expression, char const* message, char const*, char const* file, long line) {
    onsale::library_assertion_failed((std::string(expression) + ", " + message).c_str(), file, line);
}

}  // namespace boost
