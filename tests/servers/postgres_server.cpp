#include "servers/postgres_server.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include "infrastructure/postgres/connection.h"
#include "servers/redis_server.h"
#include "support/onsale_process.h"

extern char** environ;

namespace onsale::tests {
namespace {

constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds glance{20};

}  // namespace

PostgresServer::PostgresServer(PostgresServer const* primary) : port_(free_port()) {
    // Where root runs the test, PostgreSQL's own user passes through.
    using std::filesystem::perms;
    std::filesystem::permissions(folder_.path(), perms::owner_all | perms::group_exec | perms::others_exec);
    if (primary != nullptr) copy(*primary);
    start();
}

PostgresServer::~PostgresServer() { kill(); }

std::string PostgresServer::url() const { return fmt::format("postgresql://onsale@127.0.0.1:{}/onsale", port_); }

std::string PostgresServer::url_or(PostgresServer const& other) const {
    return fmt::format("postgresql://onsale@127.0.0.1:{},127.0.0.1:{}/onsale", port_, other.port_);
}

// -R writes standby.signal and where the primary is.
void PostgresServer::copy(PostgresServer const& primary) const {
    auto const copied =
        tests::run("/usr/bin/env", {"pg_basebackup", "--host=127.0.0.1", "--port=" + std::to_string(primary.port_),
                                    "--username=onsale", "--pgdata=" + folder(), "--write-recovery-conf", "--no-sync",
                                    "--checkpoint=fast", "--wal-method=stream"});
    if (copied.exit_code != 0) throw std::runtime_error("pg_basebackup: " + copied.output);
}

void PostgresServer::kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

void PostgresServer::start() {
    spawn();
    wait_until_it_answers();
}

void PostgresServer::spawn() {
    std::vector<std::string> words{ONSALE_TESTS_DIR "/servers/postgres", folder(), std::to_string(port_), "fsync=off",
                                   "max_connections=100"};
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    auto const output = folder_ / "log";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    auto const error = posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::system_category(), words[0]);
}

// The sessions of one that was killed end a moment after it; until then the next one refuses to start.
void PostgresServer::wait_until_it_answers() {
    auto const end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        try {
            postgres::Connection connection(url());
            connection.ensure_open();
            return;
        } catch (StoreAway const&) {
        }
        std::this_thread::sleep_for(glance);
        if (waitpid(pid_, nullptr, WNOHANG) == pid_) spawn();
    }
    std::ifstream log(folder_ / "log");
    throw std::runtime_error("a PostgreSQL does not start: " + std::string(std::istreambuf_iterator<char>(log), {}));
}

void PostgresServer::run(std::string const& sql) const {
    postgres::Connection connection(url());
    connection.ensure_open();
    connection.run_script(sql.c_str());
}

std::int64_t PostgresServer::number(std::string const& sql) const {
    postgres::Connection connection(url());
    connection.ensure_open();
    return connection.ask({"", sql.c_str()})[0].integer(0);
}

}  // namespace onsale::tests
