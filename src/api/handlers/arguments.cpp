#include "api/handlers/arguments.h"

#include <algorithm>
#include <charconv>

#include <boost/beast/core/string.hpp>
#include <boost/url/encoding_opts.hpp>
#include <boost/url/pct_string_view.hpp>

#include "domain/limits.h"
#include "shown_text/shown_text.h"

namespace onsale::api {
namespace {

// Nullopt: a broken escape. Boost.URL 1.81's own parse_query reads past the end of a value that is followed by other
// text, so the pairs are split here and only decoded there.
std::optional<std::string> decoded(std::string_view text, bool space_as_plus = true) {
    auto const checked = boost::urls::make_pct_string_view({text.data(), text.size()});
    if (!checked) return std::nullopt;
    boost::urls::encoding_opts options;
    options.space_as_plus = space_as_plus;
    return checked->decode(options);
}

// Takes what stands before the separator off the text, without the blanks around it.
std::string_view next_item(std::string_view& text, char separator) {
    auto const end = text.find(separator);
    auto item = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    return item.substr(0, item.find_last_not_of(" \t") + 1);
}

}  // namespace

Problem Query::fault(std::string_view name, std::string detail) {
    // A name of the client's own making may not even be UTF-8: what cannot stand in an answer is left out.
    bool const plain = std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7f; });
    return {.type = ProblemType::invalid_request,
            .detail = "",
            .errors = {{fmt::format("?{}", plain ? name : ""), std::move(detail)}}};
}

std::expected<Query, Problem> Query::read(http::Request const& request, std::initializer_list<std::string_view> known) {
    return read_pairs(request.query, known);
}

std::expected<Query, Problem> Query::read_form(http::Request const& request,
                                               std::initializer_list<std::string_view> known) {
    constexpr std::string_view wanted = "application/x-www-form-urlencoded";
    auto parameters = request.content_type;
    auto const type = next_item(parameters, ';');
    if (!boost::beast::iequals({type.data(), type.size()}, {wanted.data(), wanted.size()})) {
        return std::unexpected(
            Problem{ProblemType::unsupported_media_type, "Send the form as application/x-www-form-urlencoded."});
    }
    return read_pairs(request.body, known);
}

std::expected<Query, Problem> Query::read_pairs(std::string_view rest, std::initializer_list<std::string_view> known) {
    Query query;
    while (!rest.empty()) {
        auto const pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        auto const equals = pair.find('=');
        auto const name = decoded(pair.substr(0, equals));
        auto const value = decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
        if (!name || !value) return std::unexpected(fault("", "has a broken %-escape"));
        if (std::ranges::find(known, *name) == known.end()) return std::unexpected(fault(*name, "is not known here"));
        if (query.get(*name)) return std::unexpected(fault(*name, "comes more than once"));
        query.values_.emplace_back(*name, *value);
    }
    return query;
}

std::optional<std::string> Query::find(http::Request const& request, std::string_view name) {
    for (auto rest = request.query; !rest.empty();) {
        auto const pair = next_item(rest, '&');
        auto const equals = pair.find('=');
        if (equals != std::string_view::npos && decoded(pair.substr(0, equals)) == name)
            return decoded(pair.substr(equals + 1));
    }
    return std::nullopt;
}

std::optional<std::string_view> Query::get(std::string_view name) const {
    for (auto const& [key, value] : values_) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::expected<Operator, Problem> operator_of(http::Request const& request) {
    auto const field = request.field("Operator");
    if (!field) return Operator{};
    auto const fault = [](std::string detail) {
        return std::unexpected(
            Problem{.type = ProblemType::invalid_request, .detail = "", .errors = {{"Operator", std::move(detail)}}});
    };
    auto name = decoded(*field, false);
    if (!name) return fault("has a broken %-escape");
    if (name->size() > limits::longest_operator) {
        return fault(fmt::format("must be at most {} bytes long", limits::longest_operator));
    }
    if (!shown_text::is_utf8(*name)) return fault("must be percent-encoded UTF-8");
    if (auto said = shown_text::fault_in(*name)) return fault(*std::move(said));
    if (shown_text::shows_nothing(*name)) return fault("must not be blank");
    return Operator{shown_text::composed(*name)};
}

namespace {

// Of a coding's parameters; 1 when it is not said.
double quality_of(std::string_view parameters) {
    double quality = 1;
    while (!parameters.empty()) {
        auto const parameter = next_item(parameters, ';');
        if (!boost::beast::iequals({parameter.data(), std::min<std::size_t>(parameter.size(), 2)}, "q=")) continue;
        std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), quality);
    }
    return quality;
}

}  // namespace

bool has_etag(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        auto item = next_item(if_none_match, ',');
        if (item == "*") return true;
        if (item.starts_with("W/")) item.remove_prefix(2);
        if (item == etag) return true;
    }
    return false;
}

// By hand: Beast 1.81's ext_list gives a coding without parameters those of the coding before it.
bool takes_coding(std::string_view accept_encoding, std::string_view wanted) {
    std::optional<bool> any;  // what "*" says, for codings that are not named
    while (!accept_encoding.empty()) {
        auto parameters = next_item(accept_encoding, ',');
        auto const coding = next_item(parameters, ';');
        if (boost::beast::iequals({coding.data(), coding.size()}, {wanted.data(), wanted.size()}))
            return quality_of(parameters) > 0;
        if (coding == "*") any = quality_of(parameters) > 0;
    }
    return any.value_or(false);
}

}  // namespace onsale::api
