// Seats that operators keep from sale.
#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/paging.h"
#include "api/handlers/seats_of_date.h"
#include "api/json/body.h"
#include "api/json/iso_time.h"
#include "application/steering/block_seats.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

namespace json = boost::json;

Block read_block(Body& body, Instant now) {
    Block block{.reason = body.text("reason", limits::longest_block_reason)};
    if (body.given("until") != Body::Given::value) return block;
    block.until = body.instant("until");
    if (block.until <= now) body.note("until", "must be in the future");
    return block;
}

json::value label_json(std::string const& label) { return label.empty() ? json::value(nullptr) : json::value(label); }

json::object json_of(BlockedSeatRecord const& record) {
    auto const& [id, number, labels, block] = record;
    return {{"id", id.to_string()},
            {"seatNumber", number},
            {"section", label_json(labels.section)},
            {"row", label_json(labels.row)},
            {"seat", label_json(labels.seat)},
            {"reason", block.reason},
            {"until", block.until == Block::no_end ? json::value(nullptr) : json::value(to_iso(block.until))}};
}

enum class Becomes : std::uint8_t { blocked, for_sale };

http::Awaitable<void> change_blocks(Call call, Becomes becomes) {
    if (auto const refusal = Body::wrong_media_type(call.request)) co_return call.refuse(*refusal);
    auto by = operator_of(call.request);
    if (!by) co_return call.refuse(by.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    auto const board = co_await board_of(call, *date);
    if (!board) co_return call.refuse(board.error());

    std::optional<Block> block;
    auto const read = [&]() -> std::expected<std::vector<SeatId>, Problem> {
        auto body = Body::read(call.request);
        if (!body) return std::unexpected(body.error());
        if (becomes == Becomes::blocked) block = read_block(*body, call.now);
        return read_seats_of_date(*body, **board, call.now);
    };
    auto seats = co_await call.services.hard_work.for_operators.run(call.io, read);
    if (!seats) co_return call.refuse(problem_of(Fate::shed));
    if (!*seats) co_return call.refuse(seats->error());

    BlockSeats command(*date, **std::move(seats), std::move(block), *std::move(by));
    auto const count = [](std::int64_t changed) { return rendered(200, {{"changed", changed}}); };
    co_await answer_decided(call, command, keys_of_managers, count);
}

}  // namespace

http::Awaitable<void> block_seats(Call call) { return change_blocks(call, Becomes::blocked); }

http::Awaitable<void> unblock_seats(Call call) { return change_blocks(call, Becomes::for_sale); }

http::Awaitable<void> list_blocked_seats(Call call) {
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    auto const page = read_page<SeatId>(call.request, {.from = "after", .usual = 100, .largest = 1'000});
    if (!page) co_return call.refuse(page.error());
    auto const board = co_await board_of(call, *date);
    if (!board) co_return call.refuse(board.error());
    auto read =
        co_await call.services.store_reader.read(call.io, "blocked-seats-fault", [&](StoreReader::Tables const& from) {
            return from.records.blocked_seats({*date, call.now}, page->from, page->limit + 1);
        });
    if (!read) co_return call.refuse(problem_of(read.error()));
    auto next = next_page(*read, page->limit);
    json::array entries;
    for (auto const& record : *read) entries.push_back(json_of(record));
    answer_json(call, 200, json::object{{"entries", std::move(entries)}, {"next", std::move(next)}});
    call.answer.header("Cache-Control", "no-store");
}

}  // namespace onsale::api
