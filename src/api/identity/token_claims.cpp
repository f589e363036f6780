#include "api/identity/token_claims.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "domain/invariant.h"
#include "json_text/duplicate_members.h"

namespace onsale::identity {
namespace {

namespace json = boost::json;

constexpr std::string_view issuer = "onsale";
constexpr std::string_view line_audience = "line/";    // and the line's name
constexpr std::size_t deepest_nesting = 32;            // Boost.JSON's own bound
constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

Instant instant_of(std::int64_t second) { return Instant(seconds(second)); }

// Takes our own spelling apart from left to right; after a mismatch everything is a mismatch.
class OwnSpelling {
  public:
    explicit OwnSpelling(std::string_view text) : rest_(text) {}

    bool text(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    // Up to the quote behind it.
    std::optional<LineId> line() {
        auto const id = LineId::parse(rest_.substr(0, rest_.find('"')));
        if (id) rest_.remove_prefix(id->view().size());
        return id;
    }
    std::optional<UserId> user() {
        auto const id = UserId::parse(rest_.substr(0, Uuid::text_size));
        if (id) rest_.remove_prefix(Uuid::text_size);
        return id;
    }
    // JSON allows no leading zeros, so neither do we; nothing that we write is negative.
    std::optional<std::int64_t> number(std::int64_t most) {
        std::int64_t value = 0;
        auto const [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (fault != std::errc{} || rest_.front() == '-' || value > most) return std::nullopt;
        if (rest_.front() == '0' && end != rest_.data() + 1) return std::nullopt;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }
    // Of a second, if there is one: a point and three digits.
    std::optional<milliseconds> fraction() {
        if (!text(".")) return milliseconds{0};
        int value = 0;
        for (int digit = 0; digit < 3; ++digit) {
            if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') return std::nullopt;
            value = value * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return milliseconds{value};
    }
    bool at_end() const { return rest_.empty(); }

  private:
    std::string_view rest_;
};

std::optional<std::string_view> text_of(json::object const& object, std::string_view claim) {
    auto const* value = object.if_contains(claim);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string_view(value->get_string().data(), value->get_string().size());
}

std::optional<std::int64_t> integer_of(json::value const& value, std::int64_t most) {
    auto const* number = value.if_int64();
    if (number == nullptr || *number < 0 || *number > most) return std::nullopt;
    return *number;
}

// NumericDate: seconds since 1970, possibly with a fraction.
std::optional<Instant> date_of(json::value const& value) {
    if (auto const second = integer_of(value, last_second)) return instant_of(*second);
    auto const* number = value.if_double();
    if (number == nullptr || !(*number >= 0 && *number <= static_cast<double>(last_second))) return std::nullopt;
    return Instant(milliseconds(static_cast<std::int64_t>(std::round(*number * 1000))));
}

}  // namespace

ClaimsText::ClaimsText(Claims const& claims) {
    using std::chrono::ceil;
    using std::chrono::floor;
    add(R"({"iss":"onsale","aud":")");
    if (claims.line) {
        add(line_audience);
        add(claims.line->view());
    } else {
        add("user");
    }
    add(R"(","sub":")");
    std::array<char, Uuid::text_size> user;
    claims.user.value.write(user.data());
    add({user.data(), user.size()});
    add("\"");
    if (claims.place) {
        add(R"(,"place":)");
        add(std::int64_t{claims.place->value});
    }
    add(R"(,"iat":)");
    add(floor<seconds>(claims.issued_at).time_since_epoch().count());
    if (claims.inside) add_fraction(claims.issued_at - floor<seconds>(claims.issued_at));
    if (claims.expires_at) {
        add(R"(,"exp":)");
        add(ceil<seconds>(*claims.expires_at).time_since_epoch().count());
    }
    if (claims.inside) add(R"(,"waitingNumber":0)");
    add("}");
}

void ClaimsText::add(std::string_view text) {
    invariant(text.size() <= text_.size() - size_, "the claims of a token have room");
    std::ranges::copy(text, text_.data() + size_);
    size_ += text.size();
}

void ClaimsText::add(std::int64_t number) {
    std::array<char, 20> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    add({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void ClaimsText::add_fraction(milliseconds fraction) {
    auto const count = static_cast<int>(fraction.count());
    if (count == 0) return;
    std::array<char, 4> const digits{'.', static_cast<char>('0' + count / 100),
                                     static_cast<char>('0' + count / 10 % 10), static_cast<char>('0' + count % 10)};
    add({digits.data(), digits.size()});
}

std::optional<Claims> read_claims(std::string_view json) {
    if (auto claims = read_own_claims(json)) return claims;
    return read_any_claims(json);
}

std::optional<Claims> read_own_claims(std::string_view json) {
    OwnSpelling rest(json);
    Claims claims;
    if (!rest.text(R"({"iss":"onsale","aud":")")) return std::nullopt;
    if (rest.text(line_audience)) {
        claims.audience = Audience::line;
        claims.line = rest.line();
        if (!claims.line) return std::nullopt;
    } else if (rest.text("user")) {
        claims.audience = Audience::user;
    } else {
        return std::nullopt;
    }
    if (!rest.text(R"(","sub":")")) return std::nullopt;
    auto const user = rest.user();
    if (!user || !rest.text("\"")) return std::nullopt;
    claims.user = *user;
    if (rest.text(R"(,"place":)")) {
        auto const place = rest.number(std::numeric_limits<std::uint32_t>::max());
        if (!place) return std::nullopt;
        claims.place = PlaceNumber{static_cast<std::uint32_t>(*place)};
    }
    if (!rest.text(R"(,"iat":)")) return std::nullopt;
    auto const issued = rest.number(last_second);
    if (!issued) return std::nullopt;
    auto const fraction = rest.fraction();
    if (!fraction) return std::nullopt;
    claims.issued_at = instant_of(*issued) + *fraction;
    if (rest.text(R"(,"exp":)")) {
        auto const expires = rest.number(last_second);
        if (!expires) return std::nullopt;
        claims.expires_at = instant_of(*expires);
    }
    claims.inside = rest.text(R"(,"waitingNumber":0)");
    if (!rest.text("}") || !rest.at_end()) return std::nullopt;
    return claims;
}

std::optional<Claims> read_any_claims(std::string_view text) {
    std::array<unsigned char, 4096> room;  // the largest token's claims fit: nothing is allocated
    json::monotonic_resource memory(room.data(), room.size());
    json::error_code fault;
    auto const value = json::parse({text.data(), text.size()}, fault, &memory);
    if (fault || !value.is_object()) return std::nullopt;
    auto const& object = value.get_object();
    // The parser keeps the last of two; another program that checks the token may keep the first.
    if (!json_text::duplicate_members(text, deepest_nesting, 1).empty()) return std::nullopt;

    if (text_of(object, "iss") != issuer || object.contains("nbf")) return std::nullopt;
    Claims claims;
    auto const audience = text_of(object, "aud").value_or("");
    if (audience.starts_with(line_audience)) claims.line = LineId::parse(audience.substr(line_audience.size()));
    if (claims.line) claims.audience = Audience::line;
    if (audience == "user") claims.audience = Audience::user;
    if (claims.audience == Audience::other) return claims;  // whatever else it says was not said to us

    auto const user = UserId::parse(text_of(object, "sub").value_or(""));
    auto const* issued_claim = object.if_contains("iat");
    auto const issued = issued_claim == nullptr ? std::nullopt : date_of(*issued_claim);
    if (!user || !issued) return std::nullopt;
    claims.user = *user;
    claims.issued_at = *issued;
    if (auto const* place_claim = object.if_contains("place")) {
        auto const place = integer_of(*place_claim, std::numeric_limits<std::uint32_t>::max());
        if (!place) return std::nullopt;
        claims.place = PlaceNumber{static_cast<std::uint32_t>(*place)};
    }
    if (auto const* expires = object.if_contains("exp")) {
        claims.expires_at = date_of(*expires);
        if (!claims.expires_at) return std::nullopt;
    }
    if (auto const* waiting = object.if_contains("waitingNumber")) {
        if (!integer_of(*waiting, 0)) return std::nullopt;
        claims.inside = true;
    }
    return claims;
}

}  // namespace onsale::identity
