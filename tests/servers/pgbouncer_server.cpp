#include "servers/pgbouncer_server.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include "infrastructure/postgres/connection.h"
#include "servers/redis_server.h"
#include "support/eventually.h"

extern char** environ;

namespace onsale::tests {

PgBouncer::PgBouncer(PostgresServer const& server, Mode mode) : port_(free_port()) {
    using std::filesystem::perms;
    std::filesystem::permissions(folder_.path(), perms::owner_all | perms::group_exec | perms::others_exec);
    std::array<std::string, 5> words{ONSALE_TESTS_DIR "/servers/pgbouncer", (folder_ / "pool").string(),
                                     std::to_string(port_), std::to_string(server.port()),
                                     mode == Mode::session ? "session" : "transaction"};
    std::array<char*, 6> pointers{};
    for (std::size_t i = 0; i < words.size(); ++i) pointers[i] = words[i].data();
    auto const output = folder_ / "log";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    auto const error = posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::system_category(), words[0]);
    auto const answers = [&] {
        try {
            postgres::Connection(url()).ensure_open();
            return true;
        } catch (StorageFault const&) {
            return false;
        }
    };
    if (eventually(answers)) return;
    std::ifstream log(output);
    throw std::runtime_error("a PgBouncer does not start: " + std::string(std::istreambuf_iterator<char>(log), {}));
}

PgBouncer::~PgBouncer() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

std::string PgBouncer::url() const { return fmt::format("postgresql://onsale@127.0.0.1:{}/onsale", port_); }

}  // namespace onsale::tests
