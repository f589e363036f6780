// Whole tables for the operator, read and sent piece by piece.
#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/handlers.h"
#include "api/observing/log.h"
#include "api/rendering/csv.h"
#include "application/storage_fault.h"

namespace onsale::api {
namespace {

constexpr std::size_t rows_a_piece = 500;  // some 150 KiB of text, and a few milliseconds of the reader

// One table: what comes behind the last row that was read. On the reader's thread.
class ReservationRows {
  public:
    using Record = ReservationRecord;
    std::vector<ReservationRecord> read(SaleRecords& records) {
        auto rows = records.reservations(after_, rows_a_piece);
        if (!rows.empty()) after_ = rows.back().reservation.id;
        return rows;
    }

  private:
    std::optional<ReservationId> after_;
};

class LedgerRows {
  public:
    using Record = LedgerRecord;
    std::vector<LedgerRecord> read(SaleRecords& records) {
        auto rows = records.ledger(after_, rows_a_piece);
        if (!rows.empty()) after_ = {rows.back().entry.user, rows.back().entry.id};
        return rows;
    }

  private:
    std::optional<SaleRecords::LedgerCursor> after_;
};

// Between two pieces the reader is free for others, however slow the client is.
template <class Rows>
class Export final : public http::BodySource {
  public:
    Export(http::IoThread& io, Services& services, std::string_view mark) : io_(io), services_(services), mark_(mark) {}

    // Reads the first piece: what goes wrong here can still be answered. False: the store could not be read.
    http::Awaitable<bool> begin() {
        auto rows = co_await http::on_other_thread(io_, services_.reader, [this] { return read(); });
        if (!rows) co_return false;
        first_ = std::string(mark_).append(csv_header<typename Rows::Record>()).append(*rows);
        co_return true;
    }

    http::Awaitable<std::optional<std::string>> next() override {
        if (first_) co_return std::exchange(first_, std::nullopt);
        if (last_) co_return std::nullopt;
        auto piece = co_await http::on_other_thread(io_, services_.reader, [this] { return read(); });
        if (!piece) throw StorageFault("an export broke off");
        co_return piece;
    }

  private:
    // Nullopt: a fault, which is in the log.
    std::optional<std::string> read() {
        try {
            if (services_.clerk.store_away()) return std::nullopt;
            auto const rows = rows_.read(services_.records);
            last_ = rows.size() < rows_a_piece;
            std::string lines;
            for (auto const& row : rows) append_csv(lines, row);
            return lines;
        } catch (StorageFault const& fault) {
            log_event(services_.observer.log(), spdlog::level::err, "export-fault", {{"what", fault.what()}});
            return std::nullopt;
        }
    }

    http::IoThread& io_;
    Services& services_;
    std::string_view mark_;  // before the header line; a constant, or empty
    Rows rows_;
    std::optional<std::string> first_;
    bool last_ = false;
};

template <class Rows>
http::Awaitable<void> answer_export(Call call, std::string_view name) {
    auto const query = Query::read(call.request, {"bom"});
    if (!query) co_return call.refuse(query.error());
    auto const bom = query->get("bom").value_or("0");
    if (bom != "0" && bom != "1") {
        co_return call.refuse(
            Problem{.type = ProblemType::invalid_request, .detail = "", .errors = {{"bom", "must be 0 or 1"}}});
    }
    auto const turn = call.services.readings.take_turn();
    if (!turn) co_return call.refuse(problem_of(Fate::shed));
    auto rows = std::make_unique<Export<Rows>>(call.io, call.services, bom == "1" ? byte_order_mark : "");
    bool const begun = co_await rows->begin();
    if (!begun) co_return call.refuse(problem_of(Fate::failed));
    call.answer.content_type = "text/csv; charset=utf-8; header=present";
    call.answer.header("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
    call.answer.header("Cache-Control", "no-store");
    call.answer.source = std::move(rows);
}

}  // namespace

http::Awaitable<void> export_reservations(Call call) {
    return answer_export<ReservationRows>(call, "reservations.csv");
}

http::Awaitable<void> export_points(Call call) { return answer_export<LedgerRows>(call, "points.csv"); }

}  // namespace onsale::api
