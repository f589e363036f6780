#include "infrastructure/postgres/fresh_database.h"

#include <atomic>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string_view>

#include <boost/url.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "infrastructure/postgres/sale/migrations.h"
#include "infrastructure/postgres/sale/schema.h"

namespace onsale::postgres {
namespace {

std::string server() {
    auto const* const url = std::getenv("ONSALE_TEST_POSTGRES");
    if (url == nullptr) {
        throw std::runtime_error("ONSALE_TEST_POSTGRES is not set: run this by script/with-servers COMMAND...");
    }
    return url;
}

std::string url_of(std::string const& database) {
    boost::urls::url url(server());
    url.set_path("/" + database);
    return std::string(url.buffer());
}

void run_on(std::string const& url, std::string const& sql) {
    Connection connection(url);
    connection.ensure_open();
    connection.run_script(sql.c_str());
}

// One for all tests of this schema; every test program may be the one that makes it.
std::string migrated_template() {
    std::size_t print = 0;
    for (auto const& step : migrations()) print = print * 31 + std::hash<std::string_view>{}(step.sql);
    auto const name = fmt::format("onsale_template_{:x}", print);
    Connection connection(server(), {.lock_timeout = std::chrono::seconds{60}, .settings = {}});
    connection.ensure_open();
    connection.run_script("SELECT pg_advisory_lock(1)");  // until the session ends
    auto const find = fmt::format("SELECT FROM pg_database WHERE datname = '{}'", name);
    if (connection.ask({"", find.c_str()}).size() == 0) {
        auto const draft = name + "_draft";
        connection.run_script(fmt::format("DROP DATABASE IF EXISTS {}", draft).c_str());
        connection.run_script(fmt::format("CREATE DATABASE {}", draft).c_str());
        migrate(url_of(draft));
        connection.run_script(fmt::format("ALTER DATABASE {} RENAME TO {}", draft, name).c_str());
    }
    return name;
}

std::string fresh_name() {
    static std::atomic<int> last{0};
    return fmt::format("onsale_test_{}_{}", getpid(), ++last);
}

}  // namespace

FreshDatabase::FreshDatabase(Schema schema) : name_(fresh_name()) {
    auto const from = schema == Schema::newest ? migrated_template() : "template0";
    run_on(server(), fmt::format("CREATE DATABASE {} TEMPLATE {}", name_, from));
}

FreshDatabase::~FreshDatabase() {
    try {
        run_on(server(), fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
    } catch (std::exception const& fault) {
        fmt::print(stderr, "{} is left behind: {}\n", name_, fault.what());
    }
}

std::string FreshDatabase::url() const { return url_of(name_); }

std::string FreshDatabase::url_with_a_dead_host() const {
    boost::urls::url const there(server());
    return fmt::format("postgresql://onsale@127.0.0.1:1,{}/{}", std::string(there.encoded_host_and_port()), name_);
}

void FreshDatabase::run(std::string const& sql) const { run_on(url(), sql); }

void FreshDatabase::take_no_writes(bool none) const {
    run_on(server(), fmt::format("ALTER DATABASE {} SET default_transaction_read_only = {}", name_, none));
}

void FreshDatabase::take_no_connections(bool none) const {
    run_on(server(), fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS {}", name_, !none));
    if (!none) return;
    run_on(server(),
           fmt::format("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{}'", name_));
}

std::int64_t FreshDatabase::number(std::string const& sql) const {
    Connection connection(url());
    connection.ensure_open();
    return connection.ask({"", sql.c_str()})[0].integer(0);
}

void FreshDatabase::terminate(std::int64_t backend) const {
    // Waits until it is gone.
    run_on(server(), fmt::format("SELECT pg_terminate_backend({}, 10000)", backend));
}

}  // namespace onsale::postgres
