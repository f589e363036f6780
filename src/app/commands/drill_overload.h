// `onsale drill --overload`: the drill's other half, which offers a server more than it can carry.
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

#include "application/audit.h"
#include "drill/checks.h"
#include "drill/plan.h"

namespace CLI {
class App;
}

namespace onsale {

struct OverloadOrder {
    double times = 0;  // 0: no overload is wanted
    std::uint32_t server_cores = 1;
    double server_share = 0.25;
    pid_t server_pid = 0;
    std::uint64_t memory_cap = 512;  // MiB
    bool serve = false;
    std::string venue;
    std::string data;  // to be audited afterwards; empty: none
    std::string json;
};

void add_overload_options(CLI::App& command, OverloadOrder& order);

// The exit code. Throws what the drill throws.
int run_overload(OverloadOrder const& order, drill::Plan const& plan);

// Shared with the rehearsal.
std::vector<drill::Finding> findings_of(AuditReport const& report);
void write_file(std::string const& path, std::string const& bytes);

}  // namespace onsale
