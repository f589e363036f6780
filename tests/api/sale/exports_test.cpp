// Whole tables as CSV: each row once, each field as it must stand, whatever fans and operators call themselves.
#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/rendering/csv.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using testing::HasSubstr;

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = text.find("\r\n", at);
        if (end == std::string::npos) throw std::runtime_error("a line without its end");
        lines.push_back(text.substr(at, end - at));
        at = end + 2;
    }
    return lines;
}

std::string field(std::string_view text) {
    std::string line;
    api::append_free_text(line, text);
    return line;
}

TEST(Csv, free_text_is_quoted_and_never_a_formula) {
    EXPECT_EQ(field("김민지"), "\"김민지\"");
    EXPECT_EQ(field(""), "\"\"");
    EXPECT_EQ(field("x;=1+1"), "\"x;=1+1\"") << "one field where a semicolon parts fields, too";
    EXPECT_EQ(field("a,b"), "\"a,b\"");
    EXPECT_EQ(field("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(field("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    for (auto const* formula :
         {"+1", "-1", "@x", "\tx", "＝1+1", "＋1", "－1", "＠x", " =1+1", "\u3000＝1", "\u00A0+1"})
        EXPECT_EQ(field(formula), "\"'" + std::string(formula) + "\"");
    EXPECT_EQ(field("a=b"), "\"a=b\"");
}

class Exports : public testing::Test {
  protected:
    std::vector<std::string> exported(std::string const& path) {
        auto const answer = expect_status(api.get(path), 200);
        EXPECT_EQ(answer.fields.at("content-type"), "text/csv; charset=utf-8; header=present");
        return lines_of(answer.body);
    }

    RunningSale sale;
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 3, 10'000);
};

TEST_F(Exports, a_sale_without_sales_is_a_header) {
    EXPECT_THAT(exported("/operator/reservations.csv"),
                testing::ElementsAre(testing::StartsWith("id,reservationId,status,concert,date,")));
    EXPECT_THAT(exported("/operator/points.csv"), testing::ElementsAre("id,userId,userName,reason,amount,balance,"
                                                                       "reservationId,at"));
}

TEST_F(Exports, every_reservation_and_every_entry_is_one_row) {
    auto fan = fan_inside(api, "=cmd, \"X\"");
    expect_status(charge(api, fan, 25'000), 200);
    auto const paid = held(api, fan, hall.seats[0]);
    auto const given_back = held(api, fan, hall.seats[1]);
    EXPECT_EQ(given_back, paid) << "one reservation";
    expect_status(api.del("/concert/reservations/" + paid + "/seats/" + hall.seats[1], fan.token), 200);
    expect_status(pay(api, fan, paid), 200);

    auto const answer = expect_status(api.get("/operator/reservations.csv"), 200);
    EXPECT_EQ(answer.fields.at("transfer-encoding"), "chunked");
    EXPECT_THAT(answer.fields.at("content-disposition"), HasSubstr("reservations.csv"));
    auto const reservations = lines_of(answer.body);
    ASSERT_EQ(reservations.size(), 3U);
    EXPECT_THAT(reservations[1], testing::StartsWith(paid + "," + paid + ",paid,\"아이유\",2099-12-24T10:00:00.000Z," +
                                                     hall.date + ","));
    EXPECT_THAT(reservations[1], HasSubstr(",1,\"가구역\",\"1\",\"1\"," + fan.id + ",\"'=cmd, \"\"X\"\"\",10000,"));
    EXPECT_THAT(reservations[2], HasSubstr("," + paid + ",released,"));
    EXPECT_THAT(reservations[2], testing::EndsWith(",,")) << "neither paid nor a payment";

    auto const entries = exported("/operator/points.csv");
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_THAT(entries[1], HasSubstr(",charge,25000,25000,,"));
    EXPECT_THAT(entries[2], HasSubstr(",payment,-10000,15000," + paid + ","));
}

TEST_F(Exports, a_table_longer_than_a_piece_comes_whole_and_in_order) {
    auto const fan = registered(api);
    constexpr int many = 1'203;
    for (int i = 0; i < many; ++i) expect_status(charge(api, fan, 1), 200);
    auto const entries = exported("/operator/points.csv");
    ASSERT_EQ(entries.size(), many + 1U);
    for (int i = 1; i <= many; ++i) {
        EXPECT_THAT(entries[static_cast<std::size_t>(i)], HasSubstr(",charge,1," + std::to_string(i) + ",,"));
    }
}

TEST_F(Exports, a_byte_order_mark_comes_for_the_asking) {
    for (std::string const path : {"/operator/reservations.csv", "/operator/points.csv"}) {
        auto const with = expect_status(api.get(path + "?bom=1"), 200).body;
        EXPECT_EQ(with.substr(0, 3), "\xef\xbb\xbf") << path;
        EXPECT_EQ(with.substr(3), api.get(path).body) << path;
        EXPECT_EQ(api.get(path + "?bom=0").body, api.get(path).body) << path;
        EXPECT_EQ(api.get(path + "?bom=yes").status, 400U) << path;
        EXPECT_EQ(api.get(path + "?mark=1").status, 400U) << path;
    }
}

TEST_F(Exports, head_says_what_would_come_and_sends_nothing) {
    auto const head = api.ask({.method = "HEAD", .target = "/operator/points.csv"});
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(api.get("/livez").status, 200U);
}

}  // namespace
}  // namespace onsale::tests
