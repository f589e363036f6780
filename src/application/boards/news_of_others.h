// News of others: what other nodes have committed, on its way to this node's boards. A node that has its store to
// itself has none.
#pragma once

namespace onsale {

class NewsOfOthers {
  public:
    virtual ~NewsOfOthers() = default;

    // Blocks until the boards show all that was committed anywhere before this call (true), or until the store turns
    // out to be away (false: they show what they showed). For what a fan was told by one node a moment ago and another
    // node does not know yet. Any thread but an I/O thread.
    virtual bool catch_up() noexcept = 0;

    // Did the last question reach the store? False: the boards may be behind.
    virtual bool reached() const noexcept = 0;
};

}  // namespace onsale
