// Hard work: what keeps a core busy for long. What operators ask for (venue plans, digests of the boards) has a thread,
// and the maps that fans ask for have another: neither waits for the other, and no history waits for either.
#pragma once

#include "api/background/work_queue.h"
#include "api/rendering/hall_maps.h"
#include "application/sale/hall_plan.h"

namespace onsale::api {

struct HardWork {
    // Each may hold a plan of 8 MiB.
    static constexpr std::size_t most_of_operators = 8;
    // They wait for the same few maps: all but the first find theirs made.
    static constexpr std::size_t most_for_maps = 4'096;

    PlanReader const& plans;  // for `for_operators`
    HallMaps maps;            // made by `for_maps` alone
    WorkQueue for_operators{{.name = "operators", .most = most_of_operators, .nice = 10}};
    WorkQueue for_maps{{.name = "maps", .most = most_for_maps}};

    void join() {  // as WorkQueue::join
        for_operators.join();
        for_maps.join();
    }
};

}  // namespace onsale::api
