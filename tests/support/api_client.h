// A client of the JSON API over one kept-alive connection. Blocking. Whatever breaks the connection throws
// (std::runtime_error), and makes the next call connect again, as an answer does that announces the connection's end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "http/client.h"

namespace onsale::tests {

using http::tests::Response;

struct Call {
    std::string_view method = "GET";
    std::string target;
    std::string bearer{};               // of Authorization; empty: no such header
    std::optional<std::string> body{};  // JSON, sent with its content type
    std::string more{};                 // further header lines, each with its CRLF
};

class ApiClient {
  public:
    explicit ApiClient(std::uint16_t port) : port_(port) {}

    Response ask(Call const& call);

    // The two halves of ask(), so that many clients of one thread have their requests under way at once.
    void send(Call const& call);
    Response receive();

    Response get(std::string target, std::string bearer = {});
    Response post(std::string target, std::string bearer = {}, std::optional<std::string> body = std::nullopt);
    Response patch(std::string target, std::string bearer, std::string body);
    Response del(std::string target, std::string bearer = {});

  private:
    std::uint16_t port_;
    std::unique_ptr<http::tests::Client> connection_{};
    bool head_ = false;  // the call under way is a HEAD
};

// Throws when the body is not JSON.
boost::json::value json_of(Response const& answer);

// The last part of a problem's type ("seat-taken"); anything that is no problem answer: "none".
std::string problem_of(Response const& answer);

// The answer itself, if it has this status. Throws, with the whole answer, if not: for what a test leans on.
Response const& expect_status(Response const& answer, unsigned status);

// A member that must be there and be a string, or a number.
std::string text_of(boost::json::value const& object, std::string_view member);
std::int64_t number_of(boost::json::value const& object, std::string_view member);

}  // namespace onsale::tests
