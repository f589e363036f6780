// A browser that runs no scripts, for the waiting room's pages.
#pragma once

#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <utility>

#include "support/api_client.h"
#include "support/fan.h"

namespace onsale::tests {

// Keeps cookies, follows the way back after a form.
class PlainBrowser {
  public:
    explicit PlainBrowser(ApiClient api) : api_(std::move(api)) {}

    Response open(std::string const& target) {
        return kept(api_.ask({.target = target, .more = cookie_line() + "Accept-Language: en\r\n"}));
    }
    Response send(std::string const& target, std::string const& form,
                  std::string const& more = "Sec-Fetch-Site: same-origin\r\n") {
        return kept(api_.ask({.method = "POST",
                              .target = target,
                              .more = cookie_line() + more + "Content-Type: application/x-www-form-urlencoded\r\n" +
                                      "Content-Length: " + std::to_string(form.size()) + "\r\n\r\n" + form}));
    }
    // Sends the form and opens the page that it leads to.
    std::string submit(std::string const& target, std::string const& form) {
        auto const answer = expect_status(send(target, form), 303);
        return expect_status(open(answer.fields.at("location")), 200).body;
    }

    // The same server after a restart: by another port.
    void go_on_at(ApiClient api) { api_ = std::move(api); }

    std::map<std::string, std::string> cookies;
    std::string last_set_cookie;

  private:
    std::string cookie_line() const {
        if (cookies.empty()) return {};
        std::string line = "Cookie: theme=dark";
        for (auto const& [name, value] : cookies) line += "; " + name + "=" + value;
        return line + "\r\n";
    }
    Response kept(Response answer) {
        std::regex const set("[Ss]et-[Cc]ookie: ([^=]+)=([^;]*);([^\r]*)");
        for (std::sregex_iterator at(answer.head.begin(), answer.head.end(), set), end; at != end; ++at) {
            last_set_cookie = (*at)[0];
            if ((*at)[2].length() == 0) {
                cookies.erase((*at)[1]);
            } else {
                cookies[(*at)[1]] = (*at)[2];
            }
        }
        return answer;
    }

    ApiClient api_;
};

// The first group of the pattern.
inline std::string found(std::string const& html, std::string const& pattern) {
    std::smatch match;
    if (!std::regex_search(html, match, std::regex(pattern))) throw std::runtime_error("no " + pattern + " in " + html);
    return match[1];
}

}  // namespace onsale::tests
