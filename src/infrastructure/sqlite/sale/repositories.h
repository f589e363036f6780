// The sale's repositories on one SQLite connection. A write transaction of SQLite has the whole file to itself, so
// what is read inside one is locked without more ado.
#pragma once

#include "application/drawings.h"
#include "application/idempotency/answer_repository.h"
#include "domain/concert/repositories.h"
#include "domain/steering/repositories.h"
#include "domain/user/repositories.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

class SqliteConcerts final : public ConcertRepository {
  public:
    explicit SqliteConcerts(Database& database);
    std::vector<Concert> lock(std::span<ConcertId const> ids) override;
    void add(std::span<Concert const> concerts) override;

  private:
    Statement find_;
    Statement add_;
};

class SqliteConcertDates final : public ConcertDateRepository {
  public:
    explicit SqliteConcertDates(Database& database);
    std::vector<ConcertDate> lock(std::span<ConcertDateId const> ids) override { return find(ids); }
    std::vector<ConcertDate> find(std::span<ConcertDateId const> ids) override;
    std::vector<DateSlot> taken(std::span<DateSlot const> slots) override;
    std::vector<NamedDate> at(std::span<Instant const> moments) override;
    void add(std::span<ConcertDate const> dates) override;
    void shift_available(std::span<AvailabilityShift const> shifts) override;
    void save_state(std::span<ConcertDate const> dates) override;
    std::optional<ConcertDateId> remove_unfinished(Instant before, std::size_t most) override;

  private:
    Database& database_;
    Statement find_;
    Statement taken_;
    Statement at_;
    Statement add_;
    Statement shift_;
    Statement save_state_;
    Statement find_unfinished_;
    Statement remove_seats_;
};

class SqliteSeats final : public SeatRepository {
  public:
    explicit SqliteSeats(Database& database);
    std::vector<Seat> lock(std::span<SeatId const> ids) override;
    std::vector<SeatNumberSlot> taken(std::span<SeatNumberSlot const> slots) override;
    std::int64_t count(ConcertDateId date) override;
    void add(std::span<LabelledSeat const> seats) override;
    void save_status(std::span<SeatChange const> changes) override;
    std::vector<SeatBlock> find_blocks(std::span<SeatId const> seats) override;
    void save_blocks(std::span<SeatBlock const> blocks) override;
    void save_prices(std::span<Seat const> seats) override;

  private:
    Statement find_;
    Statement taken_;
    Statement count_;
    Statement add_;
    Statement save_status_;
    Statement find_block_;
    Statement save_block_;
    Statement save_price_;
};

class SqliteDrawings final : public DrawingRepository {
  public:
    explicit SqliteDrawings(Database& database);
    void add(std::span<DateDrawing const> drawings) override;

  private:
    Statement add_;
};

class SqliteReservations final : public ReservationRepository {
  public:
    explicit SqliteReservations(Database& database);
    std::vector<ReservedSeat> find(std::span<ReservationId const> ids) override;
    std::vector<ReservedSeat> find_open_of(std::span<SeatId const> seats) override;
    std::vector<ReservedSeatOfDate> find_counted(std::span<FanInSession const> fans,
                                                 std::span<SeatId const> seats) override;
    void add(std::span<ReservedSeat const> reservations) override;
    void save_state(std::span<ReservedSeatChange const> changes) override;

  private:
    Statement find_;
    Statement find_open_;
    Statement find_counted_;
    Statement add_;
    Statement save_state_;
};

class SqliteUsers final : public UserRepository {
  public:
    explicit SqliteUsers(Database& database);
    std::vector<User> lock(std::span<UserId const> ids) override;
    void add(std::span<NamedUser const> users) override;
    void save_balance(std::span<User const> users) override;

  private:
    Statement find_;
    Statement add_;
    Statement save_balance_;
};

class SqlitePointHistories final : public PointHistoryRepository {
  public:
    explicit SqlitePointHistories(Database& database);
    void add(std::span<LedgerEntry const> entries) override;
    std::vector<LedgerEntry> page(UserId user, std::optional<LedgerEntryId> before, std::size_t most) override;

  private:
    Statement add_;
    Statement page_;
};

class SqliteAnswers final : public AnswerRepository {
  public:
    explicit SqliteAnswers(Database& database);
    std::vector<RememberedAnswer> claim(std::span<IdempotencyKey const> keys) override;
    void remember(std::span<RememberedAnswer const> answers) override;
    std::size_t forget_before(Instant instant, std::size_t most) override;

  private:
    Statement find_;
    Statement remember_;
    Statement forget_;
};

class SqliteSteering final : public SteeringRepository {
  public:
    explicit SqliteSteering(Database& database);
    Steering lock(LineId const& line) override;
    void save(Steering const& steering) override;

  private:
    Statement find_;
    Statement save_;
};

class SqliteOperatorActions final : public OperatorActionRepository {
  public:
    explicit SqliteOperatorActions(Database& database);
    void add(std::span<OperatorAction const> actions) override;
    std::vector<OperatorAction> page(std::optional<OperatorActionId> before, std::size_t most) override;

  private:
    Statement add_;
    Statement page_;
};

}  // namespace onsale::sqlite
