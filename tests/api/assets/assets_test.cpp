// What is embedded: whole, compressed alike, named by its content, and asking nobody else for anything.
#include "api/assets/assets.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace onsale {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string unzipped(std::string_view gzip, std::size_t size) {
    std::string plain(size + 1, '\0');  // one more: a longer content must not pass
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
    stream.avail_in = static_cast<uInt>(gzip.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    constexpr int gzip_window = 15 + 16;  // zlib: 16 more means a gzip header
    EXPECT_EQ(inflateInit2(&stream, gzip_window), Z_OK);
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    return plain;
}

TEST(Assets, the_contract_and_every_file_of_its_page_are_there) {
    for (auto const* path : {"/openapi.json", "/docs", "/docs/docs.js", "/docs/swagger-ui.css",
                             "/docs/swagger-ui-bundle.js", "/favicon.ico"}) {
        auto const* asset = find_asset(path);
        ASSERT_NE(asset, nullptr) << path;
        EXPECT_FALSE(asset->bytes.empty()) << path;
        EXPECT_FALSE(asset->content_type.empty()) << path;
    }
    EXPECT_EQ(find_asset("/docs/other.js"), nullptr);
}

TEST(Assets, the_gzipped_twin_is_the_same_content_and_smaller) {
    for (auto const& asset : contract_assets()) {
        if (asset.gzip_bytes.empty()) continue;
        EXPECT_LT(asset.gzip_bytes.size(), asset.bytes.size()) << asset.path;
        EXPECT_TRUE(unzipped(asset.gzip_bytes, asset.bytes.size()) == asset.bytes) << asset.path;
    }
    EXPECT_FALSE(find_asset("/docs/swagger-ui-bundle.js")->gzip_bytes.empty());
}

TEST(Assets, every_content_has_its_own_tag) {
    std::set<std::string_view> tags;
    for (auto const& asset : contract_assets()) {
        EXPECT_THAT(std::string(asset.tag), testing::ContainsRegex("^[0-9a-f]{16}$"));
        EXPECT_TRUE(tags.insert(asset.tag).second) << asset.path;
    }
}

TEST(Assets, the_page_has_no_inline_script_and_asks_only_this_server) {
    std::string const page(find_asset("/docs")->bytes);
    EXPECT_THAT(page, Not(HasSubstr("//")));
    EXPECT_THAT(page, Not(HasSubstr("<script>")));
    EXPECT_THAT(page, Not(HasSubstr("<style")));
    for (auto const* path : {"/docs/swagger-ui-bundle.js", "/docs/docs.js", "/docs/swagger-ui.css", "/favicon.ico"}) {
        EXPECT_THAT(page, HasSubstr('"' + std::string(path) + '"'));
    }
    EXPECT_THAT(std::string(find_asset("/docs/docs.js")->bytes), HasSubstr("validatorUrl: null"));
}

TEST(Assets, the_pages_are_there_with_smaller_twins_and_what_they_ask_for) {
    AssetTable const table{page_assets(), contract_assets()};
    for (auto const* path : {"/", "/console"}) {
        auto const* page = table.find(path);
        ASSERT_NE(page, nullptr) << path;
        EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
        std::string const html(page->bytes);
        auto const at = html.find("\"/assets/");
        ASSERT_NE(at, std::string::npos) << html;
        auto const asked = html.substr(at + 1, html.find('"', at + 1) - at - 1);
        EXPECT_NE(table.find(asked), nullptr) << asked;
        EXPECT_THAT(html, Not(HasSubstr("<script>"))) << "the policy allows no inline script";
        EXPECT_THAT(html, Not(HasSubstr("<style"))) << "nor style";
    }
    for (auto const& asset : page_assets()) {
        if (asset.brotli_bytes.empty()) continue;
        EXPECT_LT(asset.brotli_bytes.size(), asset.bytes.size()) << asset.path;
        if (asset.gzip_bytes.empty()) continue;
        EXPECT_TRUE(unzipped(asset.gzip_bytes, asset.bytes.size()) == asset.bytes) << asset.path;
    }
    EXPECT_EQ(table.find("/index.html"), nullptr);
    EXPECT_EQ(table.find("/assets/"), nullptr);
    EXPECT_EQ(table.find("/docs"), find_asset("/docs"));
}

TEST(Assets, of_two_at_one_path_the_first_counts) {
    Asset const first{.path = "/a", .content_type = {}, .bytes = "1", .gzip_bytes = {}, .brotli_bytes = {}, .tag = {}};
    Asset const second{.path = "/a", .content_type = {}, .bytes = "2", .gzip_bytes = {}, .brotli_bytes = {}, .tag = {}};
    AssetTable const table{std::span(&first, 1), std::span(&second, 1)};
    EXPECT_EQ(table.find("/a")->bytes, "1");
}

}  // namespace
}  // namespace onsale
