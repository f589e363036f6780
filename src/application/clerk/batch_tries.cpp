#include "application/clerk/batch_tries.h"

#include <exception>

namespace onsale {
namespace {

void give_fate(std::span<Command* const> commands, Fate fate) {
    for (auto* command : commands) command->fate = fate;
}

}  // namespace

BatchTries::Result BatchTries::bring_through(std::span<Command* const> batch) {
    begun_ = options_.now();
    tries_ = 0;
    faults_ = 0;
    result_ = {};
    attempt(batch, Waits::for_all);
    return result_;
}

void BatchTries::attempt(std::span<Command* const> commands, Waits waits) {
    if (commands.empty()) return;
    if (given_up()) return give_fate(commands, Fate::shed);
    ++tries_;
    give_fate(commands, Fate::pending);
    try {
        serve_(commands, waits);
        result_.reached = true;
    } catch (StoreAway const& fault) {
        give_fate(commands, Fate::failed);
        result_.failed = true;
        result_.away = fault.how();
        options_.on_fault(fault.what(), "batch");
    } catch (RowsBusy const& busy) {
        hold_up(commands, waits, busy.what());
    } catch (std::exception const& fault) {
        blame(commands, waits, fault.what());
    }
}

void BatchTries::hold_up(std::span<Command* const> commands, Waits waits, std::string_view what) {
    if (tries_ == 1) options_.on_fault(what, "batch");
    switch (waits) {
        case Waits::for_all:
            return attempt(commands, Waits::for_dates);
        case Waits::for_dates:
            return attempt(commands, Waits::for_none);
        case Waits::for_none:
            if (commands.size() == 1) return give_fate(commands, Fate::shed);
            return divide(commands, waits);
    }
}

void BatchTries::blame(std::span<Command* const> commands, Waits waits, std::string_view what) {
    if (commands.size() > 1) return divide(commands, waits);
    ++faults_;
    result_.failed = true;
    give_fate(commands, Fate::failed);
    options_.on_fault(what, commands.front()->name());
}

void BatchTries::divide(std::span<Command* const> commands, Waits waits) {
    auto const half = commands.size() / 2;
    attempt(commands.first(half), waits);
    attempt(commands.subspan(half), waits);
}

bool BatchTries::given_up() const {
    if (tries_ == 0) return false;
    return result_.away || faults_ >= options_.most_faults || options_.now() - begun_ >= options_.longest;
}

}  // namespace onsale
