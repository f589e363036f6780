#include "infrastructure/postgres/session.h"

#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "application/storage_fault.h"

namespace onsale::postgres {
namespace {

struct FreeSettings {
    void operator()(PQconninfoOption* settings) const noexcept { PQconninfoFree(settings); }
};

// What the URL itself says that we have to know.
struct UrlSays {
    bool several_hosts = false;
    bool which_host = false;  // target_session_attrs
    std::string options;
};

// libpq's own message would quote a piece of the URL, and with it, perhaps, of the password.
[[noreturn]] void refuse_url() {
    throw StorageFault(
        "PostgreSQL: the URL cannot be read; in names and passwords, / : @ and the like are written %XX");
}

UrlSays read_url(std::string const& url) {
    std::unique_ptr<PQconninfoOption, FreeSettings> const settings(PQconninfoParse(url.c_str(), nullptr));
    if (!settings) refuse_url();
    UrlSays says;
    for (auto const* each = settings.get(); each->keyword != nullptr; ++each) {
        if (each->val == nullptr) continue;
        std::string_view const keyword = each->keyword;
        std::string_view const value = each->val;
        if (keyword == "host" || keyword == "hostaddr") {
            if (value.find('@') != value.npos) refuse_url();  // a password that was not written with %40
            says.several_hosts |= value.find(',') != value.npos;
        } else if (keyword == "port") {
            if (value.find_first_not_of("0123456789,") != value.npos) refuse_url();  // one with / for %2F
        } else if (keyword == "target_session_attrs") {
            says.which_host = true;
        } else if (keyword == "options") {
            says.options = value;
        }
    }
    return says;
}

}  // namespace

void CloseSession::operator()(pg_conn* session) const noexcept { PQfinish(session); }

Session open_session(std::string const& url, SessionOptions const& options) {
    auto const says = read_url(url);
    // The first word that the server reads on a setting counts for less than a later one: the URL's come last.
    auto const settings =
        fmt::format("-c lock_timeout={} -c idle_in_transaction_session_timeout={} {} {}", options.lock_timeout.count(),
                    options.idle_in_transaction_timeout.count(), options.settings, says.options);
    // libpq takes the last that is said of a keyword: ours before `dbname`, which is the URL, can be overruled by it.
    std::vector<char const*> keywords{
        "connect_timeout",  "application_name", "client_encoding", "keepalives_idle", "keepalives_interval",
        "keepalives_count", "tcp_user_timeout", "dbname",          "options"};
    std::vector<char const*> values{"2", "onsale", "UTF8", "5", "2", "3", "10000", url.c_str(), settings.c_str()};
    if ((says.several_hosts || options.writes) && !says.which_host) {
        keywords.push_back("target_session_attrs");
        values.push_back("read-write");
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);

    Session session(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (!session) throw StorageFault("PostgreSQL: out of memory");
    if (PQstatus(session.get()) != CONNECTION_OK) {
        std::string_view what = PQerrorMessage(session.get());
        while (what.ends_with('\n')) what.remove_suffix(1);
        throw StoreAway(fmt::format("PostgreSQL: {}", what));
    }
    PQsetNoticeReceiver(
        session.get(), [](void*, PGresult const*) {}, nullptr);
    if (PQsetnonblocking(session.get(), 1) != 0 || PQenterPipelineMode(session.get()) != 1) {
        throw StorageFault("PostgreSQL: no pipeline mode");
    }
    return session;
}

}  // namespace onsale::postgres
