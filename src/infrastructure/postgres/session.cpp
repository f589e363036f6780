#include "infrastructure/postgres/session.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include "application/storage_fault.h"
#include "infrastructure/postgres/libpq_result.h"

namespace onsale::postgres {
namespace {

using std::chrono::steady_clock;

// For a host to accept the connection, and for each of the questions that a session begins with. What may wait long for
// its answers, as a start and an import, also waits for a busy server; a fan's write does not.
constexpr std::chrono::seconds shortest_greeting{2};
constexpr std::chrono::seconds longest_greeting{10};

std::chrono::seconds greeting_timeout(SessionOptions const& options) {
    return std::clamp(std::chrono::ceil<std::chrono::seconds>(options.answer_timeout), shortest_greeting,
                      longest_greeting);
}

struct FreeSettings {
    void operator()(PQconninfoOption* settings) const noexcept { PQconninfoFree(settings); }
};

// What the URL itself says that we have to know.
struct UrlSays {
    std::vector<std::string> hosts;  // each the whole URL, with this host alone
    bool which_host = false;         // target_session_attrs
    std::string options;
};

// libpq's own message would quote a piece of the URL, and with it, perhaps, of the password.
[[noreturn]] void refuse_url() {
    throw StorageFault(
        "PostgreSQL: the URL cannot be read; in names and passwords, / : @ and the like are written %XX");
}

std::vector<std::string> parts_of(std::string_view list) {
    std::vector<std::string> parts;
    for (;;) {
        auto const end = list.find(',');
        parts.emplace_back(list.substr(0, end));
        if (end == list.npos) return parts;
        list.remove_prefix(end + 1);
    }
}

// The keywords that may name several hosts, in step with each other.
constexpr std::array<std::string_view, 3> of_each_host{"host", "hostaddr", "port"};

std::string keyword_and_value(std::string_view keyword, std::string_view value) {
    std::string text = fmt::format("{}='", keyword);
    for (char const c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "' ";
}

UrlSays read_url(std::string const& url) {
    std::unique_ptr<PQconninfoOption, FreeSettings> const settings(PQconninfoParse(url.c_str(), nullptr));
    if (!settings) refuse_url();
    UrlSays says;
    std::string common;
    std::array<std::vector<std::string>, of_each_host.size()> lists;
    std::size_t hosts = 1;
    for (auto const* each = settings.get(); each->keyword != nullptr; ++each) {
        if (each->val == nullptr) continue;
        std::string_view const keyword = each->keyword;
        std::string_view const value = each->val;
        // A password that was not written with %40, or one with / for %2F.
        if ((keyword == "host" || keyword == "hostaddr") && value.find('@') != value.npos) refuse_url();
        if (keyword == "port" && value.find_first_not_of("0123456789,") != value.npos) refuse_url();
        if (auto const* const list = std::ranges::find(of_each_host, keyword); list != of_each_host.end()) {
            auto& parts = lists[static_cast<std::size_t>(list - of_each_host.begin())] = parts_of(value);
            if (keyword != "port") hosts = std::max(hosts, parts.size());
            continue;
        }
        if (keyword == "target_session_attrs") says.which_host = true;
        if (keyword == "options") says.options = value;
        common += keyword_and_value(keyword, value);
    }
    for (std::size_t host = 0; host < hosts; ++host) {
        auto text = common;
        for (std::size_t i = 0; i < lists.size(); ++i) {
            auto const& parts = lists[i];
            if (parts.empty() || (parts.size() != 1 && parts.size() != hosts)) continue;
            text += keyword_and_value(of_each_host[i], parts[parts.size() == 1 ? 0 : host]);
        }
        says.hosts.push_back(std::move(text));
    }
    return says;
}

[[noreturn]] void away(std::string_view what) {
    throw StoreAway(fmt::format("PostgreSQL: {}", without_end_of_line(what)));
}

// `which`: of target_session_attrs; empty: as the URL says.
Session connect(std::string const& url, char const* which, std::chrono::seconds patience) {
    // libpq takes the last that is said of a keyword: ours before `dbname`, which is the URL, can be overruled by it.
    std::vector<char const*> keywords{"connect_timeout",     "application_name", "client_encoding",  "keepalives_idle",
                                      "keepalives_interval", "keepalives_count", "tcp_user_timeout", "dbname"};
    auto const connect_timeout = std::to_string(patience.count());
    std::vector<char const*> values{connect_timeout.c_str(), "onsale", "UTF8", "5", "2", "3", "10000", url.c_str()};
    if (*which != '\0') {
        keywords.push_back("target_session_attrs");
        values.push_back(which);
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    Session session(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (!session) throw StorageFault("PostgreSQL: out of memory");
    if (PQstatus(session.get()) != CONNECTION_OK) away(PQerrorMessage(session.get()));
    PQsetNoticeReceiver(
        session.get(), [](void*, PGresult const*) {}, nullptr);
    if (PQsetnonblocking(session.get(), 1) != 0) throw StorageFault("PostgreSQL: no non-blocking mode");
    return session;
}

// Nullopt: the server refuses the statement. Errors: StoreAway, also when it takes too long.
std::optional<Result> asked(PGconn* session, std::string const& sql, std::chrono::seconds patience) {
    auto const deadline = steady_clock::now() + patience;
    if (PQsendQuery(session, sql.c_str()) != 1) away(PQerrorMessage(session));
    std::optional<Result> answer;
    for (bool refused = false;;) {
        auto const unsent = PQflush(session);
        if (PQstatus(session) != CONNECTION_OK) away(PQerrorMessage(session));
        if (PQisBusy(session) == 0) {
            Result result(PQgetResult(session));
            if (!result) return refused ? std::nullopt : std::move(answer);
            refused |= PQresultStatus(result.get()) != PGRES_TUPLES_OK;
            answer = std::move(result);
            continue;
        }
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
        pollfd socket{PQsocket(session), static_cast<short>(unsent == 1 ? POLLIN | POLLOUT : POLLIN), 0};
        if (left <= 0 || (poll(&socket, 1, static_cast<int>(left)) < 0 && errno != EINTR)) away("no answer in time");
        PQconsumeInput(session);
    }
}

struct Setting {
    std::string name;
    std::string value;
};

// Of "-c NAME=VALUE -c ...".
void add_settings(std::string_view text, std::vector<Setting>& to) {
    while (!text.empty()) {
        auto const word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (auto const equals = word.find('='); equals != word.npos) {
            to.push_back({std::string(word.substr(0, equals)), std::string(word.substr(equals + 1))});
        }
    }
}

// Ours, without those that the URL sets by itself.
std::vector<Setting> settings_of(SessionOptions const& options, UrlSays const& says) {
    std::vector<Setting> all{
        {"lock_timeout", std::to_string(options.lock_timeout.count())},
        {"idle_in_transaction_session_timeout", std::to_string(options.idle_in_transaction_timeout.count())}};
    add_settings(options.settings, all);
    std::erase_if(all, [&](Setting const& each) { return says.options.find(each.name + "=") != std::string::npos; });
    return all;
}

// A pooler has a process number of its own, other than that of the server's session at its other end.
void set_up(OpenedSession& opened, std::vector<Setting> const& settings, std::chrono::seconds patience) {
    auto* const session = opened.session.get();
    auto const own = fmt::format("pg_backend_pid() = {}", PQbackendPID(session));
    auto at_once = fmt::format("SELECT {}", own);
    std::string each_time;
    for (auto const& [name, value] : settings) {
        at_once += fmt::format(", CASE WHEN {} THEN set_config('{}', '{}', false) END", own, name, value);
        each_time += fmt::format("{} set_config('{}', '{}', true)", each_time.empty() ? "SELECT" : ",", name, value);
    }
    auto const answer = asked(session, at_once, patience);
    if (!answer) throw StorageFault(fmt::format("PostgreSQL: {}", without_end_of_line(PQerrorMessage(session))));
    bool const pooled = *PQgetvalue(answer->get(), 0, 0) != 't';
    if (pooled) opened.settings_of_each_transaction = std::move(each_time);
}

History history_of(PGconn* session, std::chrono::seconds patience) {
    auto answer = asked(session, "SELECT " ONSALE_HISTORY_COLUMNS, patience);
    if (!answer) answer = asked(session, "SELECT " ONSALE_HISTORY_COLUMNS_WITHOUT_CONTROL, patience);
    if (!answer) throw StorageFault("PostgreSQL: the server does not say which history it has");
    return {.system = PQgetvalue(answer->get(), 0, 0),
            .timeline = std::strtoll(PQgetvalue(answer->get(), 0, 1), nullptr, 10)};
}

OpenedSession open_one(std::string const& url, char const* which, SessionOptions const& options, UrlSays const& says) {
    auto const patience = greeting_timeout(options);
    OpenedSession opened{.session = connect(url, which, patience), .history = {}, .settings_of_each_transaction = {}};
    auto* const session = opened.session.get();
    set_up(opened, settings_of(options, says), patience);
    if (options.guard) {
        opened.history = history_of(session, patience);
        if (!options.guard->met(opened.history)) {
            away(
                fmt::format("the server at {}:{} is an old primary (timeline {}), and the new one takes writes: it has "
                            "to be fenced; nothing is written to it",
                            PQhost(session), PQport(session), opened.history.timeline));
        }
    }
    if (PQenterPipelineMode(session) != 1) throw StorageFault("PostgreSQL: no pipeline mode");
    return opened;
}

}  // namespace

void CloseSession::operator()(pg_conn* session) const noexcept { PQfinish(session); }

OpenedSession open_session(std::string const& url, SessionOptions const& options) {
    auto const says = read_url(url);
    if (says.which_host) return open_one(url, "", options, says);
    bool const several = says.hosts.size() > 1;
    if (!several) return open_one(url, options.writes ? "read-write" : "", options, says);
    std::string why;
    for (auto const& host : says.hosts) {
        try {
            return open_one(host, "read-write", options, says);
        } catch (StoreAway const& fault) {
            why += fmt::format("{}{}", why.empty() ? "" : "; ", fault.what());
        }
    }
    throw StoreAway(why);
}

std::vector<std::string> urls_of_hosts(std::string const& url) {
    auto urls = read_url(url).hosts;
    for (auto& each : urls) each += "target_session_attrs='any'";
    return urls;
}

}  // namespace onsale::postgres
