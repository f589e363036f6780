#include "support/fan.h"

#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

#include <boost/json.hpp>

namespace onsale::tests {
namespace {

namespace json = boost::json;
using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{30};
constexpr std::chrono::milliseconds between_polls{20};
constexpr int seats_of_a_body = 300;  // well under 64 KiB

std::string decoded_base64url(std::string_view text) {
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (char const c : text) {
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        auto const digit = alphabet.find(c);
        if (digit == std::string_view::npos) throw std::runtime_error("not base64url");
        bits = (bits << 6) | static_cast<unsigned>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<char>((bits >> count) & 0xff));
    }
    return bytes;
}

void add_seats(ApiClient& api, Hall& hall, int first, int last, std::int64_t price, std::string const& admin) {
    json::array offers;
    for (int number = first; number <= last; ++number) {
        offers.push_back({{"seatNumber", number},
                          {"price", price},
                          {"section", "가구역"},
                          {"row", std::to_string((number - 1) / 20 + 1)},
                          {"seat", std::to_string((number - 1) % 20 + 1)}});
    }
    auto const body = json::serialize(json::object{{"seats", std::move(offers)}});
    auto const answer = json_of(expect_status(api.post("/concert/" + hall.date + "/seats", admin, body), 201));
    for (auto const& seat : answer.at("seats").as_array()) hall.seats.push_back(text_of(seat, "id"));
}

}  // namespace

Fan registered(ApiClient& api, std::string_view name) {
    auto const body = json::serialize(json::object{{"name", json::string(name.data(), name.size())}});
    auto const user = json_of(expect_status(api.post("/user", {}, body), 201));
    Fan fan{.id = text_of(user, "id"), .access = {}, .token = {}};
    if (user.as_object().contains("accessToken")) fan.access = text_of(user, "accessToken");
    return fan;
}

Response poll(ApiClient& api, Fan& fan) {
    Call call{.target = "/user/" + fan.id + "/token/generate", .bearer = fan.access};
    if (!fan.token.empty()) call.more = "Line-Token: " + fan.token + "\r\n";
    auto answer = api.ask(call);
    if (answer.status == 200) fan.token = text_of(json_of(answer), "token");
    return answer;
}

void come_in(ApiClient& api, Fan& fan) {
    for (auto const end = steady_clock::now() + patience; steady_clock::now() < end;) {
        auto const answer = poll(api, fan);
        if (number_of(json_of(expect_status(answer, 200)), "waitingNumber") == 0) return;
        std::this_thread::sleep_for(between_polls);
    }
    throw std::runtime_error("not let in");
}

Fan fan_inside(ApiClient& api, std::string_view name) {
    auto fan = registered(api, name);
    come_in(api, fan);
    return fan;
}

Response charge(ApiClient& api, Fan const& fan, std::int64_t amount) {
    return api.patch("/user/charge/" + fan.id + "/point", fan.access, "{\"amount\":" + std::to_string(amount) + "}");
}

std::int64_t balance(ApiClient& api, Fan const& fan) {
    return number_of(json_of(expect_status(api.get("/user/" + fan.id + "/point", fan.access), 200)), "point");
}

Response reserve(ApiClient& api, Fan const& fan, std::string const& seat) {
    return api.post("/concert/" + seat + "/reservation", fan.token);
}

Response pay(ApiClient& api, Fan const& fan, std::string const& reservation) {
    return api.post("/user-concert/payment/" + fan.id + "/" + reservation, fan.token);
}

Response leave(ApiClient& api, Fan const& fan) { return api.del("/user/" + fan.id + "/token", fan.access); }

std::string held(ApiClient& api, Fan const& fan, std::string const& seat) {
    auto const made = json_of(expect_status(reserve(api, fan, seat), 201));
    return text_of(made.at("reservations").as_array().at(0), "id");
}

std::int64_t place_of(std::string_view line_token) {
    auto const first = line_token.find('.');
    auto const second = line_token.find('.', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) throw std::runtime_error("not a JWT");
    return number_of(json::parse(decoded_base64url(line_token.substr(first + 1, second - first - 1))), "place");
}

Hall open_hall(ApiClient& api, int seats, std::int64_t price, std::string const& admin) {
    Hall hall;
    hall.concert =
        text_of(json_of(expect_status(api.post("/concert", admin, R"({"singerName":"아이유"})"), 201)), "id");
    // One fan of a test may take all of them, and whatever the year is.
    auto const body =
        R"({"concertDate":"2099-12-24T19:00:00+09:00","terms":{"closesAt":"2100-01-01T00:00:00Z","mostPerPerson":1000,"mostTakes":10000}})";
    hall.date = text_of(json_of(expect_status(api.post("/concert/" + hall.concert, admin, body), 201)), "id");
    for (int first = 1; first <= seats; first += seats_of_a_body) {
        add_seats(api, hall, first, std::min(seats, first + seats_of_a_body - 1), price, admin);
    }
    return hall;
}

std::vector<std::string> held_on_dates(ApiClient& api, Fan const& fan, std::size_t dates, std::int64_t price) {
    std::vector<std::string> reservations;
    for (std::size_t i = 0; i < dates; ++i) reservations.push_back(held(api, fan, open_hall(api, 1, price).seats[0]));
    return reservations;
}

}  // namespace onsale::tests
