// Everything that handlers work with, wired once in the composition root and borrowed by the API.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <prometheus/registry.h>

#include "api/access/gate.h"
#include "api/assets/assets.h"
#include "api/background/catch_up.h"
#include "api/background/hard_work.h"
#include "api/background/store_reader.h"
#include "api/handlers/private_answers.h"
#include "api/identity/ticket_code.h"
#include "api/observing/observer.h"
#include "api/observing/sale_measures.h"
#include "api/rendering/sale_view.h"
#include "api/rendering/seat_lists.h"
#include "api/streaming/streams.h"
#include "application/boards/boards.h"
#include "application/boards/sale_totals.h"
#include "application/clerk/clerk.h"
#include "application/idempotency/keys_under_way.h"
#include "application/line/line.h"

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
    Streams& streams;
    SaleView& sale;
    Observer& observer;
    prometheus::Registry& requests;  // what the observer counts
    SaleMeasures const& measures;
    SaleTotals const& totals;
    std::function<std::size_t()> connections;  // that the server has open now
    // What an I/O thread must not do: each on threads of its own.
    StoreReader& store_reader;
    HardWork& hard_work;
    CatchUp& catch_up;
    PrivateAnswers& private_answers;
    AssetTable const& assets;
    std::string boot;         // differs at every start: part of ETags, since versions restart
    std::int64_t max_charge;  // points
    // Phase dev, where every caller may do anything: only hosts that name this machine are answered, and no write that
    // another site made a browser send.
    bool local_only = false;
    LineRules line_rules;  // as the settings have them; what holds: in_force(line_rules, *boards.steering.now())
};

}  // namespace onsale::api
