#include "app/serving/clock_watch.h"

#include <string>

#include "api/observing/log.h"

namespace onsale {
namespace {

constexpr seconds between_measures{1};

}  // namespace

ClockWatch::ClockWatch(SaleClock const& clock, spdlog::logger& log)
    : clock_(clock), log_(log), thread_([this](std::stop_token const& stop) { run(stop); }) {}

void ClockWatch::run(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        auto const offsets = clock_.offsets();
        measure(system_, offsets.to_system);
        if (offsets.to_store) measure(store_, *offsets.to_store);
        pause_.wait_for(lock, stop, between_measures, [] { return false; });
    }
}

void ClockWatch::measure(Watched& watched, milliseconds offset) {
    auto const turn = watched.alarm.measure(offset);
    if (turn == OffsetAlarm::Turn::none) return;
    bool const raised = turn == OffsetAlarm::Turn::raised;
    api::log_event(log_, raised ? spdlog::level::warn : spdlog::level::info, raised ? "clock-off" : "clock-right-again",
                   {{"against", std::string(watched.against)},
                    {"aheadMs", offset.count()},
                    {"admits", clock_.trusted()},
                    {"meaning", raised ? "the sale's time differs from this clock, and follows its reference slowly"
                                       : "the sale's time is that of this clock again"}});
}

}  // namespace onsale
