#include "api/html/markup.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <fmt/format.h>

namespace onsale::api::html {

std::string escaped(std::string_view text) {
    std::string html;
    html.reserve(text.size());
    for (char const c : text) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += c;
        }
    }
    return html;
}

std::string url_encoded(std::string_view text) {
    return boost::urls::encode({text.data(), text.size()}, boost::urls::unreserved_chars);
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string page(Frame const& frame, std::string_view body) {
    auto const& words = words_of(frame.language);
    auto const& others = words_of(other(frame.language));
    std::string refresh;
    if (frame.refresh) {
        refresh = fmt::format("<meta http-equiv=\"refresh\" content=\"{}; url=/waiting-room?lang={}\">\n",
                              frame.refresh->count(), words.code);
    }
    std::string said;
    if (!frame.said.empty()) said = fmt::format("<p class=\"said\" role=\"status\">{}</p>\n", escaped(frame.said));
    return fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{}"
        "<title>{}</title>\n<link rel=\"stylesheet\" href=\"/waiting-room/room.css\">\n</head>\n<body>\n"
        "<main>\n<h1>{}</h1>\n{}{}</main>\n"
        "<nav><a href=\"{}\" lang=\"{}\" hreflang=\"{}\">{}</a> <a href=\"/\">{}</a> <a href=\"/docs\">{}</a></nav>\n"
        "</body>\n</html>\n",
        words.code, refresh, words.title, words.title, said, body, escaped(frame.here + std::string(others.code)),
        others.code, others.code, others.name, words.to_full_page, words.api);
}

std::string button_form(std::string_view action, std::string_view fields, std::string_view label, bool quiet) {
    return fmt::format("<form method=\"post\" action=\"{}\">{}<button{}>{}</button></form>\n", escaped(action), fields,
                       quiet ? " class=\"quiet\"" : "", escaped(label));
}

std::string hidden(std::string_view name, std::string_view value) {
    return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, escaped(value));
}

}  // namespace onsale::api::html
