#include "raw_line.h"

#include <stdexcept>
#include <vector>

#include "infrastructure/sqlite/line/sqlite_line_journal.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/system/system_clock.h"
#include "infrastructure/system/uuid_v7_source.h"

namespace onsale::bench {

double write_joins(std::filesystem::path const& data, Batching const& batching) {
    std::filesystem::create_directories(data);
    auto const file = data / "line.db";
    if (std::filesystem::exists(file)) throw std::runtime_error(data.string() + " holds a line");
    sqlite::SqliteLineJournal{file, main_line};  // makes the schema
    auto database = sqlite::open_store(file, sqlite::Mode::read_write);

    SystemClock const clock;
    UuidV7Source ids(clock);
    std::vector<UserId> users(batching.rows);
    for (auto& user : users) user = ids.make<UserId>();

    auto insert = database.prepare("INSERT INTO place (number, user_id, joined_at) VALUES (?1, ?2, ?3)");
    return commit_in_batches(database, batching, [&](std::size_t from, std::size_t to) {
        sqlite::bind(insert, 3, clock.now());
        for (auto i = from; i < to; ++i) {
            insert.bind(1, static_cast<std::int64_t>(i + 1));
            sqlite::bind(insert, 2, users[i]).run();
        }
    });
}

}  // namespace onsale::bench
