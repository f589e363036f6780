// Putting concerts on sale.
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class Catalogue : public testing::Test {
  protected:
    Response date(std::string const& at) {
        return api.post("/concert/" + hall.concert, {}, "{\"concertDate\":\"" + at + "\"}");
    }
    Response seat(std::string const& body) { return api.post("/concert/" + hall.date + "/seat", {}, body); }
    Response seats(std::string const& list) {
        return api.post("/concert/" + hall.date + "/seats", {}, "{\"seats\":" + list + "}");
    }
    std::size_t seats_on_sale() {
        auto const fan = fan_inside(api);
        return json_of(api.get("/concert/" + hall.date + "/seats", fan.token)).as_array().size();
    }

    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 1, 1'000);
};

TEST_F(Catalogue, a_concert_and_its_dates_are_answered_as_made) {
    auto const concert = json_of(expect_status(api.post("/concert", {}, R"({"singerName":"방탄소년단"})"), 201));
    EXPECT_EQ(members(concert), "id singerName");
    EXPECT_EQ(text_of(concert, "singerName"), "방탄소년단");
    auto const added = json_of(expect_status(
        api.post("/concert/" + text_of(concert, "id"), {}, R"({"concertDate":"2099-01-01T09:30:00.5+09:00"})"), 201));
    EXPECT_EQ(members(added), "availableSeats concert date id");
    EXPECT_EQ(text_of(added, "date"), "2099-01-01T00:30:00.500Z");
    EXPECT_EQ(number_of(added, "availableSeats"), 0);
    EXPECT_EQ(added.at("concert"), concert);
}

TEST_F(Catalogue, a_second_date_at_the_same_time_is_refused_however_it_is_spelled) {
    EXPECT_TRUE(is_problem(date("2099-12-24T10:00:00Z"), ProblemType::concert_date_exists));
    EXPECT_EQ(date("2099-12-25T10:00:00Z").status, 201U);
}

TEST_F(Catalogue, a_date_that_is_no_time_is_refused) {
    for (auto const* at :
         {"", "tomorrow", "2026-12-24", "2099-12-24T19:00:00", "2026-13-24T19:00:00Z", "2026-02-30T19:00:00Z",
          "2099-12-24T25:00:00Z", "2026-12-24 19:00:00Z", "10000-01-01T00:00:00Z"}) {
        EXPECT_TRUE(is_fault_at(date(at), "/concertDate")) << at;
    }
}

TEST_F(Catalogue, a_seat_is_answered_as_made_with_the_labels_it_has) {
    auto const made =
        json_of(expect_status(seat(R"({"seatNumber":7,"price":0,"section":"가구역","row":"A-1","seat":"12"})"), 201));
    EXPECT_EQ(members(made), "concertDate id price reservations row seat seatNumber section status");
    EXPECT_EQ(text_of(made, "concertDate"), hall.date);
    EXPECT_EQ(text_of(made, "status"), "available");
    EXPECT_EQ(text_of(made, "row"), "A-1");
    auto const bare = json_of(expect_status(seat(R"({"seatNumber":8,"price":5})"), 201));
    EXPECT_TRUE(bare.at("section").is_null());
    EXPECT_EQ(seats_on_sale(), 3U);
}

TEST_F(Catalogue, a_seat_number_that_the_date_has_is_refused) {
    EXPECT_TRUE(is_problem(seat(R"({"seatNumber":1,"price":5})"), ProblemType::seat_number_exists));
    auto const other = json_of(expect_status(date("2099-12-25T10:00:00Z"), 201));
    EXPECT_EQ(api.post("/concert/" + text_of(other, "id") + "/seat", {}, R"({"seatNumber":1,"price":5})").status, 201U);
}

TEST_F(Catalogue, many_seats_come_all_or_none) {
    auto const made = json_of(expect_status(seats(R"([{"seatNumber":3,"price":5},{"seatNumber":2,"price":6}])"), 201));
    EXPECT_EQ(members(made), "created seats");
    EXPECT_EQ(number_of(made, "created"), 2);
    EXPECT_EQ(made.at("seats").as_array().size(), 2U);
    EXPECT_TRUE(is_problem(seats(R"([{"seatNumber":9,"price":5},{"seatNumber":1,"price":6}])"),
                           ProblemType::seat_number_exists));
    EXPECT_TRUE(is_problem(seats(R"([{"seatNumber":9,"price":5},{"seatNumber":9,"price":6}])"),
                           ProblemType::seat_number_exists));
    EXPECT_TRUE(is_fault_at(seats(R"([{"seatNumber":9,"price":5},{"seatNumber":10}])"), "/seats/1/price"));
    EXPECT_EQ(seats_on_sale(), 3U);
}

TEST_F(Catalogue, a_seat_out_of_bounds_is_refused) {
    for (auto const* number : {"0", "-1", "1000001", "1.5", "\"1\"", "null", "4294967297"}) {
        EXPECT_TRUE(is_fault_at(seat(std::string(R"({"price":5,"seatNumber":)") + number + "}"), "/seatNumber"))
            << number;
    }
    for (auto const* price : {"-1", "1000000001", "0.5", "\"5\"", "null"}) {
        EXPECT_TRUE(is_fault_at(seat(std::string(R"({"seatNumber":5,"price":)") + price + "}"), "/price")) << price;
    }
    EXPECT_TRUE(is_fault_at(seat(R"({"seatNumber":5,"price":5,"row":7})"), "/row"));
    EXPECT_TRUE(is_fault_at(seat(R"({"seatNumber":5,"price":5,"colour":"red"})"), "/colour"));
    for (auto const* list : {"[]", "{}", "null", "3"}) EXPECT_TRUE(is_fault_at(seats(list), "/seats")) << list;
    EXPECT_TRUE(is_fault_at(seats("[3]"), "/seats/0"));
}

TEST_F(Catalogue, a_free_seat_is_paid_with_nothing) {
    auto const free = json_of(expect_status(seat(R"({"seatNumber":7,"price":0})"), 201));
    auto const fan = fan_inside(api);
    auto const paid = json_of(expect_status(pay(api, fan, held(api, fan, text_of(free, "id"))), 200));
    EXPECT_EQ(number_of(paid, "amount"), 0);
    EXPECT_EQ(violations(sale), "");
}

}  // namespace
}  // namespace onsale::tests
