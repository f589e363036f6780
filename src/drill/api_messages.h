// ApiMessages: how a fan's wishes are spelled for a server in its dialect, and how its answers are read
// (api_answers.cpp).
//
// Reading is lenient: what is not there is absent, and the fan's business. Nothing here throws for what a server says.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/points.h"
#include "drill/dialect.h"

namespace onsale::drill {

// What a fan has to show. Both are empty until the server gave them.
struct Credentials {
    std::string user;                  // the id
    std::string access;                // who somebody is; closed phases only
    std::string line;                  // the line's token
    std::uint32_t waiting_number = 0;  // the last one that was told
};

struct MapPoint {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

struct Standing {
    std::string_view token;
    bool inside = false;
    std::uint32_t waiting_number = 0;  // 0: inside, or not told
    std::optional<std::chrono::milliseconds> poll_after;
};

struct DateOnSale {
    std::string id;
    std::uint32_t available = 0;
};

struct ListedSeat {
    std::string id;
    std::string section;
    std::string row;
    Points price{};
};

// The best seats that are free, for a party.
struct BestWish {
    std::size_t count = 1;
    std::string_view section{};  // by its name; empty: in all
    bool must_be_adjacent = false;
};

struct HoldAnswer {
    std::string reservation;
    std::chrono::milliseconds term{};  // zero: the server does not say
    std::vector<std::string> seats{};  // all of the reservation; empty: the one that was asked for
    bool next_to_each_other = false;
};

// Why nothing was reserved.
struct RefusalAnswer {
    std::string_view type;  // "seat-taken"; empty: the server has no types
    std::optional<std::int64_t> limit;
};

struct PaymentAnswer {
    std::string payment;  // its id; empty: it has none
    Points amount{};
    std::optional<std::vector<std::string>> seats{};  // that it paid; nullopt: it does not say
};

// A reservation in the fan's own list.
struct OwnReservation {
    std::string id;
    bool paid = false;
    std::vector<std::string> seats;
    std::vector<std::string> tickets;  // their codes; seats without one have none here
};

struct LedgerPayment {
    std::string reservation;
    Points amount{};
};

class ApiMessages {
  public:
    // Borrows the dialect, which is one of dialect.h.
    ApiMessages(Dialect const& dialect, std::string const& host, std::uint16_t port);

    Dialect const& dialect() const { return dialect_; }

    // Requests: whole HTTP messages. Empty: the dialect has no such request.
    std::string register_user(std::uint32_t number) const;
    std::string join(Credentials const& credentials) const;
    std::string poll(Credentials const& credentials) const;
    std::string leave_line(Credentials const& credentials) const;
    std::string dates(Credentials const& credentials) const;
    std::string all_seats(Credentials const& credentials, std::string_view date) const;
    // section: percent-encoded; empty: of the whole hall. A server may answer with more than was asked for.
    std::string free_seats(Credentials const& credentials, std::string_view date, std::string_view section) const;
    std::string sale() const;
    std::string map(std::string_view date) const;
    std::string reserve(Credentials const& credentials, std::string_view seat) const;
    // key: of idempotency; empty: none.
    std::string reserve_together(Credentials const& credentials, std::string_view date,
                                 std::vector<std::string_view> const& seats, std::string_view key) const;
    std::string reserve_best(Credentials const& credentials, std::string_view date, BestWish const& wish,
                             std::string_view key) const;
    std::string release_seat(Credentials const& credentials, std::string_view reservation, std::string_view seat) const;
    std::string release(Credentials const& credentials, std::string_view reservation) const;
    std::string charge(Credentials const& credentials, Points amount) const;
    std::string pay(Credentials const& credentials, std::string_view reservation) const;
    std::string point(Credentials const& credentials) const;
    std::string ledger(Credentials const& credentials) const;
    std::string own_reservations(Credentials const& credentials) const;

    // Answers. The views of a Standing point into the body.
    bool registered(std::string_view body, Credentials& credentials) const;
    std::optional<Standing> standing(std::string_view body) const;
    std::vector<DateOnSale> dates_of(std::string const& body) const;
    std::vector<ListedSeat> seats_of(std::string const& body) const;
    // Only the ids of the seats that are available, in the order of the list.
    std::vector<std::string_view> free_ids(std::string const& body, std::string& keep) const;
    // The most seats of the date for one person; 0: not told.
    std::uint32_t most_per_person(std::string const& body, std::string_view date) const;
    // Where the seats stand, in the order of their list, in hundredths of a seat's width.
    std::vector<MapPoint> points_of(std::string const& body) const;
    std::optional<HoldAnswer> hold(std::string const& body) const;
    RefusalAnswer refusal(std::string_view body) const;
    std::vector<std::string> alternatives(std::string const& body) const;
    // The first request with the same key has not been answered yet.
    bool is_under_way(unsigned status, std::string_view body) const;
    std::vector<OwnReservation> own_reservations_of(std::string const& body) const;
    std::vector<LedgerPayment> payments_of(std::string const& body) const;
    std::optional<PaymentAnswer> payment(std::string const& body) const;
    std::optional<std::int64_t> balance(std::string_view body) const;
    std::optional<std::int64_t> missing_points(std::string_view body) const;

  private:
    std::string seats(Credentials const& credentials, std::string_view date, std::string_view query) const;
    std::string of_date(Credentials const& credentials, std::string_view date, std::string_view key,
                        std::string const& body) const;
    std::string message(std::string_view method, std::string_view path, std::string_view bearer,
                        std::string_view body = {}, std::string_view more = {}) const;

    Dialect const& dialect_;
    std::string host_line_;
};

}  // namespace onsale::drill
