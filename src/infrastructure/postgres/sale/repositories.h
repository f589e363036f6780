// The sale's repositories on one PostgreSQL connection. Sets go as arrays, in one statement each. What only writes is
// queued, and sent with the next reading or the commit: a fault of it shows as late as there.
//
// Locks are FOR NO KEY UPDATE: they keep every other unit of work off the row, but not the foreign keys that are
// checked against it. Those would otherwise wait for each other in an order that nobody chose.
#pragma once

#include "application/drawings.h"
#include "application/idempotency/answer_repository.h"
#include "domain/concert/repositories.h"
#include "domain/steering/repositories.h"
#include "domain/user/repositories.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

class PostgresConcerts final : public ConcertRepository {
  public:
    explicit PostgresConcerts(Connection& connection) : connection_(connection) {}
    std::vector<Concert> find(std::span<ConcertId const> ids) override;
    void add(std::span<Concert const> concerts) override;

  private:
    Connection& connection_;
};

class PostgresConcertDates final : public ConcertDateRepository {
  public:
    explicit PostgresConcertDates(Connection& connection) : connection_(connection) {}
    std::vector<ConcertDate> lock(std::span<ConcertDateId const> ids) override;
    std::vector<ConcertDate> find_at(std::span<DateSlot const> slots) override;
    void add(std::span<ConcertDate const> dates) override;
    void shift_available(std::span<AvailabilityShift const> shifts) override;
    void save_on_sale(std::span<ConcertDate const> dates) override;

  private:
    Connection& connection_;
};

class PostgresSeats final : public SeatRepository {
  public:
    explicit PostgresSeats(Connection& connection) : connection_(connection) {}
    std::vector<Seat> lock(std::span<SeatId const> ids, std::span<ReservationId const> of_reservations) override;
    std::vector<SeatNumberSlot> taken(std::span<SeatNumberSlot const> slots) override;
    std::int64_t count(ConcertDateId date) override;
    void add(std::span<LabelledSeat const> seats) override;
    void save_status(std::span<Seat const> seats) override;

  private:
    Connection& connection_;
};

class PostgresDrawings final : public DrawingRepository {
  public:
    explicit PostgresDrawings(Connection& connection) : connection_(connection) {}
    void add(std::span<DateDrawing const> drawings) override;

  private:
    Connection& connection_;
};

class PostgresReservations final : public ReservationRepository {
  public:
    explicit PostgresReservations(Connection& connection) : connection_(connection) {}
    std::vector<Reservation> find(std::span<ReservationId const> ids) override;
    std::vector<Reservation> find_open_of(std::span<SeatId const> seats) override;
    void add(std::span<Reservation const> reservations) override;
    void save_state(std::span<Reservation const> reservations) override;

  private:
    Connection& connection_;
};

class PostgresUsers final : public UserRepository {
  public:
    explicit PostgresUsers(Connection& connection) : connection_(connection) {}
    std::vector<User> lock(std::span<UserId const> ids) override;
    void add(std::span<NamedUser const> users) override;
    void save_balance(std::span<User const> users) override;

  private:
    Connection& connection_;
};

class PostgresPointHistories final : public PointHistoryRepository {
  public:
    explicit PostgresPointHistories(Connection& connection) : connection_(connection) {}
    void add(std::span<LedgerEntry const> entries) override;
    std::vector<LedgerEntry> page(UserId user, std::optional<LedgerEntryId> before, std::size_t most) override;

  private:
    Connection& connection_;
};

class PostgresAnswers final : public AnswerRepository {
  public:
    explicit PostgresAnswers(Connection& connection) : connection_(connection) {}
    std::vector<RememberedAnswer> claim(std::span<IdempotencyKey const> keys) override;
    void remember(std::span<RememberedAnswer const> answers) override;
    std::size_t forget_before(Instant instant, std::size_t most) override;

  private:
    Connection& connection_;
};

class PostgresSteering final : public SteeringRepository {
  public:
    explicit PostgresSteering(Connection& connection) : connection_(connection) {}
    Steering lock() override;
    void save(Steering const& steering) override;

  private:
    Connection& connection_;
};

class PostgresOperatorActions final : public OperatorActionRepository {
  public:
    explicit PostgresOperatorActions(Connection& connection) : connection_(connection) {}
    void add(std::span<OperatorAction const> actions) override;
    std::vector<OperatorAction> page(std::optional<OperatorActionId> before, std::size_t most) override;

  private:
    Connection& connection_;
};

}  // namespace onsale::postgres
