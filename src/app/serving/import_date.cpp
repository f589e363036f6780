#include "app/serving/import_date.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include "application/awaited.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "application/sale/remove_unfinished.h"
#include "infrastructure/system/system_clock.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "infrastructure/venue/hall_plan_of.h"
#include "shown_text/shown_text.h"

namespace onsale {
namespace {

constexpr milliseconds between_looks{200};

// Nobody reads boards here; the store alone matters.
struct NoBoards final : CommitListener {
    void committed(Changes const&) noexcept override {}
};

std::string said(Refusal const& refusal) {
    if (refusal.reason == Reason::sale_being_made) return "somebody else is putting it on sale just now";
    if (refusal.reason == Reason::sale_exists) return "it was put on sale at this very moment by somebody else";
    if (refusal.reason == Reason::unfit_terms) return "the sale must open before it closes";
    return "the plan has too many seats, or a number twice";
}

// As long as another process may be at it, or was, and has not been given up.
Fate submit_patiently(Clerk& clerk, PutDateOnSale& command) {
    auto const until = std::chrono::steady_clock::now() + 2 * limits::given_up_after;
    for (;;) {
        auto const fate = submit_and_wait(clerk, command);
        bool const being_made = fate == Fate::answered && *command.outcome == refuse(Reason::sale_being_made);
        if (!being_made || std::chrono::steady_clock::now() >= until) return fate;
        std::this_thread::sleep_for(between_looks);
    }
}

}  // namespace

std::expected<DatePutOnSale, std::string> import_date(UnitOfWork& work, DateToImport const& wanted,
                                                      venue::VenuePlan const& plan, Others others) {
    SystemClock const clock;
    UuidV7Source ids(clock);
    NoBoards boards;
    std::string fault;
    Clerk::Options options{.usual_hold = HoldTerm{limits::shortest_hold}};  // unused: nothing is reserved here
    options.on_fault = [&](std::string_view what, std::string_view) { fault = what; };
    Clerk clerk(work, boards, clock, ids, options);
    remove_unfinished(clerk, others == Others::none ? ever : clock.now() - limits::removed_after);
    auto hall = venue::hall_plan_of(plan);
    SaleOrder order{.concert = wanted.concert,
                    .date = wanted.date,
                    .offers = std::move(hall.offers),
                    .drawing = std::move(hall.drawing),
                    .terms = wanted.terms};
    if (wanted.repeat == Repeat::found) order.same_name = &shown_text::look_same;
    PutDateOnSale command(std::move(order));
    auto const fate = submit_patiently(clerk, command);
    clerk.close();
    if (fate != Fate::answered) return std::unexpected(fault);
    if (!*command.outcome) return std::unexpected(said(command.outcome->error()));
    return **command.outcome;
}

std::string read_plan_file(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace onsale
