#include "nodes/sale_under_load.h"

#include <algorithm>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#include "crash/reopening_check.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

constexpr int dates = 6;  // of about 300 seats: more than are sold here
constexpr std::size_t shoppers = 4;

// Gives the store back.
std::string const& put_on_sale(std::string const& store) {
    std::vector<Arguments> commands{{"migrate", "--store", store}};
    for (int day = 0; day < dates; ++day) {
        commands.push_back({"import", ONSALE_VENUES_DIR "/small-club.json", "--store", store, "--concert", "아이유",
                            "--date", "2099-12-2" + std::to_string(day) + "T19:00:00+09:00", "--most-per-person",
                            "1000", "--most-takes", "10000"});
    }
    for (auto const& command : commands) {
        auto const done = run(ONSALE_BINARY, command);
        if (done.exit_code != 0) throw std::runtime_error(done.output);
    }
    return store;
}

}  // namespace

SaleUnderLoad::SaleUnderLoad(std::string const& store, std::string const& line)
    : nodes_(put_on_sale(store), line, {.nodes = 3, .capacity = capacity}) {
    ApiClient api(nodes_.port(0));
    sale_ = look_at_the_sale(api, places_);
    std::random_device chance;
    for (std::size_t i = 0; i < shoppers; ++i) shoppers_.emplace_back(chance(), sale_.prices, findings_, places_);
}

void SaleUnderLoad::begin_load(std::vector<std::uint16_t> const& ports) {
    for (auto& shopper : shoppers_) {
        load_.emplace_back([&shopper, ports](std::stop_token const& stop) { shopper.shop(ports, stop); });
    }
}

void SaleUnderLoad::await_answers(std::uint64_t more) const {
    auto const before = findings_.answers();
    EXPECT_TRUE(eventually([&] { return findings_.answers() >= before + more; }))
        << findings_.answers() - before << " answers";
}

void SaleUnderLoad::await_not_now(std::uint64_t more) const {
    auto const before = findings_.not_nows();
    EXPECT_TRUE(eventually([&] { return findings_.not_nows() >= before + more; }))
        << findings_.not_nows() - before << " answers of not now";
}

void SaleUnderLoad::check(int guests) {
    end_load();
    ASSERT_TRUE(eventually([&] { return nodes_.all_ready(); }));
    gather(guests);
    nodes_.in_step();
    auto const audit = nodes_.audit();
    findings_.check(audit.exit_code == 0, "audit: " + audit.output);
    std::vector<std::deque<FanRecord>*> records;
    for (auto& shopper : shoppers_) records.push_back(&shopper.records());
    for (std::size_t i = 0; i < nodes_.count(); ++i) {
        ReopeningCheck look(nodes_.port((checks_ + i) % nodes_.count()), sale_.prices, sale_.dates, sale_.observer,
                            findings_, places_);
        try {
            look.run(records, i == 0 ? CheckOf::all_fans : CheckOf::touched_fans, capacity);
        } catch (ConnectionLost const&) {
            findings_.violation("a node went away while it was checked");
        }
        // What was lost is asked for again by the first check, and so the others may not know it.
        nodes_.in_step();
    }
    ++checks_;
}

// Where a line was lost, positions count those who have come back. Fans poll until they are all here, as they would: a
// node that has not noticed the loss takes a poll for one of a place that is there.
void SaleUnderLoad::gather(int guests) {
    AnyNode any(nodes_.ports(), checks_);
    int here = 1 + guests;  // the observer
    std::vector<FanRecord*> waiting;
    for (auto& shopper : shoppers_) {
        for (auto& record : shopper.records()) {
            auto const lost = record.lost.what;
            bool const may_be_out = lost == LostCall::What::leave || (record.inside && lost == LostCall::What::pay);
            if (!record.place || may_be_out) continue;
            ++here;
            if (!record.inside) waiting.push_back(&record);
        }
    }
    auto const all_here = [here](std::uint16_t port) {
        ApiClient api(port);
        return measure(api, "onsale_line_waiting{line=\"main\"}") + measure(api, "onsale_line_called{line=\"main\"}") +
                   measure(api, "onsale_line_inside{line=\"main\"}") >=
               here;
    };
    EXPECT_TRUE(eventually([&] {
        for (auto* const record : waiting) expect_status(poll(any(), record->fan), 200);
        return std::ranges::all_of(nodes_.ports(), all_here);
    }));
}

void SaleUnderLoad::report(std::string const& what) {
    std::size_t fans = 0;
    std::size_t paid = 0;
    for (auto& shopper : shoppers_) {
        fans += shopper.records().size();
        for (auto const& record : shopper.records()) {
            for (auto const& [seat, claim] : record.claims) paid += claim.payment.empty() ? 0 : 1;
        }
    }
    std::cout << what << ": " << findings_.answers() << " answers acknowledged (" << fans << " fans, " << paid
              << " paid seats), " << findings_.not_nows() << " answers of not now (the slowest after "
              << findings_.slowest_not_now().count() << " ms), " << findings_.checks() << " checks, "
              << findings_.violations().size() << " violations" << std::endl;
    EXPECT_EQ(findings_.violations().size(), 0U);
    EXPECT_GT(paid, 0U);
}

}  // namespace onsale::tests
