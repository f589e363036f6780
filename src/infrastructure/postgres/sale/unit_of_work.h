// The sale's unit of work on PostgreSQL: one connection, one transaction at a time, durable at commit. A batch costs a
// round trip for each set that it loads, and one for all that it saves together with the commit.
#pragma once

#include <optional>
#include <string>

#include "application/unit_of_work.h"
#include "infrastructure/postgres/sale/repositories.h"

namespace onsale::postgres {

class PostgresUnitOfWork final : public UnitOfWork {
  public:
    // Does not connect: begin() does, whenever there is no session. Nor does it make the schema: migrate() does.
    explicit PostgresUnitOfWork(std::string url);

    // Errors: StoreAway when there is no server to be had that takes writes; StorageFault when its schema is not this
    // program's.
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void announce(Changes const& changes) override;

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
    Connection connection_;
    PostgresConcerts concerts_;
    PostgresConcertDates dates_;
    PostgresSeats seats_;
    PostgresDrawings drawings_;
    PostgresReservations reservations_;
    PostgresUsers users_;
    PostgresPointHistories histories_;
    PostgresAnswers answers_;
    PostgresSteering steering_;
    PostgresOperatorActions actions_;
    std::optional<Transaction> transaction_;
};

}  // namespace onsale::postgres
