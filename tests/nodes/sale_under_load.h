// SaleUnderLoad: a sale on several nodes, fans who buy through all of them, and what they were answered: to be compared
// with what there is once the load has ended.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "crash/findings.h"
#include "crash/sale_on_show.h"
#include "crash/shopper.h"
#include "nodes/several_nodes.h"

namespace onsale::tests {

class SaleUnderLoad {
  public:
    static constexpr std::size_t capacity = 30;  // of the line; fewer than want to come in

    // Makes the schema in the store, and halls of some 1,800 seats in all; then starts the nodes.
    SaleUnderLoad(std::string const& store, std::string const& line);

    SeveralNodes& nodes() { return nodes_; }
    Findings& findings() { return findings_; }
    SaleOnShow& on_show() { return sale_; }
    Places& places() { return places_; }

    void begin_load() { begin_load(nodes_.ports()); }
    void begin_load(std::vector<std::uint16_t> const& ports);
    void end_load() { load_.clear(); }

    // Returns when this many more answers of 2xx, or of "not now", have come. Fails the test when they do not.
    void await_answers(std::uint64_t more = 300) const;
    void await_not_now(std::uint64_t more = 100) const;

    // Ends the load; waits until all nodes are ready and in step; audits; looks at the line and the seats on
    // every node, and for every answer on one of them, another one each time.
    // `guests`: who is in the line besides those of the load.
    void check(int guests = 0);

    // For the log of the test: what was done, and the figures. Fails the test when something was wrong.
    void report(std::string const& what);

  private:
    void gather(int guests);

    Findings findings_;
    Places places_;
    SeveralNodes nodes_;
    SaleOnShow sale_;
    std::deque<Shopper> shoppers_;
    std::size_t checks_ = 0;
    std::vector<std::jthread> load_;  // last: it ends first
};

}  // namespace onsale::tests
