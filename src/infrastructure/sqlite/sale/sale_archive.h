// The sale's archive on SQLite: reads through a connection of its own, apart from the clerk's.
#pragma once

#include <filesystem>

#include "application/boards/sale_archive.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

class SqliteSaleArchive final : public SaleArchive {
  public:
    // The sale's file must be there. Errors: StorageFault.
    explicit SqliteSaleArchive(std::filesystem::path const& data);

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

  private:
    Database database_;
};

}  // namespace onsale::sqlite
