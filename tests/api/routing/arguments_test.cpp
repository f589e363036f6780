#include "api/handlers/arguments.h"

#include <gtest/gtest.h>

namespace onsale::api {
namespace {

std::expected<Query, Problem> query_of(std::string_view text) {
    http::Request request;
    request.query = text;
    return Query::read(request, {"status", "section"});
}

std::string fault_of(std::string_view text) {
    auto const query = query_of(text);
    if (query) return "";
    EXPECT_EQ(query.error().type, ProblemType::invalid_request);
    auto const& fault = query.error().errors.at(0);
    return fault.pointer + " " + fault.detail;
}

TEST(QueryTest, known_parameters_are_decoded) {
    auto const query = query_of("status=held&section=%EB%82%98+1");
    ASSERT_TRUE(query);
    EXPECT_EQ(query->get("status"), "held");
    EXPECT_EQ(query->get("section"), "나 1");
}

TEST(QueryTest, a_value_may_be_empty_and_hold_an_equals_sign) {
    EXPECT_EQ(query_of("status=")->get("status"), "");
    EXPECT_EQ(query_of("status")->get("status"), "");
    EXPECT_EQ(query_of("status=a=b")->get("status"), "a=b");
    EXPECT_EQ(query_of("status=a%26b%3D")->get("status"), "a&b=");
}

TEST(QueryTest, what_is_not_there_is_absent) {
    EXPECT_FALSE(query_of("")->get("status"));
    EXPECT_FALSE(query_of("section=A")->get("status"));
}

TEST(QueryTest, an_unknown_parameter_is_refused) {
    EXPECT_EQ(fault_of("colour=red"), "?colour is not known here");
    EXPECT_EQ(fault_of("Status=held"), "?Status is not known here");
}

TEST(QueryTest, a_parameter_that_comes_twice_is_refused_however_it_is_written) {
    EXPECT_EQ(fault_of("status=held&status=held"), "?status comes more than once");
    EXPECT_EQ(fault_of("status=held&%73tatus=reserved"), "?status comes more than once");
}

TEST(QueryTest, a_broken_escape_is_refused) {
    for (std::string_view const text : {"status=%", "status=%4", "status=%zz", "%=1", "section=A%2&status=held"}) {
        EXPECT_EQ(fault_of(text), "? has a broken %-escape") << text;
    }
}

TEST(QueryTest, a_name_that_is_not_plain_text_does_not_get_into_the_problem) {
    for (std::string_view const text : {"%ff=1", "%ed%a0%80=1", "%00=1", "a%0ab=1", "%EB%82%98=1"}) {
        EXPECT_EQ(fault_of(text), "? is not known here") << text;
    }
}

TEST(PathId, is_a_uuid_or_a_problem_that_names_the_parameter) {
    http::Request const request;
    http::Answer answer;
    auto const id_of = [&](std::string_view text) {
        // Neither the thread nor the services are looked at.
        static std::byte nothing{};
        Call const call{.request = request,
                        .answer = answer,
                        .io = reinterpret_cast<http::IoThread&>(nothing),
                        .services = reinterpret_cast<Services&>(nothing),
                        .now = {},
                        .route = 0,
                        .parameters = {text, {}}};
        return path_id<SeatId>(call, 0, "seatId");
    };
    EXPECT_EQ(id_of("0190163d-8694-739b-aea5-966c26f8ad91")->to_string(), "0190163d-8694-739b-aea5-966c26f8ad91");
    auto const refused = id_of("7");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().type, ProblemType::invalid_request);
    EXPECT_EQ(refused.error().errors.at(0).pointer, ":seatId");
    EXPECT_EQ(refused.error().errors.at(0).detail, "must be a UUID");
}

TEST(HasEtag, finds_the_tag_weak_or_strong_alone_or_in_a_list) {
    for (std::string_view const header :
         {R"("a-1")", R"(W/"a-1")", R"("x", "a-1")", R"("x",W/"a-1" ,"y")", "*", R"("x", *)", R"(  "a-1"  )"}) {
        EXPECT_TRUE(has_etag(header, R"("a-1")")) << header;
    }
}

TEST(HasEtag, another_tag_is_not_this_one) {
    for (std::string_view const header :
         {"", " ", ",", R"("a-2")", R"("a-1)", "a-1", R"(w/"a-1")", R"("a-11")", R"("x", "y")", R"(W/ "a-1")"}) {
        EXPECT_FALSE(has_etag(header, R"("a-1")")) << header;
    }
}

TEST(TakesGzip, when_it_is_named_or_everything_is_welcome) {
    for (std::string_view const header :
         {"gzip", "GZIP", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "deflate, gzip;q=0.001", "*",
          "identity, *", "gzip; q=0.5", ",,gzip,", "gzip;x=1;q=1"}) {
        EXPECT_TRUE(takes_gzip(header)) << header;
    }
}

TEST(TakesGzip, not_when_it_is_absent_or_refused) {
    for (std::string_view const header :
         {"", "identity", "br, deflate", "gzip;q=0", "gzip;q=0.000", "*;q=0", "xgzip", "gzip; q=0", "gzip;Q=0"}) {
        EXPECT_FALSE(takes_gzip(header)) << header;
    }
}

TEST(TakesGzip, what_is_said_of_gzip_itself_goes_before_the_star) {
    EXPECT_TRUE(takes_gzip("*;q=0, gzip"));
    EXPECT_FALSE(takes_gzip("*, gzip;q=0"));
}

TEST(TakesGzip, the_quality_of_another_coding_is_not_that_of_gzip) {
    EXPECT_TRUE(takes_gzip("identity;q=0, gzip"));
    EXPECT_TRUE(takes_gzip("br;q=0,gzip"));
    EXPECT_FALSE(takes_gzip("br;q=1, gzip;q=0"));
}

}  // namespace
}  // namespace onsale::api
