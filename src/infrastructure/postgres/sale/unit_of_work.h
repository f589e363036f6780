// The sale's unit of work on PostgreSQL: one connection, one transaction at a time, durable at commit. A batch costs
// two round trips: one for the beginning and all that it loads, one for all that it saves together with the commit.
//
// It waits for nothing longer than its bounds say: RowsBusy where others keep a row, StoreAway where the server is
// silent.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "application/clerk/unit_of_work.h"
#include "domain/limits.h"
#include "infrastructure/postgres/sale/repositories.h"

namespace onsale::postgres {

struct UnitOfWorkBounds {
    milliseconds lock_wait = limits::lock_wait;  // for each row
    milliseconds answer = limits::store_answer;  // for everything that is sent together
    milliseconds idle = limits::longest_idle;    // between the rows and the commit
};
// Whose clock says when a batch is decided.
enum class DecidesBy : std::uint8_t { clock_of_store, clock_of_caller };

struct UnitOfWorkOptions {
    UnitOfWorkBounds bounds{};
    DecidesBy decides_by = DecidesBy::clock_of_store;
    std::shared_ptr<TimelineGuard> guard{};  // SessionOptions
};

class PostgresUnitOfWork final : public UnitOfWork {
  public:
    // Does not connect: begin() does, whenever there is no session. Nor does it make the schema: migrate() does.
    explicit PostgresUnitOfWork(std::string url, UnitOfWorkOptions options = {});

    // Errors: StoreAway when there is no server to be had that takes writes and that the guard admits; StorageFault
    // when its schema is not this program's.
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    // Errors: StoreAway, too, when a newer release has brought the schema forward since the session began (looked at
    // together with the store's clock).
    Loaded load(Wanted const& wanted, Waits waits) override;
    void announce(Changes const& changes) override;

    // Since the beginning, for tests and measuring.
    std::uint64_t round_trips() const { return connection_.round_trips(); }

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
    void queue_rows(Wanted const& wanted, Waits waits, Loaded& loaded);
    Loaded load_what_is_free(Wanted wanted, Waits waits);
    void leave_newer_schema();

    DecidesBy const decides_by_;
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
    std::int64_t schema_ = 0;  // as of the last load; 0: not looked at
};

}  // namespace onsale::postgres
