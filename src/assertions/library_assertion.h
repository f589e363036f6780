// What becomes of an assertion of Boost that fails in the program that is shipped (BOOST_ENABLE_ASSERT_HANDLER, which
// cmake/onsale.cmake defines for release builds; the others stop at once, as developers want it).
//
// Bytes from the network can reach an assertion of a parser: one in Beast 1.81 was wrong. Such a parser belongs to one
// request. On a thread that says that it catches (the I/O threads) its assertion is thrown, and ends the connection
// that met it; thrown where nothing can catch it, out of a destructor or the event loop, it ends the process all the
// same.
//
// Every other assertion ends the process at once: one of a container or of Asio says that a state that is shared is
// broken (the waiting line is changed in place by every poll), and nothing must go on from there. So do ours of the
// line (domain/waiting/invariant.h) and those of the standard library.
#pragma once

#include <stdexcept>

namespace onsale {

class LibraryAssertion : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

// From now on this thread catches what its connections throw.
void throw_library_assertions_on_this_thread() noexcept;

// Throws LibraryAssertion on such a thread if `file` is one of a parser's; else writes one line to the standard error
// output and aborts.
[[noreturn]] void library_assertion_failed(char const* expression, char const* file, long line);

}  // namespace onsale
