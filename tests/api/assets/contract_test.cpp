// The contract as it is served: every route is in it, every answer is described, every reference leads somewhere.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/assets/assets.h"
#include "api/problem/problem.h"
#include "api/routes.h"
#include "domain/waiting/admission.h"

namespace onsale {
namespace {

namespace json = boost::json;

json::value const& contract() {
    static json::value const parsed = json::parse(find_asset("/openapi.json")->bytes);
    return parsed;
}

bool is_method(std::string_view name) {
    return name == "get" || name == "post" || name == "patch" || name == "delete" || name == "put";
}

// visit(route, operation): "GET /concert/dates" and what the contract says of it.
void each_operation(auto const& visit) {
    for (auto const& [path, item] : contract().at("paths").as_object()) {
        for (auto const& [method, operation] : item.as_object()) {
            if (!is_method(method)) continue;
            std::string route(method);
            for (auto& c : route) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            visit(route + ' ' + std::string(path), operation.as_object());
        }
    }
}

void each_reference(json::value const& value, auto const& visit) {
    if (auto const* object = value.if_object()) {
        for (auto const& [key, member] : *object) {
            if (key == "$ref") {
                visit(std::string(member.as_string()));
            } else {
                each_reference(member, visit);
            }
        }
    } else if (auto const* array = value.if_array()) {
        for (auto const& element : *array) each_reference(element, visit);
    }
}

// What the contract says of who may ask: the schemes of each alternative, sorted. "-": nothing is needed, in dev or at
// all.
std::set<std::string> security_of(json::object const& operation) {
    std::set<std::string> alternatives;
    for (auto const& alternative : operation.at("security").as_array()) {
        std::string schemes;
        for (auto const& [scheme, scopes] : alternative.as_object()) schemes += scheme;
        alternatives.insert(schemes.empty() ? "-" : schemes);
    }
    return alternatives;
}

std::set<std::string> security_of(api::Access access) {
    switch (access) {
        case api::Access::anyone:
            return {"-"};
        case api::Access::registration:
        case api::Access::owner:
        case api::Access::poller:
            return {"-", "accessToken"};
        case api::Access::inside:
            return {"lineToken"};
        case api::Access::payer:
            return {"-", "accessToken", "lineToken"};
        case api::Access::holder:
            return {"accessToken", "lineToken"};
        case api::Access::operator_view:
        case api::Access::operator_manage:
            return {"-", "adminKey"};
    }
    return {};
}

std::string in_the_contract(api::Route const& route) {
    std::string text(api::method_name(route.method));
    text += ' ';
    for (auto rest = route.pattern.substr(1); !rest.empty();) {
        auto const segment = rest.substr(0, rest.find('/'));
        text += segment.starts_with(':') ? "/{" + std::string(segment.substr(1)) + "}" : "/" + std::string(segment);
        rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
    }
    return text;
}

TEST(Contract, it_says_of_each_route_who_may_ask_as_the_table_of_routes_does) {
    std::map<std::string, std::set<std::string>> enforced;
    for (auto const& route : api::routes()) enforced.emplace(in_the_contract(route), security_of(route.access));
    std::size_t compared = 0;
    each_operation([&](std::string const& route, json::object const& operation) {
        auto const found = enforced.find(route);
        if (found == enforced.end()) return;  // a file, which anybody may read
        EXPECT_EQ(security_of(operation), found->second) << route;
        ++compared;
    });
    EXPECT_GT(compared, 30U);
}

TEST(Contract, a_route_that_is_a_users_own_names_the_user_first) {
    for (auto const& route : api::routes()) {
        if (!api::names_the_user(route.access)) continue;
        auto const parameter = route.pattern.substr(route.pattern.find(':'));
        EXPECT_TRUE(parameter.starts_with(":userId")) << route.pattern;
    }
}

TEST(Contract, it_is_openapi_3_1_and_lists_every_route) {
    EXPECT_EQ(contract().at("openapi").as_string(), "3.1.0");
    std::set<std::string> routes;
    each_operation([&](std::string const& route, auto const&) { routes.insert(route); });
    EXPECT_THAT(
        routes,
        testing::UnorderedElementsAre(
            "POST /operator/venue-plans/preview", "POST /operator/concert-dates", "GET /operator/live",
            "GET /operator/concert-dates/{concertDateId}/blocked-seats",
            "PUT /operator/concert-dates/{concertDateId}/blocked-seats",
            "DELETE /operator/concert-dates/{concertDateId}/blocked-seats",
            "GET /operator/concert-dates/{concertDateId}/blocked-seats.csv",
            "PATCH /operator/concert-dates/{concertDateId}/prices",
            "GET /operator/concert-dates/{concertDateId}/hoarders", "GET /operator/boards/digest",
            "GET /operator/concert-dates/{concertDateId}/sections", "GET /operator/reservations.csv",
            "GET /operator/points.csv", "GET /console", "GET /assets/{name}", "GET /waiting-room", "POST /waiting-room",
            "POST /waiting-room/leave", "POST /waiting-room/reserve", "POST /waiting-room/release",
            "POST /waiting-room/charge", "POST /waiting-room/pay", "GET /operator/steering", "PATCH /operator/steering",
            "PATCH /operator/concert-dates/{concertDateId}", "GET /operator/actions", "GET /sale",
            "GET /user/{userId}/reservations", "POST /user", "GET /user/{userId}/token/generate",
            "DELETE /user/{userId}/token", "GET /user/{userId}/token/stream",
            "GET /concert/{concertDateId}/seats/statuses", "GET /concert/{concertDateId}/seats/stream",
            "PATCH /user/charge/{userId}/point", "GET /user/{userId}/point", "GET /user/{userId}/point/history",
            "GET /concert/dates", "GET /concert/{concertDateId}/map", "GET /concert/{concertDateId}/seats",
            "POST /concert/{seatId}/reservation", "POST /concert/{concertDateId}/reservations",
            "GET /concert/reservations/{reservationId}", "DELETE /concert/reservations/{reservationId}",
            "DELETE /concert/reservations/{reservationId}/seats/{seatId}",
            "POST /user-concert/payment/{userId}/{reservationId}", "POST /concert", "POST /concert/{concertId}",
            "POST /concert/{concertDateId}/seat", "POST /concert/{concertDateId}/seats", "GET /", "GET /livez",
            "GET /readyz", "GET /metrics", "GET /openapi.json", "GET /docs"));
}

TEST(Contract, every_operation_says_who_may_call_it_and_what_else_may_be_answered) {
    each_operation([](std::string const& route, json::object const& operation) {
        EXPECT_TRUE(operation.contains("security")) << route;
        EXPECT_TRUE(operation.contains("operationId")) << route;
        EXPECT_TRUE(operation.at("responses").as_object().contains("default")) << route;
        if (!operation.contains("requestBody")) return;
        for (auto const* status : {"400", "413", "415"}) {
            EXPECT_TRUE(operation.at("responses").as_object().contains(status)) << route << ' ' << status;
        }
    });
}

TEST(Contract, every_write_through_the_clerk_takes_a_key_and_says_what_becomes_of_it) {
    int writes = 0;
    each_operation([&](std::string const& route, json::object const& operation) {
        bool const form = route.starts_with("POST /waiting-room");  // for browsers, which send no such header
        if (route.starts_with("GET ") || route == "DELETE /user/{userId}/token" || form) return;
        if (route == "POST /operator/venue-plans/preview") return;  // writes nothing
        ++writes;
        EXPECT_THAT(json::serialize(operation.at("parameters")), testing::HasSubstr("parameters/IdempotencyKey"))
            << route;
        EXPECT_TRUE(operation.at("responses").as_object().contains("409")) << route;
        EXPECT_EQ(operation.at("responses").at("422").at("$ref"), "#/components/responses/KeyReused") << route;
    });
    EXPECT_EQ(writes, 17);
}

TEST(Contract, every_reference_leads_somewhere) {
    int references = 0;
    each_reference(contract(), [&](std::string const& reference) {
        ++references;
        ASSERT_TRUE(reference.starts_with("#/")) << reference;
        boost::system::error_code missing;
        EXPECT_NE(contract().find_pointer(reference.substr(1), missing), nullptr) << reference;
    });
    EXPECT_GT(references, 100);
}

TEST(Contract, every_problem_of_an_example_is_in_the_list_of_problems) {
    std::string const list(contract().at_pointer("/info/description").as_string());
    std::string const text(find_asset("/openapi.json")->bytes);
    std::set<std::string> used;
    for (auto at = text.find("\"/problems/"); at != std::string::npos; at = text.find("\"/problems/", at + 1)) {
        used.insert(text.substr(at + 1, text.find('"', at + 1) - at - 1));
    }
    EXPECT_GT(used.size(), 15u);
    for (auto const& type : used) EXPECT_THAT(list, testing::HasSubstr('`' + type + '`'));
}

// "/user/:userId/point" as the contract spells it: "/user/{userId}/point".
std::string with_braces(std::string_view pattern) {
    std::string path;
    for (auto rest = pattern.substr(1); !rest.empty();) {
        auto const segment = rest.substr(0, rest.find('/'));
        rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
        path += segment.starts_with(':') ? "/{" + std::string(segment.substr(1)) + '}' : '/' + std::string(segment);
    }
    return path.empty() ? "/" : path;
}

std::string name_of(http::Method method) {
    switch (method) {
        case http::Method::get:
            return "GET ";
        case http::Method::post:
            return "POST ";
        case http::Method::patch:
            return "PATCH ";
        case http::Method::del:
            return "DELETE ";
        case http::Method::put:
            return "PUT ";
        case http::Method::head:
        case http::Method::options:
        case http::Method::other:
            break;
    }
    return "? ";
}

TEST(Contract, it_has_the_routes_of_the_server_and_its_assets_and_no_others) {
    std::set<std::string> described;
    each_operation([&](std::string const& route, auto const&) { described.insert(route); });
    std::set<std::string> served{"GET /docs", "GET /openapi.json"};
    for (auto const& route : api::routes()) served.insert(name_of(route.method) + with_braces(route.pattern));
    EXPECT_EQ(described, served);
}

TEST(Contract, every_problem_that_the_server_answers_is_in_the_list_with_its_status) {
    std::string const list(contract().at_pointer("/info/description").as_string());
    for (int type = 0; type <= static_cast<int>(api::ProblemType::http_version_unsupported); ++type) {
        auto const& kind = api::kind_of(static_cast<api::ProblemType>(type));
        auto const row = "`/problems/" + std::string(kind.slug) + "` | " + std::to_string(kind.status) + " |";
        EXPECT_THAT(list, testing::HasSubstr(row));
    }
}

TEST(Contract, korean_text_is_intact) {
    EXPECT_EQ(contract().at_pointer("/paths/~1concert/post/requestBody/content/application~1json/example/singerName"),
              "아이유");
}

TEST(Contract, the_grace_of_the_line_covers_how_long_clients_are_told_to_wait_at_most) {
    auto const& generate = contract().at("paths").at("/user/{userId}/token/generate").at("get");
    EXPECT_EQ(seconds{generate.at("x-longest-backoff-seconds").as_int64()}, longest_backoff);
}

}  // namespace
}  // namespace onsale
