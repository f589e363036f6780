// The steps of the sale: each is a load on the server, a line of the table, and an entry of the JSON.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "load.h"
#include "requests.h"
#include "served.h"

namespace onsale::bench {

class Steps {
  public:
    // table: where each step is shown as soon as it is done; borrowed.
    Steps(Target target, std::FILE* table);

    Target const& target() const { return target_; }

    // Sends each request once; returns the bodies of the answers, in the order of the requests. Like rounds(), throws
    // std::runtime_error when an answer was not 2xx or a connection broke. connections: 0 for the target's.
    std::vector<std::string> once(std::string const& step, std::vector<load::RequestLine> const& lines,
                                  std::size_t connections = 0);

    // Goes round the requests for some seconds.
    void rounds(std::string const& step, std::size_t connections, std::vector<load::RequestLine> const& lines);

    // What the last step was to the writers: how many commands, or events of the line, shared one commit on average.
    double commands_a_batch() const { return last_.writer_commands / last_.writer_batches; }
    double line_events_a_batch() const { return last_.line_events / last_.line_batches; }

    boost::json::array const& done() const { return done_; }

  private:
    void measure(std::string const& step, load::Plan plan, std::vector<load::RequestLine> const& lines);
    void show(std::string const& step, load::Result const& result, double server_cpu);

    Target const target_;
    std::FILE* const table_;
    BatchCounters last_;  // of the last step alone
    boost::json::array done_;
};

}  // namespace onsale::bench
