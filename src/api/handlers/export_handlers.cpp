// Whole tables for the operator, read and sent piece by piece.
#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/rendering/csv.h"
#include "application/storage_fault.h"

namespace onsale::api {
namespace {

constexpr std::string_view fault_event = "export-fault";
constexpr std::size_t rows_a_piece = 500;  // some 150 KiB of text, and a few milliseconds of the store reader

// One table: what comes behind the last row that was read. On the reader's thread.
class ReservationRows {
  public:
    using Record = ReservationRecord;
    std::vector<ReservationRecord> read(SaleRecords& records) {
        auto rows = records.reservations(after_, rows_a_piece);
        if (!rows.empty()) after_ = rows.back().reserved.id;
        return rows;
    }

  private:
    std::optional<ReservedSeatId> after_;
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

class BlockedSeatRows {
  public:
    using Record = BlockedSeatRecord;
    explicit BlockedSeatRows(DateAt const& at) : at_(at) {}
    std::vector<BlockedSeatRecord> read(SaleRecords& records) {
        auto rows = records.blocked_seats(at_, after_, rows_a_piece);
        if (!rows.empty()) after_ = rows.back().id;
        return rows;
    }

  private:
    DateAt const at_;
    std::optional<SeatId> after_;
};

// Between two pieces the reader is free for others, however slow the client is.
template <class Rows>
class Export final : public http::BodySource {
  public:
    Export(http::IoThread& io, StoreReader& reader, std::string_view mark, Rows rows)
        : io_(io), reader_(reader), mark_(mark), rows_(std::move(rows)) {}

    // Reads the first piece: what goes wrong here can still be answered. Anything but answered: nothing was read.
    http::Awaitable<Fate> begin() {
        auto const rows = co_await reader_.read(io_, fault_event, [this](auto const& from) { return read(from); });
        if (!rows) co_return rows.error();
        first_ = std::string(mark_).append(csv_header<typename Rows::Record>()).append(*rows);
        co_return Fate::answered;
    }

    http::Awaitable<std::optional<std::string>> next() override {
        if (first_) co_return std::exchange(first_, std::nullopt);
        if (last_) co_return std::nullopt;
        auto piece = co_await reader_.read_on(io_, fault_event, [this](auto const& from) { return read(from); });
        if (!piece) throw StorageFault("an export broke off");
        co_return std::move(*piece);
    }

  private:
    std::string read(StoreReader::Tables const& from) {
        auto const rows = rows_.read(from.records);
        last_ = rows.size() < rows_a_piece;
        std::string lines;
        for (auto const& row : rows) append_csv(lines, row);
        return lines;
    }

    http::IoThread& io_;
    StoreReader& reader_;
    std::string_view mark_;  // before the header line; a constant, or empty
    Rows rows_;
    std::optional<std::string> first_;
    bool last_ = false;
};

template <class Rows>
http::Awaitable<void> answer_export(Call call, std::string_view name, Rows from = {}) {
    auto const query = Query::read(call.request, {"bom"});
    if (!query) co_return call.refuse(query.error());
    auto const bom = query->get("bom").value_or("0");
    if (bom != "0" && bom != "1") {
        co_return call.refuse(
            Problem{.type = ProblemType::invalid_request, .detail = "", .errors = {{"bom", "must be 0 or 1"}}});
    }
    auto rows = std::make_unique<Export<Rows>>(call.io, call.services.store_reader, bom == "1" ? byte_order_mark : "",
                                               std::move(from));
    auto const begun = co_await rows->begin();
    if (begun != Fate::answered) co_return call.refuse(problem_of(begun));
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

http::Awaitable<void> export_blocked_seats(Call call) {
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    if (!call.services.boards.seats.has_left(*date)) {
        auto const board = co_await board_of(call, *date);
        if (!board) co_return call.refuse(board.error());
    }
    co_await answer_export(call, "blocked-seats.csv", BlockedSeatRows({*date, call.now}));
}

}  // namespace onsale::api
