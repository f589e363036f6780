#include "api/routing/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/routes.h"

namespace onsale::api {
namespace {

using http::Method;

void nothing(Call const&) {}

std::vector<Route> const table{
    {Method::get, "/", Access::anyone, AtOnce{nothing}},                               // 0
    {Method::get, "/concert/dates", Access::anyone, AtOnce{nothing}},                  // 1
    {Method::post, "/concert/:concertId", Access::anyone, AtOnce{nothing}},            // 2
    {Method::get, "/concert/:dateId/seats", Access::anyone, AtOnce{nothing}},          // 3
    {Method::del, "/concert/reservation/:id", Access::anyone, AtOnce{nothing}},        // 4
    {Method::post, "/concert/:seatId/reservation", Access::anyone, AtOnce{nothing}},   // 5
    {Method::patch, "/user/:userId/point/:entryId", Access::anyone, AtOnce{nothing}},  // 6
    {Method::get, "/user/:userId/point/:entryId", Access::anyone, AtOnce{nothing}},    // 7
};

class RouterTest : public testing::Test {
  protected:
    Router router{table};

    std::size_t route(Method method, std::string_view path) const { return router.match(method, path).route; }
    static constexpr auto none = Router::Match::no_route;
};

TEST_F(RouterTest, finds_a_literal_path) {
    EXPECT_EQ(route(Method::get, "/"), 0U);
    EXPECT_EQ(route(Method::get, "/concert/dates"), 1U);
}

TEST_F(RouterTest, a_parameter_takes_any_one_segment_undecoded) {
    auto const match = router.match(Method::patch, "/user/a%20b/point/7");
    EXPECT_EQ(match.route, 6U);
    EXPECT_EQ(match.parameters[0], "a%20b");
    EXPECT_EQ(match.parameters[1], "7");
}

TEST_F(RouterTest, a_parameter_is_never_empty_and_never_two_segments) {
    EXPECT_FALSE(router.match(Method::get, "/concert//seats").path_known);
    EXPECT_FALSE(router.match(Method::get, "/concert/a/b/seats").path_known);
    EXPECT_FALSE(router.match(Method::post, "/concert/").path_known);
}

TEST_F(RouterTest, the_method_chooses_among_routes_of_one_path) {
    EXPECT_EQ(route(Method::patch, "/user/a/point/b"), 6U);
    EXPECT_EQ(route(Method::get, "/user/a/point/b"), 7U);
}

TEST_F(RouterTest, head_is_served_by_get) {
    EXPECT_EQ(route(Method::head, "/concert/dates"), 1U);
    EXPECT_EQ(route(Method::head, "/concert/reservation/7"), none);
}

TEST_F(RouterTest, a_literal_segment_wins_over_a_parameter) {
    auto const match = router.match(Method::post, "/concert/dates");
    EXPECT_EQ(match.route, none) << "POST /concert/:concertId does not take the id `dates`";
    EXPECT_TRUE(match.path_known);
    EXPECT_EQ(router.allowed("/concert/dates"), "GET, HEAD");
}

TEST_F(RouterTest, the_order_of_the_table_does_not_matter) {
    std::vector<Route> const backwards(table.rbegin(), table.rend());
    Router const reversed(backwards);
    for (auto const method : {Method::get, Method::post, Method::del, Method::patch}) {
        for (std::string_view const path : {"/", "/concert/dates", "/concert/7", "/concert/7/seats", "/user/a/point/b",
                                            "/concert/reservation/7", "/concert/7/reservation"}) {
            auto const one = router.match(method, path);
            auto const other = reversed.match(method, path);
            EXPECT_EQ(one.path_known, other.path_known) << path;
            ASSERT_EQ(one.route == none, other.route == none) << path;
            if (one.route != none) {
                EXPECT_EQ(one.route, table.size() - 1 - other.route) << path;
            }
        }
    }
}

TEST_F(RouterTest, a_known_path_with_another_method_says_which_are_allowed) {
    auto const match = router.match(Method::put, "/user/a/point/b");
    EXPECT_EQ(match.route, none);
    EXPECT_TRUE(match.path_known);
    EXPECT_EQ(router.allowed("/user/a/point/b"), "GET, HEAD, PATCH");
    EXPECT_EQ(router.allowed("/concert/reservation/7"), "DELETE");
}

TEST_F(RouterTest, an_unknown_path_is_unknown) {
    for (std::string_view const path : {"", "*", "concert/dates", "/concert", "/Concert/dates", "/concert/dates/",
                                        "//concert/dates", "/concert/../concert/dates", "/a/b/c/d/e/f/g/h/i/j"}) {
        auto const match = router.match(Method::get, path);
        EXPECT_EQ(match.route, none) << path;
        EXPECT_FALSE(match.path_known) << path;
    }
}

TEST(Routes, every_pattern_of_the_api_finds_its_own_route) {
    Router const router(routes());
    for (std::size_t i = 0; i < routes().size(); ++i) {
        std::string path{routes()[i].pattern};
        for (auto colon = path.find(':'); colon != std::string::npos; colon = path.find(':')) {
            path.replace(colon, std::min(path.find('/', colon), path.size()) - colon, "x");
        }
        EXPECT_EQ(router.match(routes()[i].method, path).route, i) << path;
        EXPECT_THAT(router.allowed(path), testing::HasSubstr(method_name(routes()[i].method)));
    }
}

}  // namespace
}  // namespace onsale::api
