#include "infrastructure/postgres/sale/drawing_archive.h"

#include <vector>

#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/sale_encoding/drawing_text.h"

namespace onsale::postgres {
namespace {

constexpr Statement add_drawings{
    "drawing_add", "INSERT INTO drawing (concert_date_id, drawing) SELECT * FROM unnest($1::uuid[], $2::text[])"};
constexpr Statement find_drawing{"drawing_find", "SELECT drawing FROM drawing WHERE concert_date_id = $1"};

}  // namespace

void PostgresDrawings::add(std::span<DateDrawing const> drawings) {
    if (drawings.empty()) return;
    std::vector<std::string> texts;
    for (auto const& each : drawings) texts.push_back(text_of(each.drawing));
    Parameters parameters;
    parameters.add_each(drawings, [](auto const& each) { return each.date.value; });
    parameters.add_each(texts, [](auto const& each) { return std::string_view(each); });
    connection_.queue(add_drawings, std::move(parameters));
}

std::optional<hall::Drawing> PostgresDrawingArchive::find(ConcertDateId date) {
    try {
        return ask(date);
    } catch (StoreAway const&) {
        return ask(date);
    }
}

std::optional<hall::Drawing> PostgresDrawingArchive::ask(ConcertDateId date) {
    connection_.ensure_open();
    Parameters parameters;
    parameters.add(date.value);
    auto const rows = connection_.ask(find_drawing, std::move(parameters));
    if (rows.size() == 0) return std::nullopt;
    return read_drawing(rows[0].text(0));
}

}  // namespace onsale::postgres
