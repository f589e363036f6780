#include "api/handlers/asset_answers.h"

#include <fmt/format.h>

#include "api/handlers/arguments.h"

namespace onsale::api {
namespace {

// Pages ask this server alone, and run nothing that does not come from it.
constexpr std::string_view policy_of_pages =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
// Swagger UI brings its own inline styles and pictures.
constexpr std::string_view policy_of_docs =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

struct Encoded {
    std::string_view bytes;
    std::string_view coding;  // empty: none
    std::string_view suffix;  // of the tag: each encoding is a representation of its own
};

Encoded encoded_for(http::Request const& request, Asset const& asset) {
    auto const& takes = request.accept_encoding;
    if (!asset.brotli_bytes.empty() && takes_coding(takes, "br")) return {asset.brotli_bytes, "br", "-br"};
    if (!asset.gzip_bytes.empty() && takes_coding(takes, "gzip")) return {asset.gzip_bytes, "gzip", "-gz"};
    return {asset.bytes, {}, {}};
}

}  // namespace

void answer_asset(Call const& call, Asset const& asset) {
    auto& answer = call.answer;
    auto const encoded = encoded_for(call.request, asset);
    auto const etag = fmt::format("\"{}{}\"", asset.tag, encoded.suffix);
    bool const named_by_content = asset.path.starts_with("/assets/");
    answer.header("ETag", etag);
    answer.header("Cache-Control", named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
    answer.header("Vary", "Accept-Encoding");
    if (has_etag(call.request.if_none_match, etag)) {
        answer.status = 304;
        return;
    }
    answer.header("Content-Security-Policy", asset.path.starts_with("/docs") ? policy_of_docs : policy_of_pages);
    answer.header("Referrer-Policy", "no-referrer");
    answer.header("X-Content-Type-Options", "nosniff");
    answer.header("Cross-Origin-Opener-Policy", "same-origin");
    if (asset.path == "/") answer.header("Link", "</docs>; rel=\"service-doc\", </openapi.json>; rel=\"service-desc\"");
    answer.content_type = asset.content_type;
    if (!encoded.coding.empty()) answer.header("Content-Encoding", encoded.coding);
    answer.static_body = encoded.bytes;
}

}  // namespace onsale::api
