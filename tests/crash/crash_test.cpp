// Kills the real server at random moments under load, starts it again on the same data, and looks for everything that
// it had answered.
//
// ONSALE_CRASH_SEED repeats the choices of an earlier run (the moments within the server's own work stay chance);
// ONSALE_CRASH_KILLS sets how many kills.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "crash/reopening_check.h"
#include "crash/sale_on_show.h"
#include "crash/shopper.h"
#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {
namespace {

constexpr std::size_t capacity = 30;
constexpr std::size_t shoppers = 4;
constexpr int dates = 6;  // of about 300 seats: more than are sold here
constexpr std::uint64_t shortest_load_ms = 100;
constexpr std::uint64_t longest_load_ms = 600;

std::uint64_t number_from_environment(char const* name, std::uint64_t otherwise) {
    auto const* text = std::getenv(name);
    return text == nullptr ? otherwise : std::stoull(text);
}

class Crash : public testing::Test {
  protected:
    void SetUp() override {
        std::cout << "seed " << seed_ << std::endl;
        for (int day = 0; day < dates; ++day) {
            auto const made =
                run(ONSALE_BINARY, {"import", ONSALE_VENUES_DIR "/small-club.json", "--data", data_, "--concert",
                                    "아이유", "--date", "2099-12-2" + std::to_string(day) + "T19:00:00+09:00",
                                    "--most-per-person", "1000", "--most-takes", "10000"});
            ASSERT_EQ(made.exit_code, 0) << made.output;
        }
        start();
        learn_seats();
        for (std::size_t i = 0; i < shoppers; ++i) shoppers_.emplace_back(random_(), sale_.prices, findings_, places_);
    }

    void start() {
        server_ = std::make_unique<OnsaleProcess>(
            ONSALE_BINARY,
            Arguments{"serve", "--listen", "127.0.0.1:0", "--data", data_, "--max-connections",
                      std::to_string(capacity), "--admit-per-second", "1000", "--token-seconds", "86400",
                      "--claim-seconds", "3600", "--away-seconds", "86400", "--seat-hold-seconds", "86400"},
            log_);
    }

    // The observer comes in first and stays inside, over all restarts.
    void learn_seats() {
        ApiClient api(server_->port());
        sale_ = look_at_the_sale(api, places_);
        ASSERT_GT(sale_.prices.size(), 1'000U);
    }

    // Under load, ends the server with this signal, audits what it left, starts it again and checks.
    void end_and_reopen(int signal, int exit_code, CheckOf which) {
        std::vector<std::jthread> load;
        for (auto& shopper : shoppers_) load.emplace_back([&, port = server_->port()] { shopper.shop(port); });
        auto const length = shortest_load_ms + random_() % (longest_load_ms - shortest_load_ms);
        std::this_thread::sleep_for(std::chrono::milliseconds(length));
        server_->signal(signal);
        auto const ended = server_->exit_code();
        load.clear();
        if (ended != exit_code) {
            std::ifstream log(log_);
            findings_.violation("the server ended with " + std::to_string(ended) + ": " +
                                std::string(std::istreambuf_iterator<char>(log), {}));
        }
        auto const audit = run(ONSALE_BINARY, {"audit", "--data", data_});
        findings_.check(audit.exit_code == 0, "audit: " + audit.output);
        start();
        std::vector<std::deque<FanRecord>*> records;
        for (auto& shopper : shoppers_) records.push_back(&shopper.records());
        ReopeningCheck check(server_->port(), sale_.prices, sale_.dates, sale_.observer, findings_, places_);
        try {
            check.run(records, which, capacity);
        } catch (ConnectionLost const&) {
            findings_.violation("the server went away while it was checked");
        }
    }

    void report(char const* what, std::uint64_t ends) {
        std::size_t fans = 0;
        std::size_t paid = 0;
        for (auto& shopper : shoppers_) {
            fans += shopper.records().size();
            for (auto const& record : shopper.records()) {
                for (auto const& [seat, claim] : record.claims) paid += claim.payment.empty() ? 0 : 1;
            }
        }
        std::cout << what << ": seed " << seed_ << ", " << ends << " ends under load, " << findings_.answers()
                  << " answers acknowledged (" << fans << " fans, " << paid << " paid seats), " << findings_.checks()
                  << " checks, " << findings_.violations().size() << " violations" << std::endl;
        EXPECT_EQ(findings_.violations().size(), 0U);
        EXPECT_GT(paid, 0U);
    }

    std::uint64_t const seed_ = number_from_environment("ONSALE_CRASH_SEED", std::random_device{}());
    std::mt19937_64 random_{seed_};
    TemporaryFolder folder_;
    std::string const data_ = (folder_.path() / "data").string();
    std::filesystem::path const log_ = folder_.path() / "log";
    Findings findings_;
    Places places_;
    SaleOnShow sale_;
    std::deque<Shopper> shoppers_;
    std::unique_ptr<OnsaleProcess> server_;
};

TEST_F(Crash, every_acknowledged_answer_survives_kills_at_random_moments_under_load) {
    auto const kills = number_from_environment("ONSALE_CRASH_KILLS", 25);
    for (std::uint64_t kill = 1; kill <= kills; ++kill) {
        end_and_reopen(SIGKILL, -SIGKILL, kill == kills ? CheckOf::all_fans : CheckOf::touched_fans);
        ASSERT_TRUE(findings_.violations().empty()) << "at kill " << kill << " of seed " << seed_;
    }
    report("killed", kills);
}

TEST_F(Crash, a_stop_by_sigterm_under_load_is_clean_and_loses_no_answer) {
    constexpr std::uint64_t stops = 3;
    for (std::uint64_t stop = 1; stop <= stops; ++stop) {
        end_and_reopen(SIGTERM, 0, CheckOf::all_fans);
        ASSERT_TRUE(findings_.violations().empty()) << "at stop " << stop << " of seed " << seed_;
    }
    report("stopped", stops);
}

}  // namespace
}  // namespace onsale::tests
