#include "app/serving/sale_server.h"

#include <algorithm>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "api/api.h"
#include "api/json/iso_time.h"
#include "api/observing/log.h"
#include "api/routes.h"
#include "app/serving/clock_watch.h"
#include "app/serving/pages_folder.h"
#include "app/serving/store/sale_store.h"
#include "application/line/embedded_line.h"
#include "application/sale/remove_unfinished.h"
#include "application/sale/session_ends.h"
#include "application/sale/sweeper.h"
#include "http/server.h"
#include "infrastructure/redis/line/redis_line.h"
#include "infrastructure/sqlite/line/sqlite_line_journal.h"
#include "infrastructure/system/data_lock.h"
#include "infrastructure/system/sale_clock.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "infrastructure/venue/hall_plan_of.h"

namespace onsale {
namespace {

constexpr milliseconds sweep_interval{1'000};
constexpr milliseconds stop_grace{10'000};
// How far the data may be ahead of the clock at the start: more is no unevenness of clocks, but a wrong one.
constexpr std::chrono::minutes farthest_ahead{5};

using api::log_event;

LineRules line_rules(config::Settings const& settings) {
    return {.capacity = settings.max_connections,
            .admit_per_second = settings.admit_per_second,
            .claim_window = settings.claim_seconds,
            .session_term = settings.token_seconds,
            .away_after = settings.away_seconds,
            .place_term = settings.place_seconds};
}

LineOptions line_options(config::Settings const& settings, SteeringBoard const& steering, SaleClock const& clock,
                         spdlog::logger& log) {
    LineOptions options{.rules = line_rules(settings), .steering = &steering};
    options.trusted = [&clock] { return clock.trusted(); };
    options.longest_wait = milliseconds(settings.longest_wait_ms);
    std::string const line(options.id.view());
    options.on_fault = [&log, line](std::string_view what) {
        log_event(log, spdlog::level::err, "line-fault", {{"line", line}, {"what", std::string(what)}});
    };
    options.on_warning = [&log, line](std::string_view what) {
        log_event(log, spdlog::level::warn, "line-warning", {{"line", line}, {"what", std::string(what)}});
    };
    return options;
}

Clerk::Options clerk_options(config::Settings const& settings, spdlog::logger& log) {
    Clerk::Options options{.usual_hold = HoldTerm{settings.seat_hold_seconds}};
    options.queue = settings.writer_queue;
    options.longest_wait = milliseconds(settings.longest_wait_ms);
    options.on_fault = [&log](std::string_view what, std::string_view command) {
        log_event(log, spdlog::level::err, "writer-fault",
                  {{"what", std::string(what)}, {"command", std::string(command)}});
    };
    return options;
}

std::function<void(std::string_view)> store_fault(spdlog::logger& log) {
    return [&log](std::string_view what) {
        log_event(log, spdlog::level::err, "store-fault", {{"what", std::string(what)}});
    };
}

http::ServerOptions http_options(config::Settings const& settings, std::optional<int> listening_socket) {
    auto const cores = std::max(1U, std::thread::hardware_concurrency());
    http::ServerOptions options{
        .address = settings.listen.host == "localhost" ? "127.0.0.1" : settings.listen.host,
        .port = settings.listen.port,
        .listening_socket = listening_socket,
        .threads = settings.io_threads == 0 ? cores : settings.io_threads,
        .limits = {},
        .connections_per_address = settings.connections_per_address,
        .trusted_proxies =
            http::parse_ranges(settings.trusted_proxies.text).value_or(std::vector<http::AddressRange>{})};
    options.limits.connections = settings.http_connections;
    return options;
}

// A sixteenth of the connections is kept for those who poll, reserve and pay.
api::Streams::Options stream_options(http::ServerOptions const& http, std::string boot) {
    return {.io_threads = http.threads,
            .most = http.limits.connections - http.limits.connections / 16,
            .boot = std::move(boot)};
}

api::SaleView::Terms sale_terms(config::Settings const& settings) {
    return {.phase = to_string(settings.phase),
            .hold = settings.seat_hold_seconds,
            .claim = settings.claim_seconds,
            .session = settings.token_seconds,
            .max_charge = settings.max_charge};
}

// Names this run of this node.
std::string new_boot() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}", random(), random());
}

// Ready for the clerk: the boards show what is stored, and will show what comes; the clock follows the store's.
CommitListener& filled(Boards& boards, SaleStore& store, SaleClock& clock) {
    store.on_clock([&clock](Instant said, milliseconds round_trip) { clock.follow(said, round_trip); });
    store.fill(boards, clock.now());
    return store.listener();
}

// The newest instant of the data. Throws when the clock is so far behind it that tokens, holds and sessions would be
// judged by a time that never was.
Instant newest_of(config::Settings const& settings, SaleStore& store, sqlite::SqliteLineJournal* journal,
                  MachineTime const& machine) {
    auto const newest = std::max(store.archive().newest(), journal != nullptr ? journal->newest() : Instant{});
    auto const time = store.time();
    auto const clock = time ? time->said : machine.system();
    if (newest <= clock + farthest_ahead || settings.accept_clock == config::AcceptClock::yes) return newest;
    throw std::runtime_error(fmt::format(
        "the data is of {}, {} says {}, {} s before it. Set that clock right. If it is right, a wrong "
        "one was used before: accept_clock = \"yes\" (--accept-clock yes) goes on from the data, ahead of it",
        api::to_iso(newest), time ? "the store's clock" : "the system's clock", api::to_iso(clock),
        std::chrono::floor<seconds>(newest - clock).count()));
}

// Takes over the store's time before anybody asks for it.
SaleClock const& started(SaleClock& clock, SaleStore& store) {
    if (auto const time = store.time()) clock.follow(time->said, time->round_trip);
    return clock;
}

bool keeps_files(config::Settings const& settings) { return !settings.store.set() || !settings.line.set(); }

std::unique_ptr<sqlite::SqliteLineJournal> open_journal(config::Settings const& settings) {
    if (settings.line.set()) return nullptr;
    return std::make_unique<sqlite::SqliteLineJournal>(settings.data / "line.db", main_line);
}

std::unique_ptr<Line> open_line(config::Settings const& settings, LineJournal* journal, Clock const& clock,
                                LineOptions options) {
    if (journal != nullptr) return std::make_unique<EmbeddedLine>(*journal, clock, std::move(options));
    auto const url = redis::parse_url(settings.line.text);
    if (!url) throw std::runtime_error("line: " + url.error());
    return std::make_unique<redis::RedisLine>(*url, clock, std::move(options));
}

}  // namespace

// In the order of construction; what comes later leans on what comes before.
struct SaleServer::Parts {
    Parts(config::Settings const& settings, std::shared_ptr<spdlog::logger> logger, Options options)
        : log(std::move(logger)),
          data_lock(keeps_files(settings) ? std::make_unique<DataLock>(settings.data) : nullptr),
          store(open_store(settings, options.on_difference, store_fault(*log))),
          journal(open_journal(settings)),
          clock(newest_of(settings, *store, journal.get(), MachineTime::real())),
          ids(started(clock, *store)),
          totals(filled(boards, *store, clock)),
          line(open_line(settings, journal.get(), clock, line_options(settings, boards.steering, clock, *log))),
          session_ends(*line, totals),
          clerk(store->works(), session_ends, clock, ids, clerk_options(settings, *log)),
          secret(settings.jwt_secret.set() ? settings.jwt_secret.bytes : store->dev_secret()),
          signer(secret),
          ticket_codes(secret),
          gate(signer, *line,
               {.identity = settings.phase == config::Phase::dev ? api::Identity::open : api::Identity::closed,
                .admin_key = settings.admin_key.bytes,
                .access_token_term = settings.access_token_seconds}),
          plans(options.plans ? std::move(options.plans) : std::make_unique<venue::VenuePlanReader const>()),
          store_reader(
              {.histories = store->histories(), .actions = store->actions(), .records = store->records()},
              [this] { return clerk.store_away(); }, *log),
          hard_work{.plans = *plans, .maps = api::HallMaps(&store->drawings())},
          catch_up(store->others()),
          observer(*log, requests, api::routes()),
          boot(new_boot()),
          streams(*line, boards.steering, clock, stream_options(http_options(settings, {}), boot)),
          pages(settings.pages.set() ? std::make_unique<PagesFolder>(settings.pages.path) : nullptr),
          assets({pages ? pages->assets() : page_assets(), contract_assets()}),
          sale(boards, *line, sale_terms(settings)),
          measures(
              clock, [this] { return clock.offsets(); }, *line, clerk, boards, streams),
          services{.clock = clock,
                   .clerk = clerk,
                   .keys = keys,
                   .line = *line,
                   .boards = boards,
                   .gate = gate,
                   .signer = signer,
                   .ticket_codes = ticket_codes,
                   .seat_lists = seat_lists,
                   .streams = streams,
                   .sale = sale,
                   .observer = observer,
                   .requests = requests,
                   .measures = measures,
                   .totals = totals,
                   .connections = [this] { return server.connections(); },
                   .store_reader = store_reader,
                   .hard_work = hard_work,
                   .catch_up = catch_up,
                   .private_answers = private_answers,
                   .assets = assets,
                   .boot = boot,
                   .max_charge = settings.max_charge,
                   .local_only = settings.phase == config::Phase::dev,
                   .line_rules = line_rules(settings)},
          api(services),
          server(http_options(settings, options.listening_socket), api),
          sweeper(
              std::in_place, boards.seats, clerk, clock, sweep_interval, [this] { return clock.trusted(); },
              [this](ConcertDateId date) { forget(date); }),
          clock_watch(clock, *log) {}

