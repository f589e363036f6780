// What the engine asks of the application: an answer to each request, and words for what it refuses by itself.
// One handler serves all I/O threads at once.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>

#include "http/address.h"
#include "http/answer.h"
#include "http/awaitable.h"
#include "http/request.h"

namespace onsale::http {

class IoThread;

// Why the engine refuses before, or instead of, a handler's answer. The connection is closed after each of these, but
// for one that a proxy keeps for other clients than the one who has too many.
enum class Malformed : std::uint8_t {
    bad_request,           // 400
    repeated_field,        // 400: a field came again that may come once (request.h)
    header_too_large,      // 431
    body_too_large,        // 413
    request_timeout,       // 408
    expectation_failed,    // 417: an Expect other than 100-continue
    unsupported_version,   // 505
    too_many_connections,  // 503: of all, or of one address
    too_many_bodies,       // 503: a large body, while there are too many of them
    internal,              // 500: a handler threw
};

constexpr unsigned status_of(Malformed why) {
    switch (why) {
        case Malformed::bad_request:
        case Malformed::repeated_field:
            return 400;
        case Malformed::header_too_large:
            return 431;
        case Malformed::body_too_large:
            return 413;
        case Malformed::request_timeout:
            return 408;
        case Malformed::expectation_failed:
            return 417;
        case Malformed::unsupported_version:
            return 505;
        case Malformed::too_many_connections:
        case Malformed::too_many_bodies:
            return 503;
        case Malformed::internal:
            return 500;
    }
    return 500;
}

class Handler {
  public:
    virtual ~Handler() = default;

    // Either fills the answer at once and returns nullopt (cheaper: no coroutine frame), or returns a coroutine that
    // does. Request and answer stay valid until then. On `io`'s thread, which must not block. Meant not to throw for
    // the client's faults; what it throws goes to failed() and is answered 500.
    virtual std::optional<Awaitable<void>> handle(Request const& request, Answer& answer, IoThread& io) = 0;

    // May this request have a body of up to Limits::large_body_bytes? Asked before the body is taken in; of the request
    // all is there but the body. False: 413.
    virtual bool takes_large_body(Request const&) noexcept { return false; }

    // Words for a refusal. The status is set already (status_of), and Retry-After for those with 503. `client`: as far
    // as it is known, else the peer.
    virtual void refuse(Malformed why, Address const& client, Answer& answer) noexcept = 0;

    // A handler threw: to be logged. The 500 follows by refuse(Malformed::internal).
    virtual void failed(std::exception_ptr error, Request const& request) noexcept = 0;

    // A connection ended by what the engine itself threw: no memory, or an assertion of a library. To be logged.
    virtual void connection_failed(std::exception_ptr) noexcept {}
};

}  // namespace onsale::http
