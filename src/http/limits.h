// Every bound of the HTTP engine. Times are kept by a sweep: met at most two sweep intervals late, never early.
#pragma once

#include <chrono>
#include <cstddef>

namespace onsale::http {

struct Limits {
    std::size_t header_bytes = 32 * 1024;  // request line and fields; beyond: 431
    std::size_t body_bytes = 64 * 1024;    // decoded body; beyond: 413

    // A body that says its length beforehand may be this large where the handler takes one (Handler::takes_large_body);
    // of these each I/O thread takes in this many at once, so that they cannot fill the memory; beyond: 503.
    std::size_t large_body_bytes = 8 * 1024 * 1024;
    std::size_t large_bodies = 2;

    std::chrono::milliseconds header_time{10'000};  // from a request's first byte to the end of its header; then 408
    std::chrono::milliseconds body_time{20'000};    // from the end of the header to the end of the body; then 408
    std::chrono::milliseconds large_body_time{120'000};  // the same for a large body
    std::chrono::milliseconds first_byte_time{10'000};   // from connecting to the first byte; then closed
    std::chrono::milliseconds idle_time{75'000};         // between requests; then closed
    std::chrono::milliseconds write_stall_time{20'000};  // without the client taking one more byte; then reset
    std::chrono::milliseconds linger_time{5'000};   // a refused client may keep sending so long, to read its refusal
    std::chrono::milliseconds sweep_interval{500};  // how often deadlines are looked at

    std::size_t stream_frames = 64;  // that a stream's client may lag behind; beyond: reset

    std::size_t connections = 16'000;  // served at once, over all threads; beyond: 503 and close
    std::size_t connections_to_spare() const { return connections / 32; }  // fewer left: idle ones are closed
    std::size_t refused_connections = 512;  // being told 503 at once; beyond: closed without a word

    int listen_backlog = 4096;  // the kernel lowers it to net.core.somaxconn

    // If the process runs out of file descriptors before that, the acceptor rests this long and tries again.
    std::chrono::milliseconds accept_rest{50};
};

// Not worth a setting: sizes that trade memory against system calls.
inline constexpr std::size_t first_buffer_bytes = 4 * 1024;   // of a request under way; grows to header + body + slack
inline constexpr std::size_t kept_buffer_bytes = 16 * 1024;   // a buffer kept for the next request holds no more
inline constexpr std::size_t chunk_framing_bytes = 8 * 1024;  // of one chunk's header, or of the trailers; beyond: 400
inline constexpr std::size_t copied_body_bytes = 16 * 1024;   // a body up to this is copied behind its header
inline constexpr std::size_t coalesced_bytes = 64 * 1024;     // answers to pipelined requests are sent at this size
inline constexpr std::size_t longest_repeated_request = 4 * 1024;  // longer ones are read each time (repeat.h)
inline constexpr std::size_t spare_exchanges = 256;                // that an I/O thread keeps for the next requests

// A shared body of this size is sent from a file, once its bytes have been sent so often from memory.
inline constexpr std::size_t least_body_in_a_file = 32 * 1024;
inline constexpr std::size_t largest_body_in_a_file = 1024 * 1024;
inline constexpr unsigned sendings_before_a_file = 2;

// Nobody keeps an I/O thread for long: how much is done in one go, before others have their turn.
inline constexpr std::size_t ready_sockets_a_round = 128;
inline constexpr std::size_t accepted_a_round = 64;
inline constexpr unsigned reads_a_turn = 4;                    // of one connection, without waiting in between
inline constexpr unsigned requests_a_turn = 16;                // of one connection that pipelines, ...
inline constexpr std::chrono::microseconds longest_turn{500};  // ... or fewer: none is begun later than this
inline constexpr std::chrono::milliseconds behind_after{100};  // of rounds that left some: the thread is behind

}  // namespace onsale::http
