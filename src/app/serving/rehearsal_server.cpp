#include "app/serving/rehearsal_server.h"

#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include <spdlog/sinks/stdout_sinks.h>

#include "app/serving/files_inside.h"
#include "app/serving/import_date.h"
#include "app/serving/store/offline_store.h"

namespace onsale {
namespace {

constexpr Points usual_price{99'000};

std::filesystem::path temporary_folder() {
    auto name = (std::filesystem::temp_directory_path() / "onsale-drill-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder: " + name);
    return name;
}

// A rehearsal is a sale in a hurry: what is held and forgotten comes back while the crowd is still there.
config::Settings hurried(std::filesystem::path const& data, std::uint32_t capacity, std::uint32_t io_threads,
                         seconds hold) {
    config::Settings settings;
    settings.listen = {.host = "127.0.0.1", .port = 0};
    settings.data = data;
    settings.max_connections = capacity;
    settings.admit_per_second = std::min(capacity, 100'000U);
    settings.token_seconds = seconds{60};
    settings.seat_hold_seconds = hold;
    settings.io_threads = io_threads;
    return settings;
}

}  // namespace

RehearsalServer::RehearsalServer(std::filesystem::path const& venue_plan, std::uint32_t capacity,
                                 std::uint32_t io_threads, seconds hold) {
    auto const text = venue_plan.empty() ? std::string(stadium_plan()) : read_plan_file(venue_plan);
    auto const plan = venue::read_venue_plan(text, {.price = usual_price});
    if (!plan) throw std::runtime_error(venue_plan.string() + ":" + venue::to_string(plan.error().front()));
    data_ = temporary_folder();
    auto const in_a_month =
        std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()) + std::chrono::days{30};
    auto const opened = [&] {
        auto const store = open_offline({.data = data_});
        return import_date(store->work(), {.concert = "Rehearsal", .date = in_a_month, .repeat = Repeat::meant}, *plan,
                           store->others());
    }();
    if (!opened) throw std::runtime_error(venue_plan.string() + ": " + opened.error());
    auto log = std::make_shared<spdlog::logger>("onsale", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    log->set_pattern("%v");
    log->set_level(spdlog::level::err);
    server_ = std::make_unique<SaleServer>(hurried(data_, capacity, io_threads, hold), std::move(log));
}

RehearsalServer::~RehearsalServer() {
    server_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(data_, ignored);
}

AuditReport RehearsalServer::stop_and_audit() {
    server_->stop();
    return audit_store({.data = data_});
}

}  // namespace onsale
