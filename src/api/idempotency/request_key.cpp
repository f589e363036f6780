#include "api/idempotency/request_key.h"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "domain/limits.h"

namespace onsale::api {
namespace {

std::unexpected<Problem> malformed(std::string detail) {
    return std::unexpected(Problem{
        .type = ProblemType::invalid_request, .detail = "", .errors = {{"Idempotency-Key", std::move(detail)}}});
}

bool printable(char c) { return c >= 0x20 && c <= 0x7e; }

// What stands between the quotes; nullopt: they are not in order.
std::optional<std::string> unquoted(std::string_view field) {
    if (field.size() < 2 || field.back() != '"') return std::nullopt;
    field = field.substr(1, field.size() - 2);
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '"') return std::nullopt;
        if (field[i] == '\\' && (++i == field.size() || (field[i] != '"' && field[i] != '\\'))) return std::nullopt;
        text.push_back(field[i]);
    }
    return text;
}

}  // namespace

std::expected<std::optional<std::string>, Problem> read_key(http::Request const& request, KeyOwner const& owner) {
    if (!request.idempotency_key) return std::nullopt;
    auto const field = *request.idempotency_key;
    if (!std::ranges::all_of(field, printable)) return malformed("must be of printable ASCII characters");
    bool const quoted = field.starts_with('"');
    auto text = quoted ? unquoted(field) : std::string(field);
    if (!text || (!quoted && field.contains('"'))) return malformed("has its quotes out of order");
    if (text->empty()) return malformed("is empty");
    if (text->size() > limits::longest_idempotency_key) {
        return malformed(fmt::format("must have at most {} characters", limits::longest_idempotency_key));
    }
    if (text->size() < owner.shortest_key) {
        return malformed(fmt::format("must have at least {} characters here: take a random UUID", owner.shortest_key));
    }
    if (std::set<char>(text->begin(), text->end()).size() < owner.different_characters) {
        return malformed(fmt::format("must have at least {} different characters here: take a random UUID",
                                     owner.different_characters));
    }
    return text;
}

Fingerprint fingerprint_of(http::Request const& request) {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const digest(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    bool worked = digest && EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1;
    // Neither of the first three has a line's end in it, so that no two requests run into the same text.
    for (auto const part : {request.method_text, std::string_view("\n"), request.path, std::string_view("\n"),
                            request.query, std::string_view("\n"), request.body}) {
        worked = worked && EVP_DigestUpdate(digest.get(), part.data(), part.size()) == 1;
    }
    Fingerprint fingerprint;
    unsigned size = 0;
    worked = worked && EVP_DigestFinal_ex(digest.get(), fingerprint.data(), &size) == 1;
    if (!worked || size != fingerprint.size()) throw std::runtime_error("OpenSSL: SHA-256 failed");
    return fingerprint;
}

}  // namespace onsale::api
