#include "app/serving/open_sale.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "application/awaited.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "infrastructure/system/data_lock.h"
#include "infrastructure/system/system_clock.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "infrastructure/venue/hall_plan_of.h"

namespace onsale {
namespace {

// Nobody reads boards here; the store alone matters.
struct NoBoards final : CommitListener {
    void committed(Changes const&) noexcept override {}
};

// A key under which nothing is ever remembered: claiming it keeps the others out until the transaction ends.
class TurnOfMoment final : public KeyedAnswer {
  public:
    explicit TurnOfMoment(Instant moment)
        : KeyedAnswer({.key = {.scope = "import", .text = to_text(moment)}, .fingerprint = {}}) {}
    Rendered render() const override { return {.status = 201, .body = {}, .remembered = false}; }

  private:
    static std::string to_text(Instant moment) {
        return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count());
    }
};

std::string said(Refusal const& refusal) {
    if (refusal.reason == Reason::sale_exists) return "it was put on sale at this very moment by somebody else";
    return "the plan has too many seats, or a number twice";
}

}  // namespace

std::expected<SaleOpened, std::string> open_sale(UnitOfWork& work, std::string const& concert, Instant date,
                                                 venue::VenuePlan const& plan, SaleLookup is_there) {
    SystemClock const clock;
    UuidV7Source ids(clock);
    NoBoards boards;
    std::string fault;
    Clerk::Options options{.hold_term = HoldTerm{limits::shortest_hold}};  // unused: nothing is reserved here
    options.on_fault = [&](std::string_view what, std::string_view) { fault = what; };
    Clerk clerk(work, boards, clock, ids, options);
    auto hall = venue::hall_plan_of(plan);
    TurnOfMoment turn(date);
    bool const once = static_cast<bool>(is_there);
    OpenSale command(SaleOrder{.concert = concert,
                               .date = date,
                               .offers = std::move(hall.offers),
                               .drawing = std::move(hall.drawing),
                               .is_there = std::move(is_there)});
    if (once) command.keyed = &turn;
    auto const fate = submit_and_wait(clerk, command);
    clerk.close();
    if (fate != Fate::answered) return std::unexpected(fault);
    if (!*command.outcome) return std::unexpected(said(command.outcome->error()));
    return **command.outcome;
}

std::expected<SaleOpened, std::string> open_sale(std::filesystem::path const& data, std::string const& concert,
                                                 Instant date, venue::VenuePlan const& plan) {
    DataLock const lock(data);
    sqlite::SqliteUnitOfWork work(data);
    return open_sale(work, concert, date, plan);
}

std::string read_plan_file(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace onsale
