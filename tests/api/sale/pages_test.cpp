// The pages for people: from inside the program, and from a folder.
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/assets/assets.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "app/serving/pages_folder.h"

namespace onsale::tests {
namespace {

using api::ProblemType;
using testing::HasSubstr;

constexpr auto policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void expect_guarded(Response const& page) {
    EXPECT_EQ(page.fields.at("content-security-policy"), policy);
    EXPECT_EQ(page.fields.at("referrer-policy"), "no-referrer");
    EXPECT_EQ(page.fields.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(page.fields.at("cross-origin-opener-policy"), "same-origin");
}

TEST(Pages, both_are_served_with_their_policies_and_asked_for_anew_each_time) {
    RunningSale sale;
    auto api = sale.client();
    for (auto const* path : {"/", "/console"}) {
        auto const page = expect_status(api.get(path), 200);
        EXPECT_EQ(page.fields.at("content-type"), "text/html; charset=utf-8");
        EXPECT_EQ(page.fields.at("cache-control"), "no-cache");
        EXPECT_EQ(page.fields.at("vary"), "Accept-Encoding");
        expect_guarded(page);
        auto const known = "If-None-Match: " + page.fields.at("etag") + "\r\n";
        EXPECT_EQ(api.ask({.target = path, .more = known}).status, 304U);
        auto const head = api.ask({.method = "HEAD", .target = path});
        EXPECT_EQ(head.status, 200U);
        EXPECT_EQ(head.fields.at("content-length"), std::to_string(page.body.size()));
    }
    EXPECT_THAT(api.get("/").fields.at("link"), HasSubstr("</docs>; rel=\"service-doc\""));
    EXPECT_EQ(api.get("/docs").status, 200U);
    EXPECT_TRUE(is_problem(api.get("/assets/none.js"), ProblemType::unknown_route));
    EXPECT_TRUE(is_problem(api.get("/index.html"), ProblemType::unknown_route));
}

class PagesInAFolder : public testing::Test {
  protected:
    void SetUp() override {
        write("index.html", "<h1>mine</h1>");
        write("console.html", "<h1>console</h1>");
        write("assets/app-1.js", std::string(1000, 'x'));
        write("assets/app-1.js.br", "brotli");
        write("assets/app-1.js.gz", "gzip!!!");
        write("assets/small.css", "a{}");
        write("assets/small.css.gz", "longer than the file itself");
    }
    void write(std::string const& name, std::string const& content) {
        auto const path = folder.path() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << content;
    }

    TemporaryFolder folder;
};

TEST_F(PagesInAFolder, they_take_the_place_of_those_inside_the_program) {
    RunningSale sale(settings_with([&](auto& settings) { settings.pages.path = folder.path(); }));
    auto api = sale.client();
    EXPECT_EQ(expect_status(api.get("/"), 200).body, "<h1>mine</h1>");
    EXPECT_EQ(expect_status(api.get("/console"), 200).body, "<h1>console</h1>");
    expect_guarded(api.get("/"));
    EXPECT_EQ(api.get("/openapi.json").status, 200U);
    // Read once: what comes later, and what lies elsewhere, is not served.
    write("assets/late.js", "late");
    for (auto const* path :
         {"/assets/late.js", "/assets/../index.html", "/assets/..%2findex.html", "/assets/app-1.js.br"}) {
        EXPECT_TRUE(is_problem(api.get(path), ProblemType::unknown_route)) << path;
    }
}

TEST_F(PagesInAFolder, a_file_comes_in_the_smallest_encoding_that_the_client_takes_and_for_good) {
    RunningSale sale(settings_with([&](auto& settings) { settings.pages.path = folder.path(); }));
    auto api = sale.client();
    auto const asked = [&](std::string const& path, std::string const& encodings) {
        return expect_status(api.ask({.target = path, .more = "Accept-Encoding: " + encodings + "\r\n"}), 200);
    };
    auto const brotli = asked("/assets/app-1.js", "gzip, deflate, br");
    EXPECT_EQ(brotli.fields.at("content-encoding"), "br");
    EXPECT_EQ(brotli.body, "brotli");
    EXPECT_EQ(brotli.fields.at("content-type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(brotli.fields.at("cache-control"), "public, max-age=31536000, immutable");
    auto const gzip = asked("/assets/app-1.js", "gzip, br;q=0");
    EXPECT_EQ(gzip.fields.at("content-encoding"), "gzip");
    EXPECT_EQ(gzip.body, "gzip!!!");
    auto const plain = asked("/assets/app-1.js", "identity");
    EXPECT_FALSE(plain.fields.contains("content-encoding"));
    EXPECT_EQ(plain.body, std::string(1000, 'x'));
    EXPECT_NE(plain.fields.at("etag"), gzip.fields.at("etag"));
    EXPECT_NE(brotli.fields.at("etag"), gzip.fields.at("etag"));
    EXPECT_FALSE(asked("/assets/small.css", "gzip").fields.contains("content-encoding")) << "its twin is larger";
}

TEST_F(PagesInAFolder, a_folder_without_a_page_stops_the_start) {
    std::filesystem::remove(folder.path() / "index.html");
    EXPECT_THROW(PagesFolder{folder.path()}, std::runtime_error);
    EXPECT_THROW(PagesFolder{folder.path() / "none"}, std::runtime_error);
}

}  // namespace
}  // namespace onsale::tests
