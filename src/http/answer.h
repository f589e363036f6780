// What a handler fills in. The engine adds the status line, Content-Length (but not to 204 and 304, nor to a
// streaming answer; Transfer-Encoding to one that is made while it is sent) and Connection, and sends no body for HEAD,
// 204 and 304.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/body_source.h"
#include "http/repeat.h"
#include "http/shared_body.h"
#include "http/stream.h"

namespace onsale::http {

class Answer {
  public:
    unsigned status = 200;
    std::string_view content_type;  // static storage; empty: no such line

    // The body is these three, one after the other; mostly only one is filled. What is small is copied behind the
    // header; what is large is sent from where it is, by the same system call.
    std::string body;
    std::string_view static_body;              // static storage: an embedded page
    std::shared_ptr<SharedBody const> shared;  // shared with other answers, e.g. a list of seats

    bool close = false;  // end the connection after this answer

    // To HEAD alone: the body was not made, and nothing is said of its length (RFC 9110, 8.6).
    bool length_unknown = false;

    // Kept until the body is sent, where that is not copied (copied_body_bytes): what it holds counts as in use.
    std::shared_ptr<void const> permit;

    // Set: a streaming answer. The header goes out with Connection: close and without Content-Length, the body fields
    // are not looked at, and the subscription is opened. To HEAD only the header is sent.
    std::unique_ptr<Subscription> subscription;

    // Set: a body of unknown length, made while it is sent; the body fields are not looked at. To HEAD only the header
    // is sent.
    std::unique_ptr<BodySource> source;

    // Set, for a GET without a body: how to answer the same bytes again. See repeat.h.
    std::unique_ptr<Repeat> repeat;

    // One more header line. Throws std::invalid_argument if name or value would break out of their line.
    void header(std::string_view name, std::string_view value);

    std::string_view header_lines() const { return header_lines_; }
    std::size_t body_size() const;
    void clear();  // keeps small buffers for the next answer

  private:
    std::string header_lines_;
};

}  // namespace onsale::http
