#include "api/idempotency/request_key.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace onsale::api {
namespace {

constexpr KeyOwner somebody{.kind = "somebody"};

std::expected<std::optional<std::string>, Problem> key_in(std::string_view field, KeyOwner const& owner = somebody) {
    http::Request request;
    request.idempotency_key = field;
    return read_key(request, owner);
}

std::string key_fault_of(std::string_view field, KeyOwner const& owner = somebody) {
    auto const key = key_in(field, owner);
    if (key) return "none";
    EXPECT_EQ(key.error().type, ProblemType::invalid_request);
    auto const& fault = key.error().errors.at(0);
    EXPECT_EQ(fault.pointer, "Idempotency-Key");
    return fault.detail;
}

TEST(RequestKey, a_request_without_one_has_none) {
    auto const key = read_key(http::Request{}, somebody);
    ASSERT_TRUE(key);
    EXPECT_FALSE(*key);
}

TEST(RequestKey, quoted_and_bare_are_the_same_key) {
    EXPECT_EQ(key_in("abc").value(), "abc");
    EXPECT_EQ(key_in("\"abc\"").value(), "abc");
    EXPECT_EQ(key_in("a b,c;d='e'").value(), "a b,c;d='e'");
    EXPECT_EQ(key_in(R"("a b\"c\\d")").value(), R"(a b"c\d)");
    EXPECT_EQ(key_in(R"(back\slash)").value(), R"(back\slash)");
}

TEST(RequestKey, up_to_255_characters_are_a_key) {
    EXPECT_EQ(key_in(std::string(255, 'k')).value(), std::string(255, 'k'));
    EXPECT_EQ(key_in('"' + std::string(255, 'k') + '"').value(), std::string(255, 'k'));
    EXPECT_EQ(key_fault_of(std::string(256, 'k')), "must have at most 255 characters");
    EXPECT_EQ(key_fault_of('"' + std::string(256, 'k') + '"'), "must have at most 255 characters");
}

TEST(RequestKey, an_empty_one_is_refused) {
    EXPECT_EQ(key_fault_of(""), "is empty");
    EXPECT_EQ(key_fault_of("\"\""), "is empty");
}

TEST(RequestKey, quotes_out_of_order_are_refused) {
    for (auto const* field :
         {"\"", "\"abc", "abc\"", "a\"b", R"("a"b")", R"("a", "b")", R"("abc";x=1)", R"("abc\")", R"("a\bc")"}) {
        EXPECT_EQ(key_fault_of(field), "has its quotes out of order") << field;
    }
}

TEST(RequestKey, what_is_not_printable_ascii_is_refused) {
    for (auto const* field : {"a\tb", "a\x01", "a\x7f", "\xea\xb9\x80", "\"\xff\"", "a\r"}) {
        EXPECT_EQ(key_fault_of(field), "must be of printable ASCII characters") << field;
    }
}

TEST(RequestKey, where_a_key_guards_a_secret_it_must_be_long) {
    constexpr KeyOwner newcomers{.kind = "newcomers", .shortest_key = 16};
    EXPECT_EQ(key_in(std::string(16, 'k'), newcomers).value(), std::string(16, 'k'));
    EXPECT_EQ(key_fault_of(std::string(15, 'k'), newcomers),
              "must have at least 16 characters here: take a random UUID");
}

http::Request request_of(std::string_view method, std::string_view path, std::string_view query,
                         std::string_view body) {
    http::Request request;
    request.method_text = method;
    request.path = path;
    request.query = query;
    request.body = body;
    return request;
}

TEST(FingerprintTest, it_tells_method_path_query_and_body_and_nothing_else) {
    auto const first = fingerprint_of(request_of("POST", "/a", "q", "b"));
    auto other_fields = request_of("POST", "/a", "q", "b");
    other_fields.authorization = "Bearer x";
    other_fields.idempotency_key = "k";
    EXPECT_EQ(fingerprint_of(other_fields), first);
    for (auto const& other : {request_of("PATCH", "/a", "q", "b"), request_of("POST", "/b", "q", "b"),
                              request_of("POST", "/a", "r", "b"), request_of("POST", "/a", "q", "c"),
                              request_of("POST", "/a", "", "q\nb"), request_of("POST", "/aq", "", "b")}) {
        EXPECT_NE(fingerprint_of(other), first);
    }
}

TEST(FingerprintTest, it_is_sha_256) {
    // printf 'POST\n/user\n\n{"name":"Kim"}' | sha256sum
    auto const fingerprint = fingerprint_of(request_of("POST", "/user", "", R"({"name":"Kim"})"));
    std::string hex;
    for (auto const byte : fingerprint) hex += fmt::format("{:02x}", byte);
    EXPECT_EQ(hex, "83553316489dc84e701d9c4796341e6168fa281f681ac05a8b145b7dbe44e150");
}

}  // namespace
}  // namespace onsale::api
