#include "api/json/body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace onsale::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

http::Request request_of(std::string_view body, std::string_view content_type = "application/json") {
    http::Request request;
    request.body = body;
    request.content_type = content_type;
    return request;
}

Body body_of(std::string_view json) { return *Body::read(request_of(json)); }

// "pointer detail" of each fault.
std::vector<std::string> faults_of(Body& body) {
    auto const problem = body.faults();
    std::vector<std::string> all;
    if (!problem) return all;
    EXPECT_EQ(problem->type, ProblemType::invalid_request);
    for (auto const& fault : problem->errors) all.push_back(fault.pointer + " " + fault.detail);
    return all;
}

ProblemType refused(std::string_view body, std::string_view content_type = "application/json") {
    auto const read = Body::read(request_of(body, content_type));
    EXPECT_FALSE(read) << body;
    return read ? ProblemType::internal_error : read.error().type;
}

std::vector<std::string> text_faults(std::string_view json) {
    auto body = body_of(json);
    body.text("name", 10);
    return faults_of(body);
}

std::vector<std::string> amount_faults(std::string_view json) {
    auto body = body_of(json);
    body.whole_number("amount", 1, 100);
    return faults_of(body);
}

TEST(BodyTest, json_may_name_its_charset_and_is_written_in_any_case) {
    for (std::string_view const type : {"application/json", "application/json; charset=utf-8", "Application/JSON",
                                        "application/json ;charset=UTF-8"}) {
        EXPECT_TRUE(Body::read(request_of("{}", type))) << type;
    }
}

TEST(BodyTest, a_member_that_stands_twice_is_refused_whichever_was_meant) {
    auto const twice = [](std::string_view json) {
        std::vector<std::string> pointers;
        auto const read = Body::read(request_of(json));
        if (read) return pointers;
        EXPECT_EQ(read.error().type, ProblemType::invalid_request);
        for (auto const& fault : read.error().errors) pointers.push_back(fault.pointer);
        return pointers;
    };
    EXPECT_THAT(twice(R"({"amount":1,"amount":100})"), ElementsAre("/amount"));
    EXPECT_THAT(twice(R"({"amount":1,"amount":1})"), ElementsAre("/amount"));
    EXPECT_THAT(twice(R"({"a/b~":1,"n":null,"\u0061/b~":{}})"), ElementsAre("/a~1b~0")) << "the same, escaped";
    EXPECT_THAT(twice(R"({"seats":[{"row":"1"},{"row":"1","price":1,"row":"2"}],"seats":[]})"),
                ElementsAre("/seats/1/row", "/seats"));
    EXPECT_THAT(twice(R"({"a":{"a":[{"a":1},{"a":"a"}]},"b":{"a":true}})"), IsEmpty());
}

TEST(BodyTest, another_content_type_is_not_supported) {
    for (std::string_view const type :
         {"", "text/plain", "application/jsonx", "application/x-www-form-urlencoded", ";"}) {
        EXPECT_EQ(refused("{}", type), ProblemType::unsupported_media_type) << type;
    }
}

TEST(BodyTest, malformed_json_is_refused) {
    for (std::string_view const text : {"", " ", "{", "{]", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "{} {}", "{\"a\":01}",
                                        "{\"a\":NaN}", "// no\n{}", "{\"a\":\"\xff\"}", "{\"a\":\"\\ud800\"}"}) {
        EXPECT_EQ(refused(text), ProblemType::malformed_json) << text;
    }
    EXPECT_EQ(refused(std::string(20, '[')), ProblemType::malformed_json) << "nested too deep";
}

TEST(BodyTest, only_an_object_will_do) {
    for (std::string_view const text : {"[]", "1", "\"name\"", "null", "true"}) {
        EXPECT_EQ(refused(text), ProblemType::invalid_request) << text;
    }
}

TEST(BodyTest, a_good_body_has_no_faults) {
    auto body = body_of(R"({"name":"김민수","amount":100,"at":"2026-12-24T19:00:00+09:00","row":null})");
    EXPECT_EQ(body.text("name", 200), "김민수");
    EXPECT_EQ(body.whole_number("amount", 1, 100), 100);
    EXPECT_EQ(body.instant("at"), Instant{milliseconds{1'798'106'400'000}});
    EXPECT_EQ(body.optional_text("row", 10), "");
    EXPECT_EQ(body.optional_text("seat", 10), "");
    EXPECT_FALSE(body.faults());
}

TEST(BodyTest, a_text_that_is_missing_no_text_blank_or_too_long_is_told) {
    EXPECT_THAT(text_faults("{}"), ElementsAre("/name is missing"));
    EXPECT_THAT(text_faults(R"({"name":7})"), ElementsAre("/name must be a string"));
    EXPECT_THAT(text_faults(R"({"name":null})"), ElementsAre("/name must be a string"));
    EXPECT_THAT(text_faults(R"({"name":""})"), ElementsAre("/name must not be blank"));
    EXPECT_THAT(text_faults(R"({"name":"   "})"), ElementsAre("/name must not be blank"));
    EXPECT_THAT(text_faults(R"({"name":"12345678901"})"), ElementsAre("/name must be at most 10 bytes long"));
    EXPECT_THAT(text_faults(R"({"name":"가나다라"})"), ElementsAre("/name must be at most 10 bytes long"));
    EXPECT_THAT(text_faults(R"({"name":"가나다."})"), IsEmpty());
}

