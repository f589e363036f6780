// Rehearsal: what all fans of one drill share. One thread; outlives every fan.
#pragma once

#include "drill/api_messages.h"
#include "drill/hall.h"
#include "drill/history.h"
#include "drill/http_pool.h"
#include "drill/measures.h"
#include "drill/moment.h"
#include "drill/plan.h"

namespace onsale::drill {

// The line's order as the fans know it, for the plot of fairness.
struct Order {
    FanNumber fan = 0;
    std::uint32_t joined = 0;   // the how-manieth whose first answer from the line came
    std::uint32_t entered = 0;  // the how-manieth that was let in
};

struct Rehearsal {
    Rehearsal(boost::asio::io_context& context, Plan const& the_plan, boost::asio::ip::tcp::endpoint const& server)
        : io(context),
          plan(the_plan),
          api(plan.dialect, plan.host, plan.port),
          http(io, server, plan.connections, watch) {}

    boost::asio::io_context& io;
    Plan const& plan;
    StopWatch watch;
    ApiMessages api;
    HttpPool http;
    Hall hall;
    Measures measures;
    History history;
    std::vector<Order> order;
    std::uint32_t joined = 0;
    std::uint64_t trespasses_tried = 0;

    std::size_t buyers_left = 0;  // fans who are not home yet, hoarders apart

    bool time_is_up = false;  // everybody goes home

    // Everybody who waits hears of it and goes home.
    bool sold_out() const { return !hall.seats().empty() && seats_paid >= hall.seats().size(); }
    std::size_t seats_paid = 0;
};

}  // namespace onsale::drill
