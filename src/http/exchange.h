// What a connection needs while a request is under way, and does not need between two: thousands of fans wait
// connected and silent. Lent by the I/O thread, the last one given back first: its memory is in the cache.
//
// All of it on the I/O thread.
#pragma once

#include <memory>
#include <vector>

#include "http/answer.h"
#include "http/limits.h"
#include "http/request_buffer.h"
#include "http/request_parser.h"
#include "http/send_buffer.h"

namespace onsale::http {

struct Exchange {
    explicit Exchange(Limits const& limits)
        : buffer(limits.header_bytes + limits.body_bytes + 2 * chunk_framing_bytes), parser(limits) {}

    RequestBuffer buffer;
    RequestParser parser;
    Answer answer;
    SendBuffer send_buffer;
};

class ExchangePool {
  public:
    // The limits outlive the pool and all that it lent.
    explicit ExchangePool(Limits const& limits) : limits_(limits) { spare_.reserve(spare_exchanges); }

    std::unique_ptr<Exchange> lend() {
        if (spare_.empty()) return std::make_unique<Exchange>(limits_);
        auto exchange = std::move(spare_.back());
        spare_.pop_back();
        return exchange;
    }

    // With an empty buffer, an empty send_buffer, and a parser that expects a request.
    void take_back(std::unique_ptr<Exchange> exchange) noexcept {
        if (spare_.size() >= spare_exchanges) return;
        exchange->answer.clear();  // may hold on to a seat list
        spare_.push_back(std::move(exchange));
    }

  private:
    Limits const& limits_;
    std::vector<std::unique_ptr<Exchange>> spare_;
};

}  // namespace onsale::http
