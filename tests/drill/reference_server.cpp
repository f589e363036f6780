#include "drill/reference_server.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <deque>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "http/server.h"

namespace onsale::drill {
namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;
using http::Method;

constexpr std::int64_t price = 99'000;
constexpr std::chrono::seconds session_term{3};  // nobody can leave: its end is the only one. Fans ask once a second
constexpr std::chrono::seconds hold_term{20};
constexpr int lost_sight_every = 7;  // polls that find no number: the place is not among the last n

struct User {
    std::int64_t point = 0;
    bool waits = false;
    Clock::time_point inside_until{};
};

struct Seat {
    int owner = -1;  // a reservation
    bool sold = false;
    Clock::time_point held_until{};
};

struct Reservation {
    int user = 0;
    int seat = 0;
    bool paid = false;
};

// "user-concert/7/seats" as {"user-concert", "7", "seats"}.
std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 1; at <= path.size();) {
        auto const end = std::min(path.find('/', at), path.size());
        parts.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

int number(std::string_view text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// One I/O thread calls it: no locks.
class Concert final : public http::Handler {
  public:
    Concert(std::uint32_t seats, std::uint32_t capacity, ReferenceFaults faults)
        : seats_(seats), capacity_(capacity), faults_(faults) {}

    std::optional<http::Awaitable<void>> handle(http::Request const& request, http::Answer& answer,
                                                http::IoThread&) override {
        answer.content_type = "application/json";
        auto const parts = parts_of(request.path);
        auto const body = request.body.empty() ? json::value{} : json::parse(request.body);
        auto const value = parts[0] == "user" ? of_user(request.method, parts, body, answer)
                                              : of_concert(request.method, parts, bearer(request), answer);
        answer.body = json::serialize(value);
        return std::nullopt;
    }
    void refuse(http::Malformed, http::Address const&, http::Answer&) noexcept override {}
    void failed(std::exception_ptr, http::Request const&) noexcept override {}

  private:
    static json::value refusal(http::Answer& answer, unsigned status) {
        answer.status = status;
        return {{"statusCode", status}};
    }

    static int bearer(http::Request const& request) {
        constexpr std::string_view scheme = "Bearer pass-";
        return request.authorization.starts_with(scheme) ? number(request.authorization.substr(scheme.size())) : -1;
    }

    json::value of_user(Method method, std::vector<std::string_view> const& parts, json::value const& body,
                        http::Answer& answer) {
        if (method == Method::post && parts.size() == 1) {
            users_.emplace_back();
            return {{"id", std::to_string(users_.size() - 1)}, {"name", body.at("name")}};
        }
        auto const text = parts.at(1) == "charge" ? parts.at(2) : parts.at(1);
        auto const user = number(text);
        if (user < 0 || static_cast<std::size_t>(user) >= users_.size()) return refusal(answer, 404);
        auto& who = users_[static_cast<std::size_t>(user)];
        if (method == Method::get && parts.back() == "generate") return join(user);
        if (method == Method::post && parts.back() == "waiting") {
            if (body.at("waitingNumber").as_int64() < 0) return refusal(answer, 400);
            return standing(user);
        }
        if (method == Method::get && parts.back() == "point") return {{"point", who.point}};
        if (method == Method::patch && parts[1] == "charge") {
            bool const tenth = ++charges_ % 10 == 0;
            if (tenth && faults_.sheds_dumbly) return refusal(answer, 503);
            if (!tenth || !faults_.loses_charges) who.point += body.at("amount").as_int64();
            return {{"amount", body.at("amount")}};
        }
        return refusal(answer, 404);
    }

    json::value join(int user) {
        auto& who = users_[static_cast<std::size_t>(user)];
        if (!inside(user) && !who.waits) {
            who.waits = true;
            queue_.push_back(user);
        }
        return {{"userId", std::to_string(user)}, {"token", nullptr}, {"waitingNumber", queue_.size()}};
    }

    json::value standing(int user) {
        admit();
        auto const id = std::to_string(user);
        if (inside(user)) return {{"userId", id}, {"token", "pass-" + id}, {"waitingNumber", 0}};
        auto const place = std::ranges::find(queue_, user);
        bool const seen = place != queue_.end() && ++polls_ % lost_sight_every != 0;
        return {{"userId", id}, {"token", nullptr}, {"waitingNumber", seen ? place - queue_.begin() + 1 : -1}};
    }

    void admit() {
        auto const now = Clock::now();
        std::erase_if(inside_, [&](int user) { return !inside(user); });
        while (!queue_.empty() && inside_.size() < capacity_) {
            auto& who = users_[static_cast<std::size_t>(queue_.front())];
            who.waits = false;
            who.inside_until = now + session_term;
            inside_.push_back(queue_.front());
            queue_.pop_front();
        }
    }

    bool inside(int user) const {
        return user >= 0 && static_cast<std::size_t>(user) < users_.size() &&
               users_[static_cast<std::size_t>(user)].inside_until > Clock::now();
    }

    json::value of_concert(Method method, std::vector<std::string_view> const& parts, int user, http::Answer& answer) {
        if (parts.at(0) != "user-concert") return refusal(answer, 404);
        if (method == Method::post && parts.at(1) == "payment") {
            return pay(number(parts.at(2)), parts.at(3), answer);
        }
        bool const let_in = inside(user) || (faults_.lets_all_in && parts.at(1) == "dates");
        if (!let_in) return refusal(answer, 403);
        if (method == Method::get && parts.at(1) == "dates") return dates();
        if (method == Method::get && parts.at(2) == "seats") return free_seats(answer);
        if (method == Method::post && parts.at(2) == "reservation") return reserve(user, number(parts[1]), answer);
        return refusal(answer, 404);
    }

    bool is_free(Seat const& seat) const { return !seat.sold && seat.held_until <= Clock::now(); }

    json::value dates() const {
        auto const free = std::ranges::count_if(seats_, [this](Seat const& seat) { return is_free(seat); });
        json::object date{{"id", "date-1"}, {"date", "2099-01-01T00:00:00.000Z"}, {"availableSeats", free}};
        json::object concert{{"id", "concert-1"}, {"singerName", "Singer"}, {"concertDates", json::array{date}}};
        return {{"concerts", json::array{concert}}};
    }

    json::value free_seats(http::Answer& answer) const {
        json::array list;
        for (std::size_t i = 0; i < seats_.size(); ++i) {
            if (is_free(seats_[i]))
                list.emplace_back(
                    json::object{{"id", i}, {"seatNumber", i + 1}, {"price", price}, {"status", "available"}});
        }
        if (list.empty()) return refusal(answer, 400);
        return {{"seats", list}};
    }

    json::value reserve(int user, int id, http::Answer& answer) {
        auto& seat = seats_.at(static_cast<std::size_t>(id));
        if (!is_free(seat) && !faults_.sells_twice) return refusal(answer, 409);
        seat.owner = static_cast<int>(reservations_.size());
        seat.held_until = Clock::now() + hold_term;
        reservations_.push_back({user, id, false});
        return {{"id", "r" + std::to_string(seat.owner)},      {"userId", std::to_string(user)},
                {"seat", {{"id", id}, {"price", price}}},      {"concertDate", {{"id", "date-1"}}},
                {"holdExpiresAt", "2099-01-01T00:05:00.000Z"}, {"paymentCompleted", false}};
    }

    json::value pay(int user, std::string_view id, http::Answer& answer) {
        auto const index = static_cast<std::size_t>(number(id.substr(1)));
        if (index >= reservations_.size() || reservations_[index].user != user) return refusal(answer, 400);
        auto& reservation = reservations_[index];
        auto& seat = seats_[static_cast<std::size_t>(reservation.seat)];
        auto& who = users_[static_cast<std::size_t>(user)];
        bool const mine = seat.owner == static_cast<int>(index) || faults_.sells_twice;
        if (!reservation.paid && !mine) return refusal(answer, 400);
        if (!reservation.paid || faults_.charges_twice) {
            if (who.point < price && !faults_.charges_twice) return refusal(answer, 400);
            who.point -= price;
            reservation.paid = seat.sold = true;
            who.inside_until = {};
        }
        return {{"userId", std::to_string(user)},
                {"reservationId", std::string(id)},
                {"amount", price},
                {"payment_at", "2099-01-01T00:00:00.000Z"}};
    }

    std::vector<Seat> seats_;
    std::vector<User> users_;
    std::vector<Reservation> reservations_;
    std::deque<int> queue_;
    std::vector<int> inside_;
    std::size_t const capacity_;
    ReferenceFaults const faults_;
    int polls_ = 0;
    int charges_ = 0;
};

}  // namespace

struct ReferenceServer::Parts {
    Parts(std::uint32_t seats, std::uint32_t capacity, ReferenceFaults faults)
        : concert(seats, capacity, faults), server({}, concert) {
        server.start();
    }
    ~Parts() { server.stop(std::chrono::milliseconds(0)); }

    Concert concert;
    http::Server server;
};

ReferenceServer::ReferenceServer(std::uint32_t seats, std::uint32_t capacity, ReferenceFaults faults)
    : parts_(std::make_unique<Parts>(seats, capacity, faults)) {}

ReferenceServer::~ReferenceServer() = default;

std::uint16_t ReferenceServer::port() const { return parts_->server.port(); }

}  // namespace onsale::drill
