// The sale's archive on PostgreSQL: reads through a connection of its own, apart from the clerks', on a standby too.
#pragma once

#include <memory>
#include <string>

#include "application/boards/sale_archive.h"
#include "infrastructure/postgres/change_feed/bookmark.h"
#include "infrastructure/postgres/connection.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale::postgres {

class PostgresSaleArchive final : public SaleArchive {
  public:
    // Does not connect: every reading does, when there is no session. With a guard, only with a server that takes
    // writes, and that the guard admits: what boards are filled from.
    explicit PostgresSaleArchive(std::string url, std::shared_ptr<TimelineGuard> guard = nullptr);

    // Each of these reads one snapshot of its own.
    void read_concerts(std::function<void(Concert const&)> const& show) override;
    void read_dates(std::function<void(ConcertDate const&)> const& show) override;
    using SaleArchive::read_seats;
    void read_seats(std::span<ConcertDateId const> dates,
                    std::function<void(LabelledSeat const&)> const& show) override;
    using SaleArchive::read_open_reservations;
    void read_open_reservations(std::span<ConcertDateId const> dates,
                                std::function<void(ReservedSeat const&)> const& show) override;
    void read_users(std::function<void(User const&)> const& show) override;
    Steering read_steering(LineId const& line) override;
    std::vector<LiveSession> paid_of(std::span<LiveSession const> sessions) override;
    Instant newest() override;
    // The clock of the store itself, half a round trip ago.
    Instant clock();

    // All that `reading` reads here belongs to one snapshot; changes follow from the bookmark that it is given
    // (its history is known where there is a guard).
    void in_one_snapshot(std::function<void(Bookmark const& here)> const& reading);

    // The same with the snapshot that another session exported and keeps open. StorageFault: it does not any more.
    void in_snapshot(std::string const& name, std::function<void()> const& reading);

  private:
    void open();
    void begin(std::function<void()> const& reading, std::string const& script);
    Bookmark bookmark();
    // `show` row by row; no more than `rows_at_a_time` are in memory.
    void read(std::string const& sql, std::function<void(Row)> const& show);

    Connection connection_;
    bool in_snapshot_ = false;
};

}  // namespace onsale::postgres
