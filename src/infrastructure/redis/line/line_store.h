// LineStore: the line's scripts as functions. What stands in Redis, and what each script does, is in line_keys.h and
// scripts/.
//
// Every call tells Redis which version of which history the caller has, and nothing is done when that is not one of
// the history that Redis has. All throw StorageFault when Redis is away, or answered too late: then what was asked for
// may have happened or not. StoreUnfit: Redis would throw parts of the line away.
//
// All times in Redis are by Redis' own clock: no caller says what time it is. Each answer tells clock() it.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "application/line/line_submission.h"
#include "application/storage_fault.h"
#include "domain/waiting/admission.h"
#include "infrastructure/redis/client.h"
#include "infrastructure/redis/line/line_clock.h"
#include "infrastructure/redis/line/line_mirror.h"

namespace onsale::redis {

// `seen` has four bytes a number, and a string of Redis at most 512 MiB. As scripts/line.lua.
constexpr PlaceNumber last_redis_number{100'000'000};

// The lease of the node that lets time pass in the line. By Redis' clock.
struct LeaseTerms {
    milliseconds term{1'500};  // a node that does not beat for so long has lost it
    // Nobody ticked for longer than this: then nobody was heard either, and everybody gets return_grace to show
    // themselves before somebody is called or marked away. Zero: never.
    milliseconds gap{3'000};
    // So long, by its own clock, a node that remembers nothing waits in front of a Redis without a line for one that
    // remembers: Redis may have been emptied a moment ago, and the others be between two tries. Zero: not at all.
    milliseconds before_opening{2'500};
    // So long, by Redis' clock, nodes wait for each other when another process has taken over the line's data, until
    // all have said that nothing is missing. Zero: not at all, something is.
    milliseconds roll_call{2'500};
};
// What a fan's wish frees is given on while somebody ticks (scripts/wishes.lua). Were the lease still held after a gap,
// a wish could mark those away whom nobody could hear.
static_assert(LeaseTerms{}.term < LeaseTerms{}.gap);

// Redis is there, and would lose the line by and by: nothing is asked of it. An operator must change it.
struct StoreUnfit : StorageFault {
    using StorageFault::StorageFault;
};

enum class Relation : std::uint8_t {
    same,    // done, and the changes follow
    lost,    // Redis does not have the version that the caller has: it has lost data, or all of them
    other,   // another history has been opened
    behind,  // too much has happened since: a snapshot is needed
    waits,   // another process has the data: see LeaseTerms::roll_call
};

// What has changed in the line since the version that the caller had.
struct LineChanges {
    Relation relation = Relation::same;
    LineVersion version;
    PlaceNumber last_given;
    std::vector<std::string> events;  // for LineMirror::apply, one after the other
    bool grace = false;               // nobody is called past those who have yet to show themselves again
};

// What a fan wishes, or a payment has ended.
struct Wish {
    enum class Kind : char { join = 'j', enter = 'e', leave = 'l', paid = 'p' };
    Kind kind;
    UserId user;
    PlaceNumber shown{};   // join: of the ticket; paid: of the session that was paid. Zero: none
    Instant entered_at{};  // paid: of that session
};

struct WishAnswer {
    enum class Kind : char { place = 'P', left = 'L', not_in_line = 'N', full = 'F' };
    Kind kind;
    PlaceNumber place{};
    Instant joined_at{};
};

struct Returning {
    PlaceNumber place;
    UserId user;
};

class LineStore {
  public:
    struct Options {
        LineId line;
        LineRules rules;
        std::uint32_t most_places;
        LeaseTerms lease;
        TimeByHand time = {};
    };

    LineStore(Url const& url, Options options);

    LineChanges grant(LineVersion const& have, std::span<Wish const> wishes, std::vector<WishAnswer>& answers);

    // A sign of life: of the fans who polled here, and of this node. Ticks if the lease is ours.
    LineChanges beat(LineVersion const& have, std::span<std::uint32_t const> polled,
                     std::span<Returning const> returning);

    // Opens the line, or tells a history that has lost something what this node remembers. Callers read a snapshot
    // next.
    void open(Remembered const& remembered);
    // Nullopt: there is no line.
    std::optional<LineSnapshot> snapshot();

    // What an operator should change in this Redis; empty: nothing.
    std::string advice() const;

    LineClock const& clock() const { return clock_; }

    // The rules of every call from now on.
    void steer(LineRules const& rules) { rules_ = rules; }

    // The fence of the lease that this node holds; zero: none.
    std::uint64_t fence() const { return fence_; }
    Deadline next_try() const { return client_.next_try(); }

  private:
    // Connects, if need be. Throws StoreUnfit.
    std::vector<std::string> arguments(LineVersion const& have);
    Reply ask(Script const& script, std::vector<std::string> const& arguments, std::chrono::milliseconds patience);
    LineChanges run(Script const& script, std::vector<std::string> const& arguments, LineVersion const& have,
                    Reply& reply);
    std::string new_nonce();

    Options const options_;
    bool const replicated_;  // by its URL
    LineRules rules_;
    Client client_;
    std::vector<std::string> const keys_;
    Script const beat_;
    Script const open_;
    Script const snapshot_;
    Script const wishes_;
    std::mt19937_64 chance_;
    std::string const node_;
    std::uint64_t fence_ = 0;
    LineClock clock_;
    Instant known_at_{};  // the time of the line when this node knew all of it last
};

}  // namespace onsale::redis
