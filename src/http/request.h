// A complete request as a handler sees it. All views point into the connection's buffer and stay valid until the
// answer is complete. Field names compare without case, values are trimmed; a field that is absent reads as empty.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "http/address.h"

namespace onsale::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };

// Offsets from the first byte of the request, because the buffer may move while the request still grows.
struct Slice {
    std::uint32_t from = 0;
    std::uint32_t size = 0;
};

struct Field {
    Slice name;
    Slice value;
};

class Request {
  public:
    Method method = Method::other;
    bool head = false;  // method is HEAD: answer as to GET, the engine leaves the body out
    std::string_view method_text;
    std::string_view target;  // as sent
    std::string_view path;    // of the target, without scheme, authority and query; not percent-decoded
    std::string_view query;   // behind the '?', not decoded
    std::string_view body;    // without the chunks' framing

    // Each of these at most once, else the engine has answered 400 ...
    std::string_view host;
    std::string_view authorization;
    std::string_view content_type;
    std::optional<std::string_view> idempotency_key;  // nullopt: absent
    // ... and of these the first, if there are several.
    std::string_view if_none_match;
    std::string_view accept_encoding;

    // The caller: the peer, or, where that is a trusted proxy, whom it names (forwarded.h).
    Address client;

    // Any field of the header (never of the trailers), the first of that name; nullopt: absent.
    std::optional<std::string_view> field(std::string_view name) const;

    // Calls visit(value) for each of them with that name, the last one first, for as long as it returns true.
    template <class Visit>
    void visit_from_last(std::string_view name, Visit&& visit) const {
        for (auto at = fields_.rbegin(); at != fields_.rend(); ++at) {
            if (at->name.size == name.size() && is_named(*at, name) &&
                !visit(std::string_view(base_ + at->value.from, at->value.size)))
                return;
        }
    }

  private:
    bool is_named(Field const& field, std::string_view name) const;

    friend class RequestParser;
    char const* base_ = nullptr;
    std::span<Field const> fields_;
};

// Splits a request target in its three forms (origin, absolute, asterisk) into path and query.
struct TargetParts {
    std::string_view path;
    std::string_view query;
};
TargetParts split_target(std::string_view target);

}  // namespace onsale::http
