// The sale's unit of work on SQLite: one connection, one transaction at a time, durable at commit.
#pragma once

#include <filesystem>
#include <optional>

#include "application/clerk/unit_of_work.h"
#include "infrastructure/sqlite/sale/repositories.h"

namespace onsale::sqlite {

class SqliteUnitOfWork final : public UnitOfWork {
  public:
    // Opens DIR/sale.db for writing and brings its schema up to date. Errors: StorageFault.
    explicit SqliteUnitOfWork(std::filesystem::path const& data);

    void begin() override;
    void commit() override;
    void rollback() noexcept override;

    ConcertRepository& concerts() override { return concerts_; }
    ConcertDateRepository& dates() override { return dates_; }
    SeatRepository& seats() override { return seats_; }
    DrawingRepository& drawings() override { return drawings_; }
    ReservationRepository& reservations() override { return reservations_; }
    UserRepository& users() override { return users_; }
    PointHistoryRepository& histories() override { return histories_; }
    AnswerRepository& answers() override { return answers_; }
    SteeringRepository& steering() override { return steering_; }
    OperatorActionRepository& actions() override { return actions_; }

  private:
    Database database_;
    SqliteConcerts concerts_;
    SqliteConcertDates dates_;
    SqliteSeats seats_;
    SqliteDrawings drawings_;
    SqliteReservations reservations_;
    SqliteUsers users_;
    SqlitePointHistories histories_;
    SqliteAnswers answers_;
    SqliteSteering steering_;
    SqliteOperatorActions actions_;
    std::optional<Transaction> transaction_;
};

}  // namespace onsale::sqlite
