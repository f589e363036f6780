// What is read from the store for one request: what becomes of it when the store fails, is away, or is slow.
#include "api/background/store_reader.h"

#include <atomic>
#include <optional>

#include <spdlog/sinks/ostream_sink.h>

#include "http/engine.h"

namespace onsale::api {
namespace {

using http::tests::get;

class Histories final : public PointHistoryRepository {
  public:
    void add(std::span<LedgerEntry const>) override {}
    std::vector<LedgerEntry> page(UserId, std::optional<LedgerEntryId>, std::size_t) override {
        ++pages;
        if (broken) throw StorageFault("the disk is on fire");
        return {};
    }
    std::atomic<int> pages = 0;
    std::atomic<bool> broken = false;
};

class Actions final : public OperatorActionRepository {
  public:
    void add(std::span<OperatorAction const>) override {}
    std::vector<OperatorAction> page(std::optional<OperatorActionId>, std::size_t) override { return {}; }
};

class Records final : public SaleRecords {
  public:
    std::vector<ReservationRecord> reservations(std::optional<ReservedSeatId>, std::size_t) override { return {}; }
    std::vector<ReservationRecord> paid_seats_of(UserId, std::optional<ReservationId>, std::size_t) override {
        return {};
    }
    std::vector<LedgerRecord> ledger(std::optional<LedgerCursor>, std::size_t) override { return {}; }
    std::vector<BlockedSeatRecord> blocked_seats(DateAt const&, std::optional<SeatId>, std::size_t) override {
        return {};
    }
    std::vector<HoarderRecord> hoarders(DateAt const&, Instant, std::size_t) override { return {}; }
};

class StoreReaderTest : public http::tests::EngineTest {
  protected:
    void serve(StoreReader::Options const& options = {}) {
        reader.emplace(
            StoreReader::Tables{histories, actions, records}, [this] { return away.load(); }, log, options);
        engine.handler.script = [this](http::Request const& request, http::Answer& answer, http::IoThread& io) {
            return std::optional(read(request, answer, io));
        };
        start();
    }
    ~StoreReaderTest() override {
        engine.server->stop(std::chrono::seconds(10));
        reader->join();
    }

    http::Awaitable<void> read(http::Request const& request, http::Answer& answer, http::IoThread& io) {
        auto const page = [](StoreReader::Tables const& from) { return from.histories.page({}, std::nullopt, 1); };
        bool const begun = request.path == "/goes-on";
        auto const done =
            begun ? co_await reader->read_on(io, "test-fault", page) : co_await reader->read(io, "test-fault", page);
        answer.body = done ? "read" : done.error() == Fate::shed ? "shed" : "failed";
    }

    Histories histories;
    Actions actions;
    Records records;
    std::atomic<bool> away = false;
    std::ostringstream told;
    spdlog::logger log{"test", std::make_shared<spdlog::sinks::ostream_sink_mt>(told)};
    std::optional<StoreReader> reader;
};

TEST_F(StoreReaderTest, a_fault_of_the_store_is_logged_as_the_event_that_it_is_and_the_next_reading_works) {
    serve();
    histories.broken = true;
    EXPECT_EQ(engine.ask(get("/")).body, "failed");
    EXPECT_NE(told.str().find("test-fault"), std::string::npos);
    EXPECT_NE(told.str().find("the disk is on fire"), std::string::npos);
    histories.broken = false;
    EXPECT_EQ(engine.ask(get("/")).body, "read");
}

TEST_F(StoreReaderTest, a_store_that_is_known_to_be_away_is_not_asked) {
    serve();
    away = true;
    EXPECT_EQ(engine.ask(get("/")).body, "failed");
    EXPECT_EQ(histories.pages, 0);
    away = false;
    EXPECT_EQ(engine.ask(get("/")).body, "read");
}

TEST_F(StoreReaderTest, what_has_waited_for_too_long_is_not_read_any_more_unless_it_has_begun) {
    serve({.longest_wait = std::chrono::milliseconds{-1}});
    EXPECT_EQ(engine.ask(get("/")).body, "failed");
    EXPECT_EQ(histories.pages, 0);
    EXPECT_EQ(engine.ask(get("/goes-on")).body, "read");
}

TEST_F(StoreReaderTest, beyond_the_bound_what_begins_is_shed_and_what_has_begun_goes_on) {
    serve({.most_waiting = 0});
    EXPECT_EQ(engine.ask(get("/")).body, "shed");
    EXPECT_EQ(engine.ask(get("/goes-on")).body, "read");
}

}  // namespace
}  // namespace onsale::api
