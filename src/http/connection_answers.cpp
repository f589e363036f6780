// How the requests of a connection become answers: by the handler, by a repeat, or as a refusal.
#include <utility>

#include "http/connection.h"
#include "http/forwarded.h"
#include "http/io_thread.h"

namespace onsale::http {

// Returns a handler's coroutine as soon as one needs time: those behind it wait, since answers keep their order.
std::optional<Awaitable<void>> Connection::answer_what_is_complete() {
    while (!last_ && !now_->send_buffer.full() && !turn_is_spent()) {
        if (repeat_ && answer_again()) continue;
        switch (now_->parser.parse(now_->buffer.received())) {
            case RequestParser::Progress::need_more:
                if (!admit_large_body()) return std::nullopt;
                now_->buffer.drop_back(now_->parser.freed());
                if (now_->parser.take_expectation()) now_->send_buffer.add_continue();
                return std::nullopt;
            case RequestParser::Progress::refused:
                refuse(now_->parser.why());
                return std::nullopt;
            case RequestParser::Progress::complete:
                if (!admit_large_body()) return std::nullopt;
                break;
        }
        if (auto pending = begin_answer()) return pending;
    }
    return std::nullopt;
}

// A body beyond the usual bound is taken in only where the handler wants one, and not too many at a time: a client that
// may not send it gets no more of our memory than any other. False: refused.
bool Connection::admit_large_body() {
    auto const length = now_->parser.large_body();
    if (length == 0 || large_body_) return true;
    if (!context_.handler.takes_large_body(now_->parser.request())) {
        refuse(Malformed::body_too_large);
        return false;
    }
    if (context_.large_bodies >= context_.limits.large_bodies) {
        refuse(Malformed::too_many_bodies);
        return false;
    }
    ++context_.large_bodies;
    large_body_ = true;
    now_->buffer.raise_limit(context_.limits.header_bytes + length + 2 * chunk_framing_bytes);
    return true;
}

void Connection::release_large_body() {
    if (std::exchange(large_body_, false)) --context_.large_bodies;
}

// The request before, once more?
bool Connection::answer_again() {
    std::string_view const received{now_->buffer.received().data(), now_->buffer.received().size()};
    if (!now_->parser.untouched() || !received.starts_with(repeated_)) return false;
    if (!counted_for_.take(repeated_by_)) return false;
    now_->answer.clear();
    try {
        if (!repeat_->answer(now_->answer)) repeat_.reset();
    } catch (...) {
        repeat_.reset();  // the handler will meet it again
    }
    if (!repeat_) return false;
    last_ = context_.stopping;
    now_->send_buffer.add(now_->answer, {.close = last_});
    now_->buffer.drop_front(repeated_.size());
    count_request();
    return true;
}

// A proxy's connections carry the requests of many: each counts for the client whose request it carries, and for
// nobody while it is idle. Everybody else was counted when they connected. False: that client has too many.
bool Connection::note_client() {
    if (!behind_proxy_) return true;
    client_ = forwarded_client(now_->parser.request(), context_.addresses.trusted()).value_or(peer_);
    return counted_for_.take(client_);
}

std::optional<Awaitable<void>> Connection::begin_answer() {
    now_->answer.clear();
    if (!note_client()) {
        put_refusal(Malformed::too_many_connections);
        end_answer();  // the proxy keeps the connection: others need it
        return std::nullopt;
    }
    now_->parser.came_from(client_);
    try {
        if (auto pending = context_.handler.handle(now_->parser.request(), now_->answer, context_.io)) return pending;
    } catch (...) {
        internal_error(std::current_exception());
        return std::nullopt;
    }
    end_answer();
    return std::nullopt;
}

void Connection::end_answer() {
    last_ = !now_->parser.keep_alive() || now_->answer.close || now_->answer.subscription || now_->answer.source ||
            context_.stopping;
    chunked_ = !now_->parser.http_1_0();
    now_->send_buffer.add(now_->answer,
                          {.head = now_->parser.head(), .http_1_0 = now_->parser.http_1_0(), .close = last_});
    if (now_->parser.head()) {
        now_->answer.subscription.reset();
        now_->answer.source.reset();
    }
    if (now_->answer.repeat && may_be_repeated()) remember_answer();
    now_->buffer.drop_front(now_->parser.size());
    now_->parser.next();
    release_large_body();
    client_ = peer_;
    phase_ = Phase::idle;
    count_request();
}

// A body, or empty lines in front, are not what repeat.h speaks of: and the parser has moved the bytes of a body.
bool Connection::may_be_repeated() const {
    auto const& parser = now_->parser;
    auto const first = now_->buffer.received().front();
    bool const plain = !parser.http_1_0() && !parser.head() && first != '\r' && first != '\n';
    bool const without_body = parser.request().body.empty() && !parser.request().field("Transfer-Encoding");
    return !last_ && plain && without_body && parser.size() <= longest_repeated_request;
}

void Connection::remember_answer() {
    repeat_ = std::move(now_->answer.repeat);
    repeated_.assign(now_->buffer.received().data(), now_->parser.size());
    repeated_by_ = client_;
}

void Connection::internal_error(std::exception_ptr error) {
    context_.handler.failed(std::move(error), now_->parser.request());
    refuse(Malformed::internal);
}

void Connection::put_refusal(Malformed why) {
    now_->answer.clear();
    now_->answer.status = status_of(why);
    if (now_->answer.status == 503) now_->answer.header("Retry-After", "1");
    context_.handler.refuse(why, client_, now_->answer);
}

void Connection::refuse(Malformed why) {
    put_refusal(why);
    now_->send_buffer.add(now_->answer, {.head = now_->parser.head(), .close = true});
    last_ = refused_ = true;
}

}  // namespace onsale::http
