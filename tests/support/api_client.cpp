#include "support/api_client.h"

#include <stdexcept>
#include <utility>

#include <boost/json/parse.hpp>

namespace onsale::tests {
namespace {

std::string wire_text(Call const& call) {
    auto text = std::string(call.method) + ' ' + call.target + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!call.bearer.empty()) text += "Authorization: Bearer " + call.bearer + "\r\n";
    if (call.body) {
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(call.body->size()) + "\r\n";
    }
    text += call.more + "\r\n";
    if (call.body) text += *call.body;
    return text;
}

}  // namespace

void ApiClient::send(Call const& call) {
    if (!connection_) connection_ = std::make_unique<http::tests::Client>(port_);
    head_ = call.method == "HEAD";
    try {
        connection_->send(wire_text(call));
    } catch (...) {
        connection_.reset();
        throw;
    }
}

Response ApiClient::receive() {
    try {
        auto answer = connection_->read_response(head_);
        if (answer.fields.contains("connection") && answer.fields["connection"] == "close") connection_.reset();
        return answer;
    } catch (...) {
        connection_.reset();
        throw;
    }
}

Response ApiClient::ask(Call const& call) {
    send(call);
    return receive();
}

Response ApiClient::get(std::string target, std::string bearer) {
    return ask({.method = "GET", .target = std::move(target), .bearer = std::move(bearer)});
}

Response ApiClient::post(std::string target, std::string bearer, std::optional<std::string> body) {
    return ask({.method = "POST", .target = std::move(target), .bearer = std::move(bearer), .body = std::move(body)});
}

Response ApiClient::patch(std::string target, std::string bearer, std::string body) {
    return ask({.method = "PATCH", .target = std::move(target), .bearer = std::move(bearer), .body = std::move(body)});
}

Response ApiClient::del(std::string target, std::string bearer) {
    return ask({.method = "DELETE", .target = std::move(target), .bearer = std::move(bearer)});
}

boost::json::value json_of(Response const& answer) {
    boost::system::error_code failed;
    auto value = boost::json::parse(answer.body, failed);
    if (failed) throw std::runtime_error("not JSON: " + answer.head + answer.body);
    return value;
}

std::string problem_of(Response const& answer) {
    constexpr std::string_view front = "/problems/";
    auto const type = answer.fields.find("content-type");
    if (type == answer.fields.end() || type->second != "application/problem+json") return "none";
    auto const name = text_of(json_of(answer), "type");
    return name.starts_with(front) ? name.substr(front.size()) : "none";
}

Response const& expect_status(Response const& answer, unsigned status) {
    if (answer.status != status) {
        throw std::runtime_error("not " + std::to_string(status) + ": " + answer.head + answer.body);
    }
    return answer;
}

std::string text_of(boost::json::value const& object, std::string_view member) {
    auto const& text = object.as_object().at({member.data(), member.size()}).as_string();
    return {text.data(), text.size()};
}

std::int64_t number_of(boost::json::value const& object, std::string_view member) {
    return object.as_object().at({member.data(), member.size()}).to_number<std::int64_t>();
}

}  // namespace onsale::tests
