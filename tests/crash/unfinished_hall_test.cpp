// Kills a server, or an import, in the middle of putting a hall on sale, and looks at what is left.
#include <csignal>
#include <fstream>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/api_client.h"
#include "support/eventually.h"
#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {
namespace {

// Enough seats to be met half-way.
constexpr int rows = 600;
constexpr int seats_of_a_row = 100;

std::string large_plan() {
    std::string plan = R"({"format": "onsale-venue-plan/1", "name": "Stadium", "sections": [{"name": "S", "rows": [)";
    for (int row = 1; row <= rows; ++row) {
        plan += fmt::format(R"({}{{"name": "{}", "seats": [{{"from": 1, "to": {}}}]}})", row == 1 ? "" : ",", row,
                            seats_of_a_row);
    }
    return plan + "]}]}";
}

class UnfinishedHall : public testing::Test {
  protected:
    void start() {
        server_ = std::make_unique<OnsaleProcess>(
            ONSALE_BINARY, Arguments{"serve", "--listen", "127.0.0.1:0", "--data", data_}, folder_.path() / "log");
    }
    std::string audit() const {
        auto const audit = run(ONSALE_BINARY, {"audit", "--data", data_});
        EXPECT_EQ(audit.exit_code, 0) << audit.output;
        return audit.output;
    }
    bool is_half_way() const { return audit().find(" 1  concert dates being put on sale") != std::string::npos; }
    static Response upload(std::uint16_t port) {
        return ApiClient(port).ask(
            {.method = "POST",
             .target = "/operator/concert-dates",
             .body =
                 R"({"concert": {"singerName": "IU"}, "concertDate": "2099-01-01T19:00:00+09:00", "price": 500, "plan": )" +
                 large_plan() + "}",
             .more = "Idempotency-Key: stadium\r\n"});
    }
    std::size_t dates_shown() const {
        return json_of(ApiClient(server_->port()).get("/sale")).at("dates").as_array().size();
    }

    TemporaryFolder folder_;
    std::string const data_ = (folder_.path() / "data").string();
    std::unique_ptr<OnsaleProcess> server_;
};

TEST_F(UnfinishedHall, of_a_server_that_was_killed_is_gone_after_the_next_start_and_can_be_uploaded_again) {
    start();
    {
        std::jthread const operator_thread([port = server_->port()] {
            try {
                upload(port);
            } catch (std::runtime_error const&) {
                // the connection breaks
            }
        });
        ASSERT_TRUE(eventually([&] { return is_half_way(); }));
        EXPECT_EQ(dates_shown(), 0U);
        server_->signal(SIGKILL);
        server_->exit_code();
    }
    EXPECT_TRUE(is_half_way()) << "the audit knows what was left, and finds no fault with it";
    start();
    EXPECT_EQ(dates_shown(), 0U);
    EXPECT_NE(audit().find(" 0  seats\n"), std::string::npos) << audit();
    EXPECT_EQ(upload(server_->port()).status, 201U);
    EXPECT_TRUE(eventually([&] { return dates_shown() == 1; })) << "/sale is made a few times a second";
    auto const again = upload(server_->port());
    EXPECT_EQ(again.status, 201U) << "the first answer, under its key";
    EXPECT_EQ(number_of(json_of(again), "seats"), rows * seats_of_a_row);
    EXPECT_FALSE(is_half_way());
}

TEST_F(UnfinishedHall, of_an_import_that_was_killed_is_gone_with_the_next_import) {
    auto const plan = folder_.path() / "plan.json";
    std::ofstream(plan) << large_plan();
    Arguments const import{"import",    plan.string(), "--data", data_,
                           "--concert", "IU",          "--date", "2099-01-01T19:00:00+09:00",
                           "--price",   "500"};
    start();  // makes the folder
    server_->signal(SIGTERM);
    server_->exit_code();
    // A shell in between tells the number of its process.
    auto const process = folder_.path() / "process";
    Arguments told{"-c", fmt::format(R"("$@" & echo $! > {}; wait $!)", process.string()), "sh", ONSALE_BINARY};
    told.insert(told.end(), import.begin(), import.end());
    {
        std::jthread const first([&] { EXPECT_EQ(run("/bin/sh", told).exit_code, 128 + SIGKILL); });
        ASSERT_TRUE(eventually([&] { return is_half_way(); }));
        pid_t number = 0;
        std::ifstream(process) >> number;
        ASSERT_GT(number, 1);
        kill(number, SIGKILL);
    }
    EXPECT_TRUE(is_half_way());
    auto const second = run(ONSALE_BINARY, import);
    EXPECT_EQ(second.exit_code, 0) << second.output;
    EXPECT_FALSE(is_half_way());
    EXPECT_NE(audit().find(fmt::format(" {}  seats\n", rows * seats_of_a_row)), std::string::npos) << audit();
}

}  // namespace
}  // namespace onsale::tests
