#include "drill/api_messages.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace onsale::drill {
namespace json = boost::json;
namespace {

template <class... Ids>
std::string path(std::string_view pattern, Ids const&... ids) {
    return fmt::format(fmt::runtime(pattern), ids...);
}

}  // namespace

ApiMessages::ApiMessages(Dialect const& dialect, std::string const& host, std::uint16_t port)
    : dialect_(dialect), host_line_(fmt::format(" HTTP/1.1\r\nHost: {}:{}\r\n", host, port)) {}

std::string ApiMessages::message(std::string_view method, std::string_view path, std::string_view bearer,
                                 std::string_view body, std::string_view more) const {
    std::string out;
    out.reserve(256 + path.size() + bearer.size() + body.size() + more.size());
    out.append(method).append(" ").append(path).append(host_line_).append(more);
    if (!bearer.empty()) out.append("Authorization: Bearer ").append(bearer).append("\r\n");
    if (!body.empty()) {
        out.append("Content-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size()));
        out.append("\r\n");
    } else if (method != "GET") {
        out.append("Content-Length: 0\r\n");
    }
    return out.append("\r\n").append(body);
}

std::string ApiMessages::register_user(std::uint32_t number) const {
    return message("POST", dialect_.register_user, {}, fmt::format("{{\"name\":\"Fan {}\"}}", number));
}

std::string ApiMessages::join(Credentials const& credentials) const {
    std::string shown;
    if (!credentials.line.empty() && dialect_.polling == Dialect::Poll::join_again) {
        shown = "Line-Token: " + credentials.line + "\r\n";
    }
    return message("GET", path(dialect_.join, credentials.user), credentials.access, {}, shown);
}

std::string ApiMessages::poll(Credentials const& credentials) const {
    if (dialect_.polling == Dialect::Poll::join_again) return join(credentials);
    return message("POST", path(dialect_.poll, credentials.user), credentials.access,
                   fmt::format("{{\"waitingNumber\":{}}}", credentials.waiting_number));
}

std::string ApiMessages::leave_line(Credentials const& credentials) const {
    if (dialect_.leave_line.empty()) return {};
    return message("DELETE", path(dialect_.leave_line, credentials.user), credentials.access);
}

std::string ApiMessages::dates(Credentials const& credentials) const {
    return message("GET", dialect_.dates, credentials.line);
}

std::string ApiMessages::sale() const {
    return dialect_.sale.empty() ? std::string() : message("GET", dialect_.sale, {});
}

std::string ApiMessages::map(std::string_view date) const {
    return dialect_.map.empty() ? std::string() : message("GET", path(dialect_.map, date), {});
}

std::string ApiMessages::seats(Credentials const& credentials, std::string_view date, std::string_view query) const {
    return message("GET", path(dialect_.seats, date).append(query), credentials.line);
}

std::string ApiMessages::all_seats(Credentials const& credentials, std::string_view date) const {
    return seats(credentials, date, {});
}

std::string ApiMessages::free_seats(Credentials const& credentials, std::string_view date,
                                    std::string_view section) const {
    std::string query;
    if (dialect_.seats_by_query) query = "?status=available";
    if (dialect_.seats_by_query && !section.empty()) query.append("&section=").append(section);
    return seats(credentials, date, query);
}

std::string ApiMessages::reserve(Credentials const& credentials, std::string_view seat) const {
    return message("POST", path(dialect_.reserve, seat), credentials.line);
}

std::string ApiMessages::of_date(Credentials const& credentials, std::string_view date, std::string_view key,
                                 std::string const& body) const {
    auto const shown = key.empty() ? std::string() : fmt::format("Idempotency-Key: {}\r\n", key);
    return message("POST", path(dialect_.reserve_together, date), credentials.line, body, shown);
}

std::string ApiMessages::reserve_together(Credentials const& credentials, std::string_view date,
                                          std::vector<std::string_view> const& seats, std::string_view key) const {
    return of_date(credentials, date, key, json::serialize(json::object{{"seats", json::value_from(seats)}}));
}

std::string ApiMessages::reserve_best(Credentials const& credentials, std::string_view date, BestWish const& wish,
                                      std::string_view key) const {
    json::object best{{"count", wish.count}, {"adjacent", wish.must_be_adjacent ? "must" : "prefer"}};
    if (!wish.section.empty()) best["sections"] = json::array{wish.section};
    return of_date(credentials, date, key, json::serialize(json::object{{"best", std::move(best)}}));
}

std::string ApiMessages::release_seat(Credentials const& credentials, std::string_view reservation,
                                      std::string_view seat) const {
    return message("DELETE", path(dialect_.release_seat, reservation, seat), credentials.line);
}

std::string ApiMessages::release(Credentials const& credentials, std::string_view reservation) const {
    if (dialect_.release.empty()) return {};
    return message("DELETE", path(dialect_.release, reservation), credentials.line);
}

std::string ApiMessages::charge(Credentials const& credentials, Points amount) const {
    return message("PATCH", path(dialect_.charge, credentials.user), credentials.access,
                   fmt::format("{{\"amount\":{}}}", amount.value));
}

std::string ApiMessages::pay(Credentials const& credentials, std::string_view reservation) const {
    return message("POST", path(dialect_.pay, credentials.user, reservation), credentials.line);
}

std::string ApiMessages::point(Credentials const& credentials) const {
    return message("GET", path(dialect_.point, credentials.user), credentials.access);
}

std::string ApiMessages::ledger(Credentials const& credentials) const {
    if (dialect_.ledger.empty()) return {};
    return message("GET", path(dialect_.ledger, credentials.user), credentials.access);
}

std::string ApiMessages::own_reservations(Credentials const& credentials) const {
    if (dialect_.own_reservations.empty()) return {};
    return message("GET", path(dialect_.own_reservations, credentials.user), credentials.access);
}

}  // namespace onsale::drill
