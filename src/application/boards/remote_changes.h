// Remote changes: what other nodes have committed, on its way to this node's boards. A node that has its store to
// itself has none.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace onsale {

enum class FeedState : std::uint8_t {
    followed,
    store_away,     // the last question was not answered: the boards may be behind
    other_history,  // the store came back with another history: what the boards show does not count, they are read
                    // again
    newer_schema,   // the boards are right; but a newer release made the schema, and this node cannot write to it
};

// Does the store answer, so that waiting for the boards makes sense?
constexpr bool answers(FeedState state) { return state == FeedState::followed || state == FeedState::newer_schema; }

class RemoteChanges {
  public:
    virtual ~RemoteChanges() = default;

    // Blocks until the boards show all that was committed anywhere before this call (true), or until the store turns
    // out to be away (false: they show what they showed). For what a fan was told by one node a moment ago and another
    // node does not know yet. Any thread but an I/O thread.
    virtual bool catch_up() noexcept = 0;

    // Calls look() while the boards show one snapshot of the store and nothing else, and returns the name by which
    // another session may read that snapshot for about half a minute. Nullopt, and not called: the store is away.
    // One at a time; blocks. Any thread but an I/O thread.
    virtual std::optional<std::string> at_one_snapshot(std::function<void()> const& look) = 0;

    // As of the last question to the store. Any thread.
    virtual FeedState state() const noexcept = 0;
};

}  // namespace onsale