TEST(BodyTest, control_characters_are_told) {
    EXPECT_THAT(text_faults(R"({"name":"a\u0000b"})"),
                ElementsAre("/name must not contain control characters (U+0000)"));
    EXPECT_THAT(text_faults(R"({"name":"a\nb"})"), ElementsAre("/name must not contain control characters (U+000A)"));
    EXPECT_THAT(text_faults("{\"name\":\"a\x7f\"}"), ElementsAre("/name must not contain control characters (U+007F)"));
}

TEST(BodyTest, an_optional_text_may_be_absent_but_not_wrong) {
    auto body = body_of(R"({"row":7,"seat":"123456","section":""})");
    body.optional_text("row", 5);
    body.optional_text("seat", 5);
    body.optional_text("section", 5);
    EXPECT_THAT(faults_of(body), ElementsAre("/row must be a string", "/seat must be at most 5 bytes long"));
}

TEST(BodyTest, the_bounds_of_a_whole_number_are_its_own) {
    EXPECT_THAT(amount_faults(R"({"amount":1})"), IsEmpty());
    EXPECT_THAT(amount_faults(R"({"amount":100})"), IsEmpty());
}

TEST(BodyTest, what_is_not_a_whole_number_within_its_bounds_is_told) {
    EXPECT_THAT(amount_faults("{}"), ElementsAre("/amount is missing"));
    for (std::string_view const value :
         {"0", "-1", "101", "1.5", "1.0", "1e1", "\"5\"", "null", "true", "[5]", "9223372036854775807",
          "18446744073709551615", "99999999999999999999999", "-9223372036854775809", "1e400"}) {
        EXPECT_THAT(amount_faults("{\"amount\":" + std::string(value) + "}"),
                    ElementsAre("/amount must be a whole number from 1 to 100"))
            << value;
    }
}

TEST(BodyTest, a_time_that_is_none_is_told) {
    for (std::string_view const json : {R"({"at":"soon"})", R"({"at":5})", R"({"at":null})"}) {
        auto body = body_of(json);
        body.instant("at");
        EXPECT_THAT(faults_of(body), ElementsAre("/at must be a time such as \"2026-12-24T19:00:00+09:00\"")) << json;
    }
    auto body = body_of("{}");
    body.instant("at");
    EXPECT_THAT(faults_of(body), ElementsAre("/at is missing"));
}

TEST(BodyTest, unknown_members_are_told) {
    auto body = body_of(R"({"name":"Kim","nmae":"Kim","a/b~c":1})");
    body.text("name", 10);
    EXPECT_THAT(faults_of(body), ElementsAre("/nmae is not known here", "/a~1b~0c is not known here"))
        << "as JSON Pointers, RFC 6901";
}

TEST(BodyTest, all_faults_are_told_at_once_but_not_without_end) {
    auto body = body_of(R"({"amount":0,"x":1})");
    body.text("name", 10);
    body.whole_number("amount", 1, 100);
    EXPECT_EQ(faults_of(body).size(), 3U);
    std::string many = "{\"x0\":0";
    for (int i = 1; i < 500; ++i) many += ",\"x" + std::to_string(i) + "\":0";
    auto longer = body_of(many + "}");
    EXPECT_EQ(faults_of(longer).size(), 20U);
}

TEST(BodyTest, each_object_of_an_array_is_read_like_a_body_of_its_own) {
    auto body = body_of(R"({"seats":[{"n":1},{"n":2}]})");
    std::vector<std::int64_t> numbers;
    body.objects("seats", [&](Body& seat) { numbers.push_back(seat.whole_number("n", 1, 9)); });
    EXPECT_THAT(numbers, ElementsAre(1, 2));
    EXPECT_FALSE(body.faults());
}

TEST(BodyTest, faults_in_an_array_say_where) {
    auto body = body_of(R"({"seats":[{"n":1},{"n":0},7,{"m":3}]})");
    body.objects("seats", [](Body& seat) { seat.whole_number("n", 1, 9); });
    EXPECT_THAT(faults_of(body), testing::UnorderedElementsAre("/seats/1/n must be a whole number from 1 to 9",
                                                               "/seats/2 must be an object", "/seats/3/n is missing",
                                                               "/seats/3/m is not known here"));
}

TEST(BodyTest, an_array_that_is_missing_empty_or_none_is_told) {
    for (std::string_view const json : {"{}", R"({"seats":[]})", R"({"seats":{}})", R"({"seats":null})"}) {
        auto body = body_of(json);
        body.objects("seats", [](Body&) { FAIL() << "there is nothing to read"; });
        EXPECT_EQ(faults_of(body).size(), 1U) << json;
    }
}

}  // namespace
}  // namespace onsale::api
