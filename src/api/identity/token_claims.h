// The claims of our tokens as JSON text, and back.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/identifiers.h"
#include "domain/instant.h"
#include "domain/line_id.h"

namespace onsale::identity {

enum class Audience : std::uint8_t { line, user, other };

// What a token of ours can say. Which claims an audience must have and must not have is the reader's business
// (jwt.cpp).
struct Claims {
    Audience audience = Audience::other;
    std::optional<LineId> line{};  // of Audience::line, and of no other
    UserId user;
    std::optional<PlaceNumber> place{};
    Instant issued_at;
    std::optional<Instant> expires_at{};
    bool inside = false;  // "waitingNumber": 0
    bool operator==(Claims const&) const = default;
};

// Claims as we write them, without white space and in one order: iss, aud, sub, place, iat, exp, waitingNumber.
// Times are whole seconds; iat of a pass, which tells one session of a fan from the next, goes to the millisecond.
// A fixed buffer: writing allocates nothing.
class ClaimsText {
  public:
    explicit ClaimsText(Claims const& claims);
    std::string_view view() const { return {text_.data(), size_}; }

  private:
    void add(std::string_view text);
    void add(std::int64_t number);
    void add_fraction(milliseconds fraction);

    std::array<char, 256> text_;
    std::size_t size_ = 0;
};

// Nullopt: not claims of ours (wrong issuer, a claim missing or of a wrong type, "nbf", which we never use).
// Exactly our own spelling is read without a JSON parser; any other one with it, unknown claims being skipped.
std::optional<Claims> read_claims(std::string_view json);

// The two ways of read_claims, for tests and the benchmark. Our own spelling means the same to both.
std::optional<Claims> read_own_claims(std::string_view json);
std::optional<Claims> read_any_claims(std::string_view json);

}  // namespace onsale::identity