    // Before the line goes: the store tells it of payments.
    ~Parts() { store->stop(); }

    // What was made of a date that has left the boards. What is being sent of it still lives until then.
    void forget(ConcertDateId date) {
        seat_lists.forget(date);
        hard_work.maps.forget(date);
        streams.forget(date);
        log_event(*log, spdlog::level::info, "date-over", {{"concertDate", date.to_string()}});
    }

    std::shared_ptr<spdlog::logger> log;
    std::unique_ptr<DataLock> data_lock;  // null: nothing is kept here
    Boards boards;                        // outlives the store, which feeds it
    std::unique_ptr<SaleStore> store;
    std::unique_ptr<sqlite::SqliteLineJournal> journal;  // null: the line is elsewhere
    SaleClock clock;
    UuidV7Source ids;
    SaleTotals totals;
    std::unique_ptr<Line> line;
    SessionEnds session_ends;
    Clerk clerk;
    KeysUnderWay keys;
    std::string const secret;  // of the tokens and of the tickets' codes
    identity::TokenSigner signer;
    identity::TicketCodes ticket_codes;
    api::Gate gate;
    api::SeatLists seat_lists;
    std::unique_ptr<PlanReader const> plans;
    api::StoreReader store_reader;
    api::HardWork hard_work;
    api::CatchUp catch_up;
    api::PrivateAnswers private_answers;
    prometheus::Registry requests;
    api::Observer observer;
    std::string const boot;
    api::Streams streams;
    std::unique_ptr<PagesFolder> pages;  // null: those inside the program
    AssetTable assets;
    api::SaleView sale;
    api::SaleMeasures measures;
    api::Services services;
    api::Api api;
    http::Server server;
    std::optional<Sweeper> sweeper;
    ClockWatch clock_watch;
};

SaleServer::SaleServer(config::Settings const& settings, std::shared_ptr<spdlog::logger> log, Options options)
    : parts_(std::make_unique<Parts>(settings, std::move(log), std::move(options))) {
    auto const now = parts_->clock.now();
    parts_->store->tell_payments(&parts_->session_ends);
    auto const ended = parts_->session_ends.end_paid(parts_->store->archive(), now);
    if (parts_->store->others() == nullptr) remove_unfinished(parts_->clerk, ever);
    // Rendered before the doors open, so that no fan waits for it.
    for (auto const& board : parts_->boards.seats.dates()) {
        parts_->seat_lists.of(board)->pages(now, {.encoding = api::Encoding::gzip});
    }
    parts_->server.start();
    auto const line = parts_->line->report();
    log_event(*parts_->log, spdlog::level::info, "ready",
              {{"phase", std::string(to_string(settings.phase))},
               {"listen", settings.listen.host + ":" + std::to_string(port())},
               {"store", settings.store.set() ? settings.store.shown() : settings.data.string()},
               {"line", settings.line.set() ? settings.line.shown() : settings.data.string()},
               {"dates", parts_->boards.seats.dates().size()},
               {"users", parts_->boards.wallets.users()},
               {"waiting", line.counters.waiting},
               {"inside", line.counters.inside},
               {"sessionsEndedByPayment", ended}});
}

SaleServer::~SaleServer() { stop(); }

std::uint16_t SaleServer::port() const { return parts_->server.port(); }

bool SaleServer::responds(milliseconds within) { return parts_->server.responds(within); }

void SaleServer::stop() {
    if (!parts_->sweeper) return;
    log_event(*parts_->log, spdlog::level::info, "stopping");
    parts_->server.stop(stop_grace);
    parts_->sweeper.reset();
    parts_->store_reader.join();
    parts_->hard_work.join();
    parts_->catch_up.join();
    parts_->clerk.close();
    parts_->store->stop();
    parts_->line->close();
    log_event(*parts_->log, spdlog::level::info, "stopped");
}

}  // namespace onsale
