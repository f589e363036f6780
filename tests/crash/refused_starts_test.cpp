// What `onsale` refuses to begin, and how it says so.
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/sqlite/connection.h"
#include "support/api_client.h"
#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {
namespace {

using testing::HasSubstr;

class RefusedStarts : public testing::Test {
  protected:
    Arguments serve(std::string const& listen) const { return {"serve", "--listen", listen, "--data", data_}; }
    Arguments import() const {
        return {"import", ONSALE_VENUES_DIR "/small-club.json", "--data", data_, "--concert", "아이유",
                "--date", "2099-12-24T19:00:00+09:00"};
    }

    TemporaryFolder folder_;
    std::string const data_ = (folder_.path() / "data").string();
};

TEST_F(RefusedStarts, a_second_server_and_an_import_beside_a_running_one_are_refused) {
    OnsaleProcess const server(ONSALE_BINARY, serve("127.0.0.1:0"), folder_.path() / "log");
    for (auto const& arguments : {serve("127.0.0.1:0"), import()}) {
        auto const refused = run(ONSALE_BINARY, arguments);
        EXPECT_EQ(refused.exit_code, 1) << refused.output;
        EXPECT_THAT(refused.output, HasSubstr("another onsale is working on " + data_));
    }
    EXPECT_EQ(ApiClient(server.port()).get("/readyz").status, 200U);
    EXPECT_EQ(run(ONSALE_BINARY, {"audit", "--data", data_}).exit_code, 0);  // reading next to it does no harm
}

TEST_F(RefusedStarts, the_data_is_free_again_when_the_server_has_stopped) {
    {
        OnsaleProcess server(ONSALE_BINARY, serve("127.0.0.1:0"), folder_.path() / "log");
        server.signal(SIGTERM);
        EXPECT_EQ(server.exit_code(), 0);
    }
    auto const made = run(ONSALE_BINARY, import());
    EXPECT_EQ(made.exit_code, 0) << made.output;
}

TEST_F(RefusedStarts, a_clock_minutes_behind_the_data_is_refused_until_the_operator_says_so) {
    { OnsaleProcess const server(ONSALE_BINARY, serve("127.0.0.1:0"), folder_.path() / "log"); }
    auto const newest_ahead_by = [this](int seconds) {
        sqlite::Database::open(data_ + "/line.db", sqlite::Mode::read_write)
            .exec(("UPDATE journal SET newest = (unixepoch() + " + std::to_string(seconds) + ") * 1000").c_str());
    };
    newest_ahead_by(290);
    { OnsaleProcess const server(ONSALE_BINARY, serve("127.0.0.1:0"), folder_.path() / "log"); }
    newest_ahead_by(400);
    auto arguments = serve("127.0.0.1:0");
    auto const refused = run(ONSALE_BINARY, arguments);
    EXPECT_EQ(refused.exit_code, 1) << refused.output;
    EXPECT_THAT(refused.output, HasSubstr("the system's clock says"));
    EXPECT_THAT(refused.output, HasSubstr("--accept-clock yes"));
    arguments.insert(arguments.end(), {"--accept-clock", "yes"});
    OnsaleProcess const server(ONSALE_BINARY, arguments, folder_.path() / "log");
    EXPECT_EQ(ApiClient(server.port()).get("/readyz").status, 200U);
}

TEST_F(RefusedStarts, phase_dev_listens_on_loopback_alone) {
    for (auto const* address : {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"}) {
        auto const refused = run(ONSALE_BINARY, serve(address));
        EXPECT_EQ(refused.exit_code, 2) << refused.output;
        EXPECT_THAT(refused.output, HasSubstr("listen"));
        EXPECT_THAT(refused.output, HasSubstr("loopback"));
    }
}

TEST_F(RefusedStarts, a_closed_phase_does_not_start_without_its_secrets) {
    constexpr auto secret = "ONSALE_JWT_SECRET=0123456789abcdef0123456789abcdef";
    constexpr auto key = "ONSALE_ADMIN_KEY=0123456789abcdef";
    struct Case {
        Environment environment;
        char const* named;
    };
    for (auto const& [environment, named] : {Case{{key}, "ONSALE_JWT_SECRET"}, Case{{secret}, "ONSALE_ADMIN_KEY"},
                                             Case{{key, "ONSALE_JWT_SECRET=too short"}, "ONSALE_JWT_SECRET"}}) {
        for (auto const* phase : {"cbt", "prod"}) {
            auto arguments = serve("127.0.0.1:0");
            arguments.insert(arguments.end(), {"--phase", phase});
            auto const refused = run(ONSALE_BINARY, arguments, environment);
            EXPECT_EQ(refused.exit_code, 2) << refused.output;
            EXPECT_THAT(refused.output, HasSubstr(named));
            EXPECT_THAT(refused.output, testing::Not(HasSubstr("too short")));  // a secret is never shown
        }
    }
}

TEST_F(RefusedStarts, a_secret_of_one_repeated_character_does_not_start_a_closed_phase) {
    auto arguments = serve("127.0.0.1:0");
    arguments.insert(arguments.end(), {"--phase", "prod"});
    auto const zeros = "ONSALE_JWT_SECRET=" + std::string(32, '0');
    auto const refused = run(ONSALE_BINARY, arguments, {zeros, "ONSALE_ADMIN_KEY=0123456789abcdef"});
    EXPECT_EQ(refused.exit_code, 2) << refused.output;
    EXPECT_THAT(refused.output, HasSubstr("jwt_secret"));
}

TEST_F(RefusedStarts, an_import_of_a_broken_plan_leaves_nothing_behind) {
    auto arguments = import();
    arguments[1] = ONSALE_VENUES_DIR "/plan.schema.json";
    auto const refused = run(ONSALE_BINARY, arguments);
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.output, HasSubstr("nothing was imported"));
    EXPECT_FALSE(std::filesystem::exists(data_));
}

}  // namespace
}  // namespace onsale::tests
