// A line's journal in a SQLite file of its own (line.db), so that joins and payments never wait for each other. The
// file says whose journal it is: numbers of two lines are never taken for each other.
//
// One row a place, written at joining and updated when the fan goes away, comes back, enters, and at the end. Rows are
// never deleted, so the largest number is always the last given, and an audit sees the whole sale.
#pragma once

#include <filesystem>

#include "application/line/line_journal.h"
#include "domain/line_id.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

class SqliteLineJournal final : public LineJournal {
  public:
    // Makes or upgrades the file. Throws StorageFault, also when the file is of a newer version than we know, or the
    // journal of another line.
    SqliteLineJournal(std::filesystem::path const& file, LineId const& line);

    PlaceNumber last_given() override;
    void visit_places(std::function<void(StoredPlace const&)> const& visit) override;
    void append(std::span<LineEvent const> events) override;
    Instant newest() override;

  private:
    void write(PlaceJoined const& joined);
    void write(PlaceEntered const& entered);
    void write(PlaceEnded const& ended);
    void write(PlaceAway const& away);
    void write(PlaceBack const& back);
    void write(LineAlive const&) {}  // the newest instant is kept with every batch

    Database database_;
    Statement insert_joined_;
    Statement update_entered_;
    Statement update_ended_;
    Statement update_away_;
    Statement update_newest_;
};

}  // namespace onsale::sqlite
