// What fans and the operator do, as calls of the API. Functions that end in success or throw are for the way to what
// a test is about; those that return the Response leave the judgement to the test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/api_client.h"

namespace onsale::tests {

struct Fan {
    std::string id;
    std::string access;  // the access token; empty in the open phase
    std::string token;   // the line's last one
};

Fan registered(ApiClient& api, std::string_view name = "김민지");

// Joins, asks for the place, or comes in; a 200 renews fan.token.
Response poll(ApiClient& api, Fan& fan);

// Polls until inside. Throws when that takes longer than 30 seconds.
void come_in(ApiClient& api, Fan& fan);
Fan fan_inside(ApiClient& api, std::string_view name = "김민지");

Response charge(ApiClient& api, Fan const& fan, std::int64_t amount);
std::int64_t balance(ApiClient& api, Fan const& fan);
Response reserve(ApiClient& api, Fan const& fan, std::string const& seat);
Response pay(ApiClient& api, Fan const& fan, std::string const& reservation);
Response leave(ApiClient& api, Fan const& fan);

// Reserves and returns the reservation's id. Throws unless the answer is 201.
std::string held(ApiClient& api, Fan const& fan, std::string const& seat);

// The number of the place that a line's token carries. Throws for what is no such token.
std::int64_t place_of(std::string_view line_token);

struct Hall {
    std::string concert;
    std::string date;
    std::vector<std::string> seats;  // ids, by seat number from 1
};

// A concert with one date and this many seats, in section 가구역. `admin`: the key; empty in the open phase.
Hall open_hall(ApiClient& api, int seats, std::int64_t price, std::string const& admin = {});

// A reservation of the fan's on each of this many dates, which are put on sale with a seat each.
std::vector<std::string> held_on_dates(ApiClient& api, Fan const& fan, std::size_t dates, std::int64_t price);

}  // namespace onsale::tests
