#include "app/commands/ask_node.h"

#include <iterator>
#include <stdexcept>

#include <boost/asio/ip/tcp.hpp>
#include <boost/url/parse.hpp>

namespace onsale {

NodeAnswer ask_node(std::string const& url, std::string_view path, std::string_view admin_key,
                    std::chrono::seconds patience) {
    auto const parts = boost::urls::parse_uri(url);
    if (!parts || parts->scheme() != "http") {
        throw std::runtime_error("\"" + url + "\" is no URL such as http://127.0.0.1:8080");
    }
    boost::asio::ip::tcp::iostream stream;
    stream.expires_after(patience);
    stream.connect(std::string(parts->host_address()), parts->has_port() ? std::string(parts->port()) : "80");
    stream << "GET " << path << " HTTP/1.1\r\nHost: " << parts->encoded_host_and_port() << "\r\nConnection: close\r\n";
    if (!admin_key.empty()) stream << "Authorization: Bearer " << admin_key << "\r\n";
    stream << "\r\n" << std::flush;
    std::string const answer(std::istreambuf_iterator<char>(stream), {});
    constexpr std::string_view version = "HTTP/1.1 ";
    auto const end_of_head = answer.find("\r\n\r\n");
    if (!answer.starts_with(version) || end_of_head == answer.npos) throw std::runtime_error("no answer from " + url);
    auto const end_of_status = answer.find("\r\n");
    return {answer.substr(version.size(), end_of_status - version.size()), answer.substr(end_of_head + 4)};
}

}  // namespace onsale
