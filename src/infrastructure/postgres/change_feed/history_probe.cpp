#include "infrastructure/postgres/change_feed/history_probe.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace onsale::postgres {
namespace {

constexpr Statement what_is_there{
    "what_is_there",
    "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean, " ONSALE_HISTORY_COLUMNS};

}  // namespace

HistoryProbe::HistoryProbe(std::string const& url, std::shared_ptr<TimelineGuard> guard,
                           std::chrono::milliseconds interval)
    : guard_(std::move(guard)), interval_(interval) {
    auto const urls = urls_of_hosts(url);
    if (urls.size() < 2) return;
    SessionOptions options;
    options.answer_timeout = std::chrono::milliseconds{1'000};
    for (auto const& each : urls) servers_.push_back(std::make_unique<Connection>(each, options));
    thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
}

void HistoryProbe::stop() noexcept {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void HistoryProbe::run(std::stop_token const& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        for (auto const& server : servers_) {
            if (!stop.stop_requested()) look_at(*server);
        }
        woken.wait_for(lock, stop, interval_, [] { return false; });
    }
}

// A server that does not answer, or does not say which history it has, decides nothing.
void HistoryProbe::look_at(Connection& server) {
    try {
        server.ensure_open();
        auto const rows = server.ask(what_is_there);
        if (rows[0].flag(0)) return;
        guard_->met({.system = std::string(rows[0].text(1)), .timeline = rows[0].integer(2)});
    } catch (std::exception const&) {
        server.close();
    }
}

}  // namespace onsale::postgres
