// One client's connection: reads requests, has them answered in order, writes the answers, keeps the deadlines, and
// closes so that the client can read the last answer. Lives in its own coroutine, on one I/O thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <boost/intrusive/list.hpp>

#include "http/address.h"
#include "http/answer.h"
#include "http/awaitable.h"
#include "http/client_socket.h"
#include "http/exchange.h"
#include "http/handler.h"
#include "http/limits.h"
#include "http/stream.h"

namespace onsale::http {

class Connection : public boost::intrusive::list_base_hook<> {
  public:
    // What a connection knows of its surroundings; all of it outlives the connection.
    struct Context {
        IoThread& io;
        Handler& handler;
        Limits const& limits;
        AddressCounts& addresses;
        ExchangePool exchanges{limits};
        bool stopping = false;
        std::size_t large_bodies = 0;  // under way
    };

    // Takes the socket; throws std::system_error. A peer that is no proxy has been counted.
    Connection(Context& context, int socket, Address const& peer);
    ~Connection();

    Awaitable<void> serve();      // until the connection is closed
    Awaitable<void> turn_away();  // tells 503 instead

    // From the sweep, never from within serve(): acts on a deadline that has passed.
    void sweep(std::chrono::steady_clock::time_point now);
    // The server stops: ends what is idle, lets a request in flight finish, and then closes.
    void finish_up();
    void abort();
    // After something was thrown out of serve(): nothing of the exchange is used again.
    void drop_exchange() { now_.reset(); }

    // When it would be closed for its silence; nullopt: it is not idle.
    std::optional<std::chrono::steady_clock::time_point> idle_until() const;
    // Room is needed for others: closes it, unless a request has come meanwhile.
    void give_way() { socket_.cancel(); }

  private:
    enum class Phase : std::uint8_t { idle, header, body, answering, writing, streaming, lingering };

    std::optional<Awaitable<void>> answer_what_is_complete();
    bool admit_large_body();
    void release_large_body();
    bool answer_again();
    bool note_client();
    std::optional<Awaitable<void>> begin_answer();
    void end_answer();
    bool may_be_repeated() const;
    void remember_answer();
    void internal_error(std::exception_ptr error);
    void put_refusal(Malformed why);
    void refuse(Malformed why);

    void begin_exchange();
    void end_exchange();
    bool turn_is_over();
    bool turn_is_spent() const;
    void count_request();
    Awaitable<void> next_turn();
    bool take_in();
    bool read_at_last();
    SendBuffer::Sent send_now();
    Awaitable<bool> send_all();
    Awaitable<void> stream(std::unique_ptr<Subscription> subscription);
    Awaitable<bool> send_pieces(std::unique_ptr<BodySource> source);
    Awaitable<void> close();

    void enter(Phase phase, std::chrono::milliseconds time);
    void enter_reading();

    Context& context_;
    ClientSocket socket_;
    Address const peer_;
    bool const behind_proxy_;
    Address client_;  // whose request is being answered: the peer's, or of whom the proxy names
    CountedAddress counted_for_;
    std::unique_ptr<Exchange> now_;  // null: nothing of a request is here, and nothing of an answer
    std::unique_ptr<Repeat> repeat_;
    std::string repeated_;            // the request that repeat_ answers
    Address repeated_by_;             // whose it is
    std::shared_ptr<Stream> stream_;  // while an answer streams
    std::chrono::steady_clock::time_point deadline_;
    std::chrono::steady_clock::time_point turn_began_;  // when its first request was answered
    unsigned reads_ = 0;
    unsigned requests_ = 0;  // answered in this turn
    Phase phase_ = Phase::idle;
    bool heard_ = false;  // has the client ever sent a byte?
    bool expired_ = false;
    bool last_ = false;  // the answer in the send buffer is the last one
    bool refused_ = false;
    bool large_body_ = false;  // one of the worker's is this connection's
    bool chunked_ = false;     // the last answer's body, if it comes in pieces
};

}  // namespace onsale::http
