// An overload: finds what a server carries, offers it a multiple of that, and watches what becomes of it.
//
// What is offered are charges of points: a durable write of money that needs no seat and no place in the line.
//   peak      a closed loop; 2xx a second are what the server carries
//   calm      an open loop at a tenth of that: what is normal
//   overload  an open loop at a multiple of the peak
//   recovery  the calm load again, on connections of its own; what was sent before is still out
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "drill/history.h"
#include "drill/overload/window.h"
#include "drill/plan.h"

namespace onsale::drill {

struct OverloadPlan {
    Plan server{};     // host, port, dialect, connections
    double times = 5;  // the multiple of the peak
    Moment peak{std::chrono::seconds{6}};
    Moment calm{std::chrono::seconds{3}};
    Moment overload{std::chrono::seconds{10}};
    Moment recovery{std::chrono::seconds{10}};
    pid_t server_pid = 0;  // whose memory is watched; 0: nobody's
};

inline constexpr double calm_share = 0.1;  // of the peak

struct Memory {  // resident bytes
    std::uint64_t before = 0, most = 0, after = 0;
};

struct OverloadOutcome {
    double peak_rate = 0;  // 2xx a second
    Windows peak, calm, overload, recovery;
    std::optional<Memory> memory;
    std::vector<Wallet> wallets;  // of all who charged
    std::uint64_t users = 0;
    std::uint32_t never_answered = 0;  // requests without an answer at the end
};

// phase: as listed above, also "registering" and "looking at balances".
using PhaseWatcher = std::function<void(std::string_view phase)>;

// Throws CannotBegin, and std::system_error for what is our own fault.
OverloadOutcome overload(OverloadPlan const& plan, PhaseWatcher const& watcher);

}  // namespace onsale::drill
