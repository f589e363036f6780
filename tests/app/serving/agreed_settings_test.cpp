// A node whose settings differ from those of the others does not start, and says which; no secret is told or kept.
#include "app/serving/store/agreed_settings.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/descriptors.h"
#include "infrastructure/postgres/fresh_database.h"
#include "support/eventually.h"

namespace onsale {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AgreedSettings : public testing::Test {
  protected:
    postgres::FreshDatabase database;
    config::Settings settings;
    postgres::Connection other{database.url()};  // of another node that runs

    void SetUp() override {
        settings.store.text = database.url();
        settings.jwt_secret.bytes = std::string(40, 's');
        settings.admin_key.bytes = "the-key-of-management";
        agree_on_settings(settings, OnDifference::refuse);
        other.ensure_open();
    }
    // Empty: it started.
    std::string refusal(OnDifference on_difference = OnDifference::refuse) const {
        try {
            agree_on_settings(settings, on_difference);
            return {};
        } catch (SettingsDiffer const& differ) {
            return differ.what();
        }
    }
};

TEST_F(AgreedSettings, a_node_with_the_same_settings_starts) { EXPECT_EQ(refusal(), ""); }

TEST_F(AgreedSettings, a_node_with_others_does_not_and_says_which) {
    settings.max_connections = 77;
    settings.seat_hold_seconds = seconds{42};
    auto const why = refusal();
    EXPECT_THAT(why, AllOf(HasSubstr("max_connections is 77 here and 1000 there"), HasSubstr("seat_hold_seconds"),
                           HasSubstr("--accept-settings"), Not(HasSubstr("admit_per_second"))));
}

TEST_F(AgreedSettings, what_each_node_may_have_for_itself_is_not_looked_at) {
    settings.io_threads = 3;
    settings.writers = 5;
    settings.listen.port = 1;
    EXPECT_EQ(refusal(), "");
}

TEST_F(AgreedSettings, a_secret_that_differs_is_named_and_neither_shown_nor_kept) {
    settings.jwt_secret.bytes = std::string(40, 't');
    EXPECT_THAT(refusal(),
                AllOf(HasSubstr("jwt_secret is another one"), Not(HasSubstr("tttt")), Not(HasSubstr("ssss"))));
    settings.jwt_secret.bytes.clear();
    EXPECT_THAT(refusal(), HasSubstr("jwt_secret is another one"));
    EXPECT_EQ(database.number("SELECT count(*) FROM agreed_setting WHERE value LIKE '%ssss%' OR value LIKE '%key-of%'"),
              0);
}

TEST_F(AgreedSettings, an_operator_changes_them_on_purpose_while_others_run) {
    settings.max_connections = 77;
    EXPECT_EQ(refusal(OnDifference::accept), "");
    EXPECT_EQ(refusal(), "") << "the next node with these";
    settings.max_connections = 1'000;
    EXPECT_NE(refusal(), "") << "one with those of before";
}

TEST_F(AgreedSettings, the_first_node_after_all_have_stopped_brings_its_own) {
    settings.max_connections = 77;
    other.close();
    EXPECT_TRUE(tests::eventually([&] { return refusal().empty(); }));
}

TEST_F(AgreedSettings, all_of_them_are_settings) {
    for (auto const key : agreed_settings()) EXPECT_NE(config::find_descriptor(key), nullptr) << key;
}

}  // namespace
}  // namespace onsale
