// History: which row of commits a server goes on with. What was read from one (a snapshot, a seq) means nothing in
// another: a standby that is promoted begins a new timeline, and may lack the last commits of the old one.
//
// TimelineGuard: what one node knows of the timelines of its store. Of two servers of one system that both take writes
// (the old primary was not fenced) the one with the higher timeline is right; a session with the other one is refused.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

namespace onsale::postgres {

struct History {
    std::string system;         // PostgreSQL's system identifier, or what stands in for it
    std::int64_t timeline = 0;  // 0: the server does not tell, e.g. because it is a standby

    bool operator==(History const&) const = default;
};

// Two columns of an SQL text: what a History is made of. The first form needs functions that everybody may call as
// PostgreSQL comes, and that a hosted one may refuse. In the second one each start of the server counts as another
// history: that fills boards once more than needed, and is never wrong. Not pg_control_checkpoint(): after a promotion
// it tells the old timeline until the next checkpoint.
#define ONSALE_HISTORY_COLUMNS                                   \
    "(SELECT system_identifier::text FROM pg_control_system())," \
    " CASE WHEN pg_is_in_recovery() THEN 0"                      \
    " ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END"
#define ONSALE_HISTORY_COLUMNS_WITHOUT_CONTROL "'started ' || pg_postmaster_start_time()::text, 0::bigint"

// Thread-safe.
class TimelineGuard {
  public:
    // A server that takes writes was met. False: one of the same system with a higher timeline was met before.
    bool met(History const& server);
    // The same question, of a session that there is already.
    bool admits(History const& server) const;

  private:
    bool behind(History const& server) const;  // needs the lock

    mutable std::mutex mutex_;
    History newest_;
};

}  // namespace onsale::postgres
