// What a test of crashes knows of the sale before it begins, and the observer who looks at it afterwards.
#pragma once

#include <string>
#include <vector>

#include "crash/recorded_calls.h"

namespace onsale::tests {

struct SaleOnShow {
    Prices prices;
    std::vector<std::string> dates;  // ids
    FanRecord observer;              // inside, and stays inside
};

inline SaleOnShow look_at_the_sale(ApiClient& api, Places& places) {
    SaleOnShow sale;
    sale.observer.fan = fan_inside(api);
    sale.observer.place = place_of(sale.observer.fan.token);
    places.told(*sale.observer.place, sale.observer.fan.id);
    auto const dates = json_of(expect_status(api.get("/concert/dates", sale.observer.fan.token), 200));
    for (auto const& date : dates.as_array()) {
        sale.dates.push_back(text_of(date, "id"));
        auto const path = "/concert/" + sale.dates.back() + "/seats";
        auto const seats = json_of(expect_status(api.get(path, sale.observer.fan.token), 200));
        for (auto const& seat : seats.as_array()) sale.prices[text_of(seat, "id")] = number_of(seat, "price");
    }
    return sale;
}

}  // namespace onsale::tests
