// Everything that handlers work with, wired once in the composition root and borrowed by the API.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <boost/asio/thread_pool.hpp>
#include <prometheus/registry.h>

#include "api/access/gate.h"
#include "api/assets/assets.h"
#include "api/handlers/private_answers.h"
#include "api/handlers/readings.h"
#include "api/identity/ticket_code.h"
#include "api/observing/observer.h"
#include "api/observing/sale_measures.h"
#include "api/rendering/hall_maps.h"
#include "api/rendering/sale_view.h"
#include "api/rendering/seat_lists.h"
#include "api/streaming/streams.h"
#include "application/boards/boards.h"
#include "application/boards/news_of_others.h"
#include "application/boards/sale_totals.h"
#include "application/clerk/clerk.h"
#include "application/idempotency/keys_under_way.h"
#include "application/line/line.h"
#include "application/sale/hall_plan.h"
#include "application/sale_records.h"
#include "domain/steering/repositories.h"

namespace onsale::api {

struct Services {
    Clock const& clock;
    Clerk& clerk;
    KeysUnderWay& keys;
    Line& line;
    Boards& boards;
    Gate const& gate;
    identity::TokenSigner const& signer;
    identity::TicketCodes const& ticket_codes;
    SeatLists& seat_lists;
    HallMaps& hall_maps;  // made on `reader` alone
    PlanReader const& plans;
    Streams& streams;
    SaleView& sale;
    Observer& observer;
    prometheus::Registry& requests;  // what the observer counts
    SaleMeasures const& measures;
    SaleTotals const& totals;
    std::function<std::size_t()> connections;  // that the server has open now
    PointHistoryRepository& histories;         // used on `reader` alone, which has one thread
    OperatorActionRepository& actions;         // the same
    SaleRecords& records;                      // the same
    NewsOfOthers* others;                      // null: this node has its store to itself
    boost::asio::thread_pool& reader;
    PrivateAnswers& private_answers;
    Readings& readings;               // of the histories and the like, on `reader`
    boost::asio::thread_pool& asker;  // waits for the news of others: a newcomer's first poll stands behind no reading
    AssetTable const& assets;
    std::string boot;         // differs at every start: part of ETags, since versions restart
    std::int64_t max_charge;  // points
    // Phase dev, where every caller may do anything: only hosts that name this machine are answered, and no write that
    // another site made a browser send.
    bool local_only = false;
    LineRules line_rules;  // as the settings have them; what holds: in_force(line_rules, *boards.steering.now())
};

}  // namespace onsale::api
