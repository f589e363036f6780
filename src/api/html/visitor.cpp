#include "api/html/visitor.h"

#include <string>

#include <boost/beast/core/string.hpp>
#include <fmt/format.h>

namespace onsale::api::html {
namespace {

constexpr std::string_view user_cookie = "onsale-fan";
constexpr std::string_view line_cookie = "onsale-line";
constexpr std::string_view said_cookie = "onsale-said";
constexpr seconds kept{30 * 24 * 60 * 60};
constexpr seconds said_kept{60};  // until the page that a form leads to is opened

// Empty: there is none of this name.
std::string_view cookie(http::Request const& request, std::string_view name) {
    auto rest = request.field("Cookie").value_or("");
    while (!rest.empty()) {
        auto pair = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
            return pair.substr(name.size() + 1);
        }
    }
    return {};
}

// Lax: a link on another site leads to the place that the fan has; a form or a frame there brings no cookie along.
// Closed phases have a proxy in front that speaks TLS.
void set_cookie(Call const& call, std::string_view name, std::string_view value, seconds age) {
    call.answer.header("Set-Cookie",
                       fmt::format("{}={}; Path=/waiting-room; Max-Age={}; HttpOnly; SameSite=Lax{}", name, value,
                                   age.count(), call.services.gate.closed() ? "; Secure" : ""));
}

// "http://host:port" without the scheme.
std::string_view authority_of(std::string_view origin) {
    auto const end = origin.find("://");
    return end == std::string_view::npos ? std::string_view{} : origin.substr(end + 3);
}

}  // namespace

std::optional<Visitor> visitor_of(Call const& call) {
    auto const& signer = call.services.signer;
    auto const who = signer.read_access_token(cookie(call.request, user_cookie), call.now);
    if (!who) return std::nullopt;
    Visitor visitor{.user = who->user};
    // As of the beginning: one that has ended still says that the fan was inside.
    auto const where =
        signer.read_line_token(cookie(call.request, line_cookie), call.services.line.id(), Instant::min());
    if (!where) return visitor;
    if (auto const* ticket = std::get_if<identity::PlaceTicket>(&*where)) {
        if (ticket->user == visitor.user) visitor.place = ticket->place;
    } else if (auto const& pass = std::get<identity::LinePass>(*where); pass.user == visitor.user) {
        visitor.pass = pass;
    }
    return visitor;
}

void remember_user(Call const& call, UserId user) {
    auto const& services = call.services;
    auto token = services.gate.access_token(user, call.now);
    if (!token) token = services.signer.sign(identity::AccessToken{user, call.now, call.now + kept});
    set_cookie(call, user_cookie, *token, kept);
}

void remember_line(Call const& call, std::string_view token) { set_cookie(call, line_cookie, token, kept); }

void forget_line(Call const& call) { set_cookie(call, line_cookie, "", seconds{0}); }

bool brings_cookies(http::Request const& request) { return !cookie(request, user_cookie).empty(); }

void say_next(Call const& call, std::string_view what) { set_cookie(call, said_cookie, what, said_kept); }

std::string_view take_said(Call const& call) {
    auto const said = cookie(call.request, said_cookie);
    if (!said.empty()) set_cookie(call, said_cookie, "", seconds{0});
    return said;
}

bool comes_from_elsewhere(http::Request const& request) {
    if (auto const site = request.field("Sec-Fetch-Site")) return *site != "same-origin";
    auto const origin = request.field("Origin");
    if (!origin) return false;  // no browser of today; the cookies do not come with a form of another site anyway
    auto const authority = authority_of(*origin);
    return !boost::beast::iequals({authority.data(), authority.size()}, {request.host.data(), request.host.size()});
}

}  // namespace onsale::api::html
