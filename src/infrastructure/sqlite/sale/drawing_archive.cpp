#include "infrastructure/sqlite/sale/drawing_archive.h"

#include "infrastructure/sale_encoding/drawing_text.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/repositories.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::sqlite {
namespace {

constexpr auto add_drawing = "INSERT INTO drawing (concert_date_id, drawing) VALUES (?1, ?2)";
constexpr auto find_drawing = "SELECT drawing FROM drawing WHERE concert_date_id = ?1";

}  // namespace

SqliteDrawings::SqliteDrawings(Database& database) : add_(database.prepare(add_drawing)) {}

void SqliteDrawings::add(std::span<DateDrawing const> drawings) {
    for (auto const& [date, drawing] : drawings) {
        bind(add_, 1, date).bind(2, text_of(drawing));
        add_.run();
    }
}

SqliteDrawingArchive::SqliteDrawingArchive(std::filesystem::path const& data)
    : database_(open_sale_file(data, Mode::read_only)), find_(database_.prepare(find_drawing)) {}

std::optional<hall::Drawing> SqliteDrawingArchive::find(ConcertDateId date) {
    bind(find_, 1, date);
    std::optional<hall::Drawing> drawing;
    while (find_.step()) drawing = read_drawing(find_.text(0));
    return drawing;
}

}  // namespace onsale::sqlite
