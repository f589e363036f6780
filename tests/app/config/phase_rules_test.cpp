// What the phases demand, and the rules between settings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/laid_settings.h"

namespace onsale::config {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TEST_F(Config, phase_dev_listens_on_loopback_alone) {
    for (auto const* text : {"127.0.0.1:1", "127.9.8.7:1", "[::1]:1", "localhost:1"}) {
        layers_.environment = {{"ONSALE_LISTEN", text}};
        EXPECT_THAT(complaints(), SizeIs(0)) << text;
    }
    for (auto const* text : {"0.0.0.0:1", "128.0.0.1:1", "[::]:1", "[::2]:1", "10.0.0.1:1"}) {
        layers_.environment = {{"ONSALE_LISTEN", text}};
        EXPECT_THAT(complaints(), ElementsAre(AllOf(HasSubstr("ONSALE_LISTEN: listen: must be a loopback address"),
                                                    HasSubstr(text))));
    }
}

TEST_F(Config, the_closed_phases_listen_anywhere) {
    for (auto const* phase : {"cbt", "prod"}) {
        layers_ = {};
        closed_phase(phase);
        environment("ONSALE_LISTEN", "0.0.0.0:80");
        EXPECT_THAT(complaints(), SizeIs(0)) << phase;
    }
}

TEST_F(Config, the_closed_phases_need_a_secret_and_an_admin_key) {
    for (auto const* phase : {"cbt", "prod"}) {
        layers_.environment = {{"ONSALE_PHASE", phase}};
        EXPECT_THAT(complaints(),
                    ElementsAre(AllOf(HasSubstr("jwt_secret: "), HasSubstr(phase), HasSubstr("32"),
                                      HasSubstr("ONSALE_JWT_SECRET")),
                                AllOf(HasSubstr("admin_key: "), HasSubstr("16"), HasSubstr("ONSALE_ADMIN_KEY"))));
    }
}

TEST_F(Config, a_short_secret_is_refused_without_showing_it) {
    environment("ONSALE_JWT_SECRET", "thirty-one-bytes-are-too-few-31");
    environment("ONSALE_ADMIN_KEY", "fifteen-bytes15");
    EXPECT_THAT(complaints(), ElementsAre("ONSALE_JWT_SECRET: must be 32 to 1024 bytes long, is 31 bytes",
                                          "ONSALE_ADMIN_KEY: must be 16 to 1024 bytes long, is 15 bytes"));
}

TEST_F(Config, a_secret_or_a_key_of_hardly_any_different_characters_is_refused) {
    layers_.environment = {{"ONSALE_PHASE", "prod"},
                           {"ONSALE_JWT_SECRET", std::string(64, '0')},
                           {"ONSALE_ADMIN_KEY", "abcabcabcabcabcabc"}};
    EXPECT_THAT(complaints(),
                ElementsAre(HasSubstr("jwt_secret: must be random"), HasSubstr("admin_key: must be random")));
}

TEST_F(Config, an_admin_key_that_cannot_travel_in_a_header_is_refused) {
    environment("ONSALE_ADMIN_KEY", "sixteen bytes and a space");
    EXPECT_THAT(complaints(), ElementsAre(HasSubstr("admin_key: must consist of visible ASCII")));
}

TEST_F(Config, the_admin_key_is_not_the_secret) {
    closed_phase("prod");
    layers_.environment.back().second = secret_of_40_bytes;
    EXPECT_THAT(complaints(), ElementsAre(HasSubstr("admin_key: must not be the jwt_secret")));
}

TEST_F(Config, a_claim_window_as_long_as_the_session_is_refused) {
    environment("ONSALE_CLAIM_SECONDS", "60");
    environment("ONSALE_TOKEN_SECONDS", "60");
    EXPECT_THAT(complaints(),
                ElementsAre("ONSALE_CLAIM_SECONDS: claim_seconds: must be less than token_seconds (60), is 60"));
}

TEST_F(Config, the_files_of_the_phases_are_right) {
    for (auto const* phase : {"dev", "cbt", "prod"}) {
        layers_ = {};
        closed_phase("dev");
        layers_.environment.erase(layers_.environment.begin());  // the file itself says which phase
        layers_.file = std::filesystem::path(ONSALE_SOURCE_DIR) / "config" / (std::string(phase) + ".toml");
        EXPECT_EQ(to_string(loaded().settings.phase), phase);
    }
}

}  // namespace
}  // namespace onsale::config
