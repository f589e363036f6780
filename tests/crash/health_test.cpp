// `onsale health`, which containers are looked after by.
#include <csignal>

#include <gtest/gtest.h>

#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {
namespace {

TEST(Health, is_good_while_a_server_is_ready_and_bad_when_none_answers_in_time) {
    TemporaryFolder const folder;
    OnsaleProcess server(ONSALE_BINARY,
                         {"serve", "--listen", "127.0.0.1:0", "--data", (folder.path() / "data").string()},
                         folder.path() / "log");
    auto const url = "http://127.0.0.1:" + std::to_string(server.port());
    auto const ask = [&] { return run(ONSALE_BINARY, {"health", url}); };
    auto const good = ask();
    EXPECT_EQ(good.exit_code, 0) << good.output;
    EXPECT_NE(good.output.find("200 OK"), std::string::npos) << good.output;
    server.signal(SIGSTOP);
    EXPECT_EQ(ask().exit_code, 1) << "it hangs";
    server.signal(SIGKILL);
    server.exit_code();
    EXPECT_EQ(ask().exit_code, 1) << "it is gone";
    EXPECT_EQ(run(ONSALE_BINARY, {"health", "https://127.0.0.1"}).exit_code, 1) << "plain HTTP alone";
}

}  // namespace
}  // namespace onsale::tests
