#include "api/access/gate.h"

#include <boost/beast/core/string.hpp>
#include <openssl/crypto.h>

namespace onsale::api {
namespace {

using identity::TokenFault;

Problem unauthorized(std::string detail) { return {ProblemType::unauthorized, std::move(detail)}; }

Problem problem_of(TokenFault fault) {
    switch (fault) {
        case TokenFault::malformed:
            return unauthorized("The token is not one of ours.");
        case TokenFault::bad_signature:
            return unauthorized("The token's signature is not ours.");
        case TokenFault::wrong_algorithm:
            return unauthorized("The token is not signed with HS256.");
        case TokenFault::wrong_audience:
            return unauthorized("The token is for something else.");
        case TokenFault::other_line:
            return unauthorized(
                "The token is of another line. Without it, GET /user/:userId/token/generate gives one of this line.");
        case TokenFault::expired:
            return unauthorized("The token has expired.");
    }
    return unauthorized("");
}

// Nullopt: no Authorization; an empty text: one that is not a bearer token.
std::optional<std::string_view> bearer(http::Request const& request) {
    constexpr std::string_view scheme = "Bearer ";
    auto const field = request.authorization;
    if (field.empty()) return std::nullopt;
    if (field.size() < scheme.size() ||
        !boost::beast::iequals({field.data(), scheme.size()}, {scheme.data(), scheme.size()})) {
        return std::string_view{};
    }
    return field.substr(scheme.size());
}

UserId user_of(std::variant<identity::PlaceTicket, identity::LinePass> const& token) {
    return std::visit([](auto const& one) { return one.user; }, token);
}

template <class T>
Admitted<Caller> caller(Admitted<T> const& admitted) {
    if (!admitted) return std::unexpected(admitted.error());
    return Caller(*admitted);
}

Admitted<Caller> caller(Admitted<void> const& admitted, Caller const& who) {
    if (!admitted) return std::unexpected(admitted.error());
    return who;
}

bool same_bytes(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

Gate::Gate(identity::TokenSigner const& signer, Line const& line, Options options)
    : signer_(signer), line_(line), options_(std::move(options)) {}

Admitted<Caller> Gate::admit(Access access, http::Request const& request, UserId user, Instant now) const {
    switch (access) {
        case Access::anyone:
        case Access::registration:
            return Caller{};
        case Access::owner:
            return caller(owner(request, user, now), user);
        case Access::poller:
            return caller(poller(request, user, now));
        case Access::inside:
            return caller(inside(request, now));
        case Access::payer:
            return caller(payer(request, user, now));
        case Access::holder:
            return caller(holder(request, now));
        case Access::operator_view:
        case Access::operator_manage:
            return caller(has_admin_key(request), {});
    }
    return std::unexpected(Problem{ProblemType::forbidden, ""});
}

Admitted<void> Gate::owner(http::Request const& request, UserId user, Instant now) const {
    if (auto const until = owner_until(request, user, now); !until) return std::unexpected(until.error());
    return {};
}

// Until when what was shown is good.
Admitted<Instant> Gate::owner_until(http::Request const& request, UserId user, Instant now) const {
    if (!closed()) return Instant::max();
    auto const text = bearer(request);
    if (!text) return std::unexpected(unauthorized("Send the user's access token as a bearer token."));
    auto const token = signer_.read_access_token(*text, now);
    if (!token) return std::unexpected(problem_of(token.error()));
    if (token->user != user) return std::unexpected(Problem{ProblemType::forbidden, ""});
    return token->expires_at;
}

Admitted<identity::LinePass> Gate::inside(http::Request const& request, Instant now) const {
    auto const text = bearer(request);
    if (!text)
        return std::unexpected(
            unauthorized("Send the line's token as a bearer token: GET /user/:userId/token/generate"));
    return live_pass(*text, now);
}

Admitted<identity::LinePass> Gate::live_pass(std::string_view text, Instant now) const {
    // Read as of the beginning: whether a pass has run out is for the line to say, which may have a clock of its own.
    auto const token = signer_.read_line_token(text, line_.id(), Instant::min());
    if (!token) return std::unexpected(problem_of(token.error()));
    if (auto const* pass = std::get_if<identity::LinePass>(&*token)) {
        if (line_.inside({pass->user, pass->session(), pass->expires_at}, now)) return *pass;
        if (pass->expires_at <= line_.time(now)) return std::unexpected(problem_of(TokenFault::expired));
        return std::unexpected(
            Problem{ProblemType::not_in_line, "The session has ended: it was paid, left or ran out."});
    }
    auto const& ticket = std::get<identity::PlaceTicket>(*token);
    auto const position = line_.waiting_position(ticket.user, ticket.place, now);
    if (!position) return std::unexpected(Problem{ProblemType::not_in_line, "Ask for a new token to come in."});
    return std::unexpected(
        Problem{.type = ProblemType::not_called,
                .detail = "Keep asking for your number; the token that comes with number 0 lets you in.",
                .extras = {{"waitingNumber", *position}}});
}

Admitted<Payer> Gate::payer(http::Request const& request, UserId user, Instant now) const {
    auto const text = bearer(request);
    if (!text) {
        if (!closed()) return Payer{.user = user, .session = line_.session_of(user, now)};
        return std::unexpected(unauthorized("Send the line's token or the user's access token as a bearer token."));
    }
    // Read as of the beginning: one that has run out meanwhile has ended like any other.
    auto const line_token = signer_.read_line_token(*text, line_.id(), Instant::min());
    if (line_token) {
        if (user_of(*line_token) != user) return std::unexpected(Problem{ProblemType::forbidden, ""});
        auto const* pass = std::get_if<identity::LinePass>(&*line_token);
        bool const inside = pass != nullptr && line_.inside({user, pass->session(), pass->expires_at}, now);
        return inside ? Payer{user, Paying::in_session, pass->session()} : Payer{user, Paying::only_again};
    }
    if (line_token.error() != TokenFault::wrong_audience) return std::unexpected(problem_of(line_token.error()));
    auto const access = signer_.read_access_token(*text, now);
    if (!access) return std::unexpected(problem_of(access.error()));
    if (access->user != user) return std::unexpected(Problem{ProblemType::forbidden, ""});
    return Payer{.user = user, .session = line_.session_of(user, now)};
}

Admitted<Poller> Gate::poller(http::Request const& request, UserId user, Instant now) const {
    auto const good_until = owner_until(request, user, now);
    if (!good_until) return std::unexpected(good_until.error());
    auto shown = request.field("Line-Token");
    if (!shown && !closed()) shown = bearer(request);
    if (!shown) return Poller{user};
    auto const token = signer_.read_line_token(*shown, line_.id(), now);
    if (!token) {
        if (token.error() == TokenFault::expired) return Poller{user};
        return std::unexpected(problem_of(token.error()));
    }
    if (user_of(*token) != user) return std::unexpected(Problem{ProblemType::forbidden, ""});
    if (auto const* ticket = std::get_if<identity::PlaceTicket>(&*token))
        return Poller{user, *shown, ticket->place, *good_until};
    return Poller{user};
}

Admitted<UserId> Gate::holder(http::Request const& request, Instant now) const {
    auto const text = bearer(request);
    if (!text)
        return std::unexpected(unauthorized("Send the line's token or the user's access token as a bearer token."));
    if (auto const token = signer_.read_access_token(*text, now)) return token->user;
    auto const live = live_pass(*text, now);
    if (!live) return std::unexpected(live.error());
    return live->user;
}

Admitted<void> Gate::has_admin_key(http::Request const& request) const {
    if (!closed()) return {};
    auto const text = bearer(request);
    if (!text || !same_bytes(*text, options_.admin_key)) {
        return std::unexpected(unauthorized("Send the admin key as a bearer token."));
    }
    return {};
}

std::optional<std::string> Gate::access_token(UserId user, Instant now) const {
    if (!closed()) return std::nullopt;
    return signer_.sign(identity::AccessToken{user, now, now + options_.access_token_term});
}

}  // namespace onsale::api
