// A client that does exactly what a test tells it, byte by byte, over a real socket. Blocking; a read that gets nothing
// for 30 seconds throws, so that a hanging server fails the test instead of hanging it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace onsale::http::tests {

struct Response {
    unsigned status = 0;
    std::string head;                           // status line and fields, as received
    std::map<std::string, std::string> fields;  // names in lower case
    std::string body;
};

class Client {
  public:
    explicit Client(std::uint16_t port, int receive_buffer = 0);
    ~Client();
    Client(Client&& other) noexcept;
    Client& operator=(Client&&) = delete;

    void send(std::string_view bytes);      // throws if the server has closed
    bool try_send(std::string_view bytes);  // false: the server has closed
    void half_close();
    void reset();  // closes with RST

    Response read_response(bool to_head = false);
    Response ask(std::string_view request);  // send, read_response
    std::string read_exactly(std::size_t count);
    std::string read_to_end();  // until the server closes in good order; throws on a reset
    bool closed_by_server();    // true: closed or reset, without another byte; false: a byte came

  private:
    bool fill();  // false: end of stream
    int socket_;
    std::string received_;
};

// "GET /path HTTP/1.1" with a Host and more header lines (each ending in CRLF).
std::string get(std::string_view path, std::string_view more = {});
std::string post(std::string_view path, std::string_view body, std::string_view more = {});

}  // namespace onsale::http::tests
