// Layers, precedence, complaints, and what is shown. Needs nothing but a temporary folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/laid_settings.h"

namespace onsale::config {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

TEST_F(Config, without_any_layer_the_defaults_stand_and_let_a_lone_visitor_in) {
    auto const settings = loaded().settings;
    EXPECT_EQ(settings.phase, Phase::dev);
    EXPECT_EQ(settings.listen.to_string(), "127.0.0.1:8080");
    EXPECT_EQ(settings.max_connections, 1000u);
    EXPECT_EQ(settings.admit_per_second, 200u);
    EXPECT_EQ(settings.seat_hold_seconds, seconds{300});
    EXPECT_EQ(settings.token_seconds, seconds{600});
    EXPECT_EQ(settings.claim_seconds, seconds{30});
    EXPECT_EQ(settings.away_seconds, seconds{90});
    EXPECT_EQ(settings.place_seconds, std::chrono::days{1});
    EXPECT_EQ(settings.accept_clock, AcceptClock::no);
    EXPECT_EQ(settings.access_token_seconds, std::chrono::days{30});
    EXPECT_THAT(loaded().sources, testing::Each("default"));
}

TEST_F(Config, the_environment_wins_over_the_file_and_a_flag_over_both) {
    file("max_connections = 10\nadmit_per_second = 10\nclaim_seconds = 10\n");
    environment("ONSALE_ADMIT_PER_SECOND", "20");
    environment("ONSALE_CLAIM_SECONDS", "20");
    flags("--claim-seconds 25");
    auto const settings = loaded().settings;
    EXPECT_EQ(settings.max_connections, 10u);
    EXPECT_EQ(settings.admit_per_second, 20u);
    EXPECT_EQ(settings.claim_seconds, seconds{25});
}

TEST_F(Config, every_value_remembers_where_it_comes_from) {
    file("# a comment\n\nmax_connections = 10\n");
    environment("ONSALE_ADMIT_PER_SECOND", "20");
    flags("--listen 127.0.0.1:9090");
    EXPECT_EQ(source_of("max_connections"), at_line(3));
    EXPECT_EQ(source_of("admit_per_second"), "ONSALE_ADMIT_PER_SECOND");
    EXPECT_EQ(source_of("listen"), "--listen");
    EXPECT_EQ(source_of("claim_seconds"), "default");
}

TEST_F(Config, every_setting_can_be_given_in_the_file_and_in_the_environment) {
    file(R"(
        phase = "cbt"
        listen = "[::1]:0"
        data = "somewhere"
        log_level = "warn"
        accept_clock = "yes"
        store = "postgresql://onsale:secret@db1,db2/onsale?sslmode=require"
        line = "redis+cluster://r1,r2"
        writers = 3
        pages = "built/pages"
        max_connections = 1
        admit_per_second = 2
        claim_seconds = 3
        token_seconds = 4
        away_seconds = 5
        place_seconds = 61
        access_token_seconds = 3600
        seat_hold_seconds = 6
        max_charge = 7
        io_threads = 8
        http_connections = 9
        connections_per_address = 10
        trusted_proxies = "192.0.2.1, fd00::/8"
        writer_queue = 600
        longest_wait_ms = 700
        jwt_secret = "0123456789abcdef0123456789abcdef"
        admin_key = "0123456789abcdef"
    )");
    auto const from_file = loaded();
    EXPECT_THAT(from_file.sources, testing::Each(HasSubstr(file_.string())));
    EXPECT_EQ(from_file.settings.phase, Phase::cbt);
    EXPECT_EQ(from_file.settings.listen, (ListenAddress{.host = "::1", .port = 0}));
    EXPECT_EQ(from_file.settings.data, "somewhere");
    EXPECT_EQ(from_file.settings.accept_clock, AcceptClock::yes);
    EXPECT_EQ(from_file.settings.place_seconds, seconds{61});
    EXPECT_EQ(from_file.settings.log_level, LogLevel::warn);
    EXPECT_EQ(from_file.settings.store.text, "postgresql://onsale:secret@db1,db2/onsale?sslmode=require");
    EXPECT_EQ(from_file.settings.line.text, "redis+cluster://r1,r2");
    EXPECT_EQ(from_file.settings.writers, 3u);
    EXPECT_EQ(from_file.settings.pages.path, "built/pages");
    EXPECT_EQ(from_file.settings.max_charge, 7);
    EXPECT_EQ(from_file.settings.io_threads, 8u);
    EXPECT_EQ(from_file.settings.http_connections, 9u);
    EXPECT_EQ(from_file.settings.connections_per_address, 10u);
    EXPECT_EQ(from_file.settings.trusted_proxies.text, "192.0.2.1, fd00::/8");
    EXPECT_EQ(from_file.settings.writer_queue, 600u);
    EXPECT_EQ(from_file.settings.longest_wait_ms, 700u);

    layers_ = {};
    for (auto const* variable :
         {"MAX_CONNECTIONS", "ADMIT_PER_SECOND", "SEAT_HOLD_SECONDS", "TOKEN_SECONDS", "AWAY_SECONDS", "MAX_CHARGE",
          "IO_THREADS", "HTTP_CONNECTIONS", "WRITERS", "CONNECTIONS_PER_ADDRESS"}) {
        environment(std::string("ONSALE_") + variable, "31");
    }
    environment("ONSALE_ACCESS_TOKEN_SECONDS", "3600");
    environment("ONSALE_PLACE_SECONDS", "3600");
    environment("ONSALE_ACCEPT_CLOCK", "no");
    environment("ONSALE_CLAIM_SECONDS", "30");
    environment("ONSALE_WRITER_QUEUE", "1000");
    environment("ONSALE_LONGEST_WAIT_MS", "1000");
    environment("ONSALE_STORE", "postgres://db/onsale");
    environment("ONSALE_LINE", "rediss://:secret@cache:6380/1");
    environment("ONSALE_LISTEN", "localhost:1");
    environment("ONSALE_DATA", "d");
    environment("ONSALE_PAGES", "p");
    environment("ONSALE_TRUSTED_PROXIES", "10.0.0.0/8");
    environment("ONSALE_LOG_LEVEL", "off");
    closed_phase("prod");
    EXPECT_THAT(loaded().sources, testing::Each(testing::StartsWith("ONSALE_")));
}

TEST_F(Config, the_environment_may_name_the_file_and_the_flag_wins_over_it) {
    file("max_connections = 10\n");
    environment("ONSALE_CONFIG", file_.string());
    layers_.file.reset();
    EXPECT_EQ(loaded().settings.max_connections, 10u);
    environment("ONSALE_CONFIG", "/nowhere.toml");
    flags("--config " + file_.string());
    EXPECT_EQ(loaded().settings.max_connections, 10u);
}

TEST_F(Config, a_wrong_value_in_the_file_is_named_with_its_line_and_what_is_wanted) {
    file("phase = \"dev\"\n\nadmit_per_second = \"fast\"\n");
    EXPECT_THAT(complaints(),
                ElementsAre(at_line(3) + ": admit_per_second: must be a whole number from 1 to 100000, is \"fast\""));
}

TEST_F(Config, a_wrong_value_in_the_environment_is_named_by_its_variable) {
    environment("ONSALE_ADMIT_PER_SECOND", "fast");
    EXPECT_THAT(complaints(),
                ElementsAre("ONSALE_ADMIT_PER_SECOND: must be a whole number from 1 to 100000, is \"fast\""));
}

TEST_F(Config, a_wrong_value_of_a_flag_is_named_by_its_flag) {
    flags("--phase live");
    EXPECT_THAT(complaints(), ElementsAre("--phase: must be dev, cbt or prod, is \"live\""));
}

TEST_F(Config, numbers_outside_their_range_are_refused_and_both_ends_are_taken) {
    for (auto const* text : {"0", "1000001", "-1", "1.5", "1e3", " 7", "7 ", "+7", "", "99999999999999999999"}) {
        layers_.environment = {{"ONSALE_MAX_CONNECTIONS", text}};
        EXPECT_THAT(complaints(), SizeIs(1)) << '"' << text << '"';
    }
    for (auto const* text : {"1", "1000000"}) {
        layers_.environment = {{"ONSALE_MAX_CONNECTIONS", text}};
        EXPECT_THAT(complaints(), SizeIs(0)) << text;
    }
}

TEST_F(Config, listen_takes_addresses_with_a_port_and_nothing_else) {
    for (auto const* text : {"127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", ":8080", "::1:8080", "[::1]",
                             "[127.0.0.1]:80", "256.0.0.1:80", "example.org:80"}) {
        layers_.environment = {{"ONSALE_LISTEN", text}};
        EXPECT_THAT(complaints(), ElementsAre(HasSubstr("must be an address and a port"))) << text;
    }
}

TEST_F(Config, a_value_of_the_wrong_toml_type_is_refused) {
    file("admit_per_second = 2.5\nphase = 3\nlisten = [1]\ndata = { a = 1 }\n");
    EXPECT_THAT(complaints(),
                ElementsAre(AllOf(HasSubstr(":1: admit_per_second: "), HasSubstr("is 2.5")), HasSubstr(":2: phase: "),
                            HasSubstr(":3: listen: "), AllOf(HasSubstr(":4: data: "), HasSubstr("a path in quotes"))));
}

TEST_F(Config, an_unknown_key_in_the_file_is_refused_with_what_was_likely_meant) {
    file("max_conections = 5\nfoo = 1\n[queue]\nmax = 1\n");
    EXPECT_THAT(
        complaints(),
        ElementsAre(at_line(1) + ": max_conections: there is no such setting; did you mean max_connections?",
                    at_line(2) + ": foo: there is no such setting", HasSubstr(":3: queue: there is no such setting")));
}

TEST_F(Config, an_unknown_variable_is_refused_with_what_was_likely_meant) {
    environment("ONSALE_TOKEN_SECOND", "5");
    environment("ONSALE_WEATHER", "5");
    environment("UNRELATED", "5");
    EXPECT_THAT(complaints(),
                ElementsAre("ONSALE_TOKEN_SECOND: there is no such setting; did you mean ONSALE_TOKEN_SECONDS?",
                            "ONSALE_WEATHER: there is no such setting"));
}

TEST_F(Config, a_missing_file_and_a_file_that_is_not_toml_are_named) {
    layers_.file = "/nowhere/at/all.toml";
    EXPECT_THAT(complaints(), ElementsAre("/nowhere/at/all.toml: cannot be read"));
    layers_.file = std::filesystem::temp_directory_path();
    EXPECT_THAT(complaints(), ElementsAre(HasSubstr("cannot be read")));
    file("phase = \"dev\"\nmax_connections 5\n");
    EXPECT_THAT(complaints(), ElementsAre(HasSubstr(at_line(2) + ": is not TOML: ")));
    file("");
    EXPECT_THAT(complaints(), SizeIs(0));
}

TEST_F(Config, proxies_are_addresses_and_networks) {
    for (auto const* list : {"", "::1", "10.0.0.0/8,192.168.0.0/16", " fc00::/7 , 127.0.0.1 "}) {
        flags("--phase dev");
        environment("ONSALE_TRUSTED_PROXIES", list);
        EXPECT_THAT(complaints(), SizeIs(0)) << list;
    }
    for (auto const* list : {"proxy.example", "10.0.0.0/33", "::1/129", "10.0.0/8", "10.0.0.1 10.0.0.2", "1.2.3.4/"}) {
        layers_ = {};
        environment("ONSALE_TRUSTED_PROXIES", list);
        EXPECT_THAT(complaints(), testing::ElementsAre(HasSubstr("ONSALE_TRUSTED_PROXIES: must be addresses"))) << list;
    }
}

TEST_F(Config, all_complaints_come_at_once) {
    file("admit_per_second = 0\n");
    environment("ONSALE_CLAIM_SECONDS", "soon");
    flags("--listen nowhere --phase live --log-level loud");
    EXPECT_THAT(complaints(), SizeIs(5));
}

TEST_F(Config, what_is_shown_has_every_setting_its_source_and_no_secret) {
    closed_phase("prod");
    auto const shown = render(loaded());
    for (auto const& setting : descriptors()) EXPECT_THAT(shown, HasSubstr(std::string(setting.key) + " "));
    EXPECT_THAT(shown, testing::ContainsRegex("jwt_secret +set \\(40 bytes\\) +ONSALE_JWT_SECRET\n"));
    EXPECT_THAT(shown, testing::ContainsRegex("phase +prod +ONSALE_PHASE\n"));
    EXPECT_THAT(shown, testing::ContainsRegex("claim_seconds +30 s +default\n"));
    EXPECT_THAT(shown, Not(HasSubstr(secret_of_40_bytes)));
    EXPECT_THAT(shown, Not(HasSubstr(admin_key)));
}

TEST_F(Config, urls_are_shown_without_what_is_secret_in_them) {
    auto const shown = [](std::string url) { return ServiceUrl{std::move(url)}.shown(); };
    EXPECT_EQ(shown(""), "not set");
    EXPECT_EQ(shown("postgresql://db/onsale"), "postgresql://db/onsale");
    EXPECT_EQ(shown("postgresql://me@db1:5432,db2/onsale"), "postgresql://me@db1:5432,db2/onsale");
    EXPECT_EQ(shown("postgresql://me:pass@word@db/onsale?password=x"), "postgresql://me:***@db/onsale?...");
    EXPECT_EQ(shown("redis://:p@w/ord@cache"), "redis://:***@cache");
    EXPECT_EQ(shown("redis://me:p/w@w/ord@cache:6379/1"), "redis://me:***@cache:6379/1");
    EXPECT_EQ(shown("redis://me:p@w?ord@cache"), "redis://***");
    EXPECT_EQ(shown("postgresql://db:5432/onsale?password=p@w"), "postgresql://***");
    EXPECT_EQ(shown("rediss://:secret@cache:6380/1"), "rediss://:***@cache:6380/1");
    EXPECT_EQ(shown("redis://cache?password=a@b"), "redis://***");
    EXPECT_EQ(shown("secret"), "***");
}

TEST_F(Config, urls_of_other_schemes_are_refused_and_not_repeated) {
    for (std::string const url : {"mysql://me:secret@db/onsale", "secret", "postgresql://", "postgresql://a b"}) {
        layers_ = {};
        environment("ONSALE_STORE", url);
        EXPECT_THAT(complaints(),
                    ElementsAre(AllOf(HasSubstr("must be a URL such as postgresql://"), Not(HasSubstr("secret")))));
    }
    layers_ = {};
    environment("ONSALE_LINE", "http://cache");
    EXPECT_THAT(complaints(), ElementsAre(HasSubstr("must be a URL such as redis://")));
}

TEST_F(Config, a_line_of_many_nodes_needs_a_store_that_they_share) {
    environment("ONSALE_LINE", "redis://cache");
    EXPECT_THAT(complaints(), ElementsAre(HasSubstr("set store, too")));
    environment("ONSALE_STORE", "postgresql://db/onsale");
    EXPECT_THAT(complaints(), SizeIs(0));
}

TEST_F(Config, secrets_have_no_flag) {
    CLI::App app;
    add_flags(app, layers_);
    EXPECT_EQ(app.get_option_no_throw("--jwt-secret"), nullptr);
    EXPECT_EQ(app.get_option_no_throw("--admin-key"), nullptr);
    EXPECT_NE(app.get_option_no_throw("--seat-hold-seconds"), nullptr);
}

}  // namespace
}  // namespace onsale::config
