#include "app/config/value_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "http/address.h"

namespace onsale::config {

namespace {

constexpr std::array phases{Phase::dev, Phase::cbt, Phase::prod};
constexpr std::array accept_clocks{AcceptClock::no, AcceptClock::yes};
constexpr std::array log_levels{LogLevel::debug, LogLevel::info, LogLevel::warn, LogLevel::error, LogLevel::off};

// Decimal digits only, with a minus at most: no spaces, no plus, no fraction.
std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

template <class Choice, std::size_t N>
bool choose(std::array<Choice, N> const& choices, std::string_view text, Choice& into) {
    for (auto const choice : choices) {
        if (to_string(choice) != text) continue;
        into = choice;
        return true;
    }
    return false;
}

bool is_address(std::string const& host, int family) {
    std::array<std::uint8_t, sizeof(in6_addr)> bytes{};
    return inet_pton(family, host.c_str(), bytes.data()) == 1;
}

std::optional<ListenAddress> listen_address(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto const port = whole_number(text.substr(colon + 1));
    if (!port || *port < 0 || *port > 65'535) return std::nullopt;
    std::string host(text.substr(0, colon));
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        if (!is_address(host, AF_INET6)) return std::nullopt;
    } else if (host != "localhost" && !is_address(host, AF_INET)) {
        return std::nullopt;
    }
    return ListenAddress{.host = std::move(host), .port = static_cast<std::uint16_t>(*port)};
}

// Reads the text into a value of the member's type; false: it is not one.
struct Reader {
    Descriptor const& setting;
    std::string_view text;
    Settings& into;

    bool operator()(Phase Settings::*member) const { return choose(phases, text, into.*member); }
    bool operator()(AcceptClock Settings::*member) const { return choose(accept_clocks, text, into.*member); }
    bool operator()(LogLevel Settings::*member) const { return choose(log_levels, text, into.*member); }
    bool operator()(ListenAddress Settings::*member) const {
        auto address = listen_address(text);
        if (address) into.*member = std::move(*address);
        return address.has_value();
    }
    bool operator()(std::filesystem::path Settings::*member) const {
        if (text.empty() || text.find('\0') != std::string_view::npos) return false;
        into.*member = std::filesystem::path(text);
        return true;
    }
    bool operator()(PagesPath Settings::*member) const {
        if (text.empty() || text.find('\0') != std::string_view::npos) return false;
        (into.*member).path = std::filesystem::path(text);
        return true;
    }
    bool operator()(AddressList Settings::*member) const {
        if (!http::parse_ranges(text)) return false;
        (into.*member).text = text;
        return true;
    }
    bool operator()(Secret Settings::*member) const {
        if (!within(static_cast<std::int64_t>(text.size()))) return false;
        (into.*member).bytes = text;
        return true;
    }
    bool operator()(StoreUrl Settings::*member) const {
        return read_url({"postgresql://", "postgres://"}, (into.*member).text);
    }
    bool operator()(LineUrl Settings::*member) const {
        return read_url({"redis://", "rediss://", "redis+sentinel://", "redis+cluster://"}, (into.*member).text);
    }
    template <class Number>
    bool operator()(Number Settings::*member) const {
        auto const number = whole_number(text);
        if (!number || !within(*number)) return false;
        into.*member = static_cast<Number>(*number);
        return true;
    }

  private:
    // What comes after the scheme is for the client library of the service to read.
    bool read_url(std::initializer_list<std::string_view> schemes, std::string& url) const {
        auto const fits = [&](auto scheme) { return text.starts_with(scheme) && text.size() > scheme.size(); };
        bool const printable = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
        if (!printable || std::ranges::none_of(schemes, fits)) return false;
        url = text;
        return true;
    }
    bool within(std::int64_t number) const { return setting.smallest <= number && number <= setting.largest; }
};

struct Shower {
    Settings const& settings;

    std::string operator()(Phase Settings::*member) const { return std::string(to_string(settings.*member)); }
    std::string operator()(AcceptClock Settings::*member) const { return std::string(to_string(settings.*member)); }
    std::string operator()(LogLevel Settings::*member) const { return std::string(to_string(settings.*member)); }
    std::string operator()(ListenAddress Settings::*member) const { return (settings.*member).to_string(); }
    std::string operator()(std::filesystem::path Settings::*member) const { return (settings.*member).string(); }
    std::string operator()(PagesPath Settings::*member) const {
        auto const& pages = settings.*member;
        return pages.set() ? pages.path.string() : "not set";
    }
    std::string operator()(AddressList Settings::*member) const {
        auto const& list = (settings.*member).text;
        return list.empty() ? "none" : list;
    }
    std::string operator()(seconds Settings::*member) const { return fmt::format("{} s", (settings.*member).count()); }
    std::string operator()(Secret Settings::*member) const {
        auto const& secret = settings.*member;
        return secret.set() ? fmt::format("set ({} bytes)", secret.bytes.size()) : "not set";
    }
    std::string operator()(StoreUrl Settings::*member) const { return (settings.*member).shown(); }
    std::string operator()(LineUrl Settings::*member) const { return (settings.*member).shown(); }
    template <class Number>
    std::string operator()(Number Settings::*member) const {
        return fmt::format("{}", settings.*member);
    }
};

struct Wanted {
    Descriptor const& setting;

    std::string operator()(Phase Settings::*) const { return "dev, cbt or prod"; }
    std::string operator()(AcceptClock Settings::*) const { return "yes or no"; }
    std::string operator()(LogLevel Settings::*) const { return "debug, info, warn, error or off"; }
    std::string operator()(ListenAddress Settings::*) const {
        return "an address and a port, as 127.0.0.1:8080, [::1]:8080 or localhost:8080";
    }
    std::string operator()(std::filesystem::path Settings::*) const { return "a path"; }
    std::string operator()(PagesPath Settings::*) const { return "a path"; }
    std::string operator()(AddressList Settings::*) const {
        return "addresses and networks with commas between them, as 192.0.2.1, 10.0.0.0/8";
    }
    std::string operator()(Secret Settings::*) const {
        return fmt::format("{} to {} bytes long", setting.smallest, setting.largest);
    }
    std::string operator()(StoreUrl Settings::*) const { return "a URL such as postgresql://onsale@db/onsale"; }
    std::string operator()(LineUrl Settings::*) const {
        return "a URL such as redis://cache, redis+sentinel://s1,s2,s3/main or redis+cluster://n1,n2,n3";
    }
    template <class Number>
    std::string operator()(Number Settings::*) const {
        return fmt::format("a whole number from {} to {}", setting.smallest, setting.largest);
    }
};

}  // namespace

std::optional<std::string> read_value(Descriptor const& setting, std::string_view text, Settings& into) {
    if (std::visit(Reader{setting, text, into}, setting.member)) return std::nullopt;
    // A URL that is not one may be a password that went astray.
    bool const hidden = setting.secret() || std::holds_alternative<StoreUrl Settings::*>(setting.member) ||
                        std::holds_alternative<LineUrl Settings::*>(setting.member);
    auto const given = hidden ? fmt::format("{} bytes", text.size()) : fmt::format("\"{}\"", text);
    return fmt::format("must be {}, is {}", wanted(setting), given);
}

std::string wanted(Descriptor const& setting) { return std::visit(Wanted{setting}, setting.member); }

std::string show_value(Descriptor const& setting, Settings const& settings) {
    return std::visit(Shower{settings}, setting.member);
}

}  // namespace onsale::config
