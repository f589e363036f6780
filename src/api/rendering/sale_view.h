// The sale as everybody may see it, in the line or not: what is on sale, how long the line is, and what the operator
// says. Every page asks for it every few seconds, so it is rendered a few times a second at most and then shared.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "application/boards/boards.h"
#include "application/line/line.h"
#include "http/shared_body.h"

namespace onsale::api {

class SaleView {
  public:
    // What a fan is told of the rules beforehand.
    struct Terms {
        std::string_view phase;  // "dev"; static storage
        seconds hold;            // from picking a seat until it must be paid
        seconds claim;           // from being called until coming in
        seconds session;         // inside
        std::int64_t max_charge = 0;
    };

    static constexpr milliseconds shortest_interval{250};  // between two renderings

    // Borrows boards and line.
    SaleView(Boards const& boards, Line const& line, Terms terms) : boards_(boards), line_(line), terms_(terms) {}

    struct Edition {
        std::shared_ptr<http::SharedBody const> rest;  // of the JSON object, behind its first member, `now`
        std::string etag;                              // of `rest`, in its quotes; the same on every node
    };
    // Thread-safe. At most shortest_interval old.
    Edition at(Instant now);

  private:
    std::string render(Instant now) const;

    Boards const& boards_;
    Line const& line_;
    Terms const terms_;
    std::mutex mutex_;
    Instant made_at_{};
    Edition edition_;
};

}  // namespace onsale::api
