// The sale's repositories on one PostgreSQL connection. Sets go as arrays, in one statement each. What only writes is
// queued, and sent with the next reading or the commit: a fault of it shows as late as there.
//
// Locks are FOR NO KEY UPDATE: they keep every other unit of work off the row, but not the foreign keys that are
// checked against it. Those would otherwise wait for each other in an order that nobody chose.
//
// queue_...: the reading is sent with the next flush, and what it found is put where it says: `into` (in place of what
// was there) or `onto` (behind it), which must live until then.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "application/clerk/loaded.h"
#include "application/drawings.h"
#include "application/idempotency/answer_repository.h"
#include "domain/concert/repositories.h"
#include "domain/steering/repositories.h"
#include "domain/user/repositories.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

// What a locking statement does about a row that somebody else has.
enum class Lock : std::uint8_t { wait, pass_over };

class PostgresConcerts final : public ConcertRepository {
  public:
    explicit PostgresConcerts(Connection& connection) : connection_(connection) {}
    std::vector<Concert> lock(std::span<ConcertId const> ids) override;
    void queue_lock(std::span<ConcertId const> ids, Lock lock, std::vector<Concert>& into);
    void add(std::span<Concert const> concerts) override;

  private:
    Connection& connection_;
};

struct DatesToLock {
    std::span<ConcertDateId const> dates{};
    std::span<SeatId const> of_seats{};
    std::span<ReservationId const> of_reservations{};
};

class PostgresConcertDates final : public ConcertDateRepository {
  public:
    explicit PostgresConcertDates(Connection& connection) : connection_(connection) {}
    std::vector<ConcertDate> lock(std::span<ConcertDateId const> ids) override;
    void queue_lock(DatesToLock const& which, Lock lock, std::vector<ConcertDate>& into);
    std::vector<ConcertDate> find(std::span<ConcertDateId const> ids) override;
    void queue_find_of(std::span<SeatId const> seats, std::vector<ConcertDate>& into);
    std::vector<DateSlot> taken(std::span<DateSlot const> slots) override;
    void queue_taken(std::span<DateSlot const> slots, std::vector<DateSlot>& into);
    std::vector<NamedDate> at(std::span<Instant const> moments) override;
    void queue_at(std::span<Instant const> moments, std::vector<NamedDate>& into);
    void add(std::span<ConcertDate const> dates) override;
    void shift_available(std::span<AvailabilityShift const> shifts) override;
    void save_state(std::span<ConcertDate const> dates) override;
    std::optional<ConcertDateId> remove_unfinished(Instant before, std::size_t most) override;
    void queue_remove_unfinished(Instant before, std::size_t most, std::optional<ConcertDateId>& removed);

  private:
    Connection& connection_;
};

class PostgresSeats final : public SeatRepository {
  public:
    explicit PostgresSeats(Connection& connection) : connection_(connection) {}
    std::vector<Seat> lock(std::span<SeatId const> ids) override;
    void queue_lock(std::span<SeatId const> ids, std::span<ReservationId const> of_reservations, Lock lock,
                    std::vector<Seat>& into);
    std::vector<SeatNumberSlot> taken(std::span<SeatNumberSlot const> slots) override;
    void queue_taken(std::span<SeatNumberSlot const> slots, std::vector<SeatNumberSlot>& into);
    std::int64_t count(ConcertDateId date) override;
    void queue_count(std::span<ConcertDateId const> dates, std::vector<SeatCount>& into);  // of dates that have some
    void add(std::span<LabelledSeat const> seats) override;
    void save_status(std::span<SeatChange const> changes) override;
    std::vector<SeatBlock> find_blocks(std::span<SeatId const> seats) override;
    void queue_find_blocks(std::span<SeatId const> seats, std::vector<SeatBlock>& into);
    void save_blocks(std::span<SeatBlock const> blocks) override;
    void save_prices(std::span<Seat const> seats) override;

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
    std::vector<ReservedSeat> find(std::span<ReservationId const> ids) override;
    void queue_find(std::span<ReservationId const> ids, std::vector<ReservedSeat>& onto);
    std::vector<ReservedSeat> find_open_of(std::span<SeatId const> seats) override;
    void queue_find_open_of(std::span<SeatId const> seats, std::span<ReservationId const> and_of_seats_of,
                            std::vector<ReservedSeat>& onto);
    std::vector<ReservedSeatOfDate> find_counted(std::span<FanInSession const> fans,
                                                 std::span<SeatId const> seats) override;
    void queue_find_counted(std::span<FanInSession const> fans, std::span<SeatId const> seats,
                            std::vector<ReservedSeatOfDate>& into);
    void add(std::span<ReservedSeat const> reservations) override;
    void save_state(std::span<ReservedSeatChange const> changes) override;

  private:
    Connection& connection_;
};

class PostgresUsers final : public UserRepository {
  public:
    explicit PostgresUsers(Connection& connection) : connection_(connection) {}
    std::vector<User> lock(std::span<UserId const> ids) override;
    void queue_lock(std::span<UserId const> ids, Lock lock, std::vector<User>& into);
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
    void queue_claim(std::span<IdempotencyKey const> keys, std::vector<RememberedAnswer>& into);
    // Claims those that nobody else has; the others are `busy`.
    void queue_claim_free(std::span<IdempotencyKey const> keys, std::vector<RememberedAnswer>& into,
                          std::set<IdempotencyKey>& busy);
    void remember(std::span<RememberedAnswer const> answers) override;
    std::size_t forget_before(Instant instant, std::size_t most) override;
    void queue_forget_before(Instant instant, std::size_t most, std::size_t& forgotten);

  private:
    Connection& connection_;
};

class PostgresSteering final : public SteeringRepository {
  public:
    explicit PostgresSteering(Connection& connection) : connection_(connection) {}
    Steering lock(LineId const& line) override;
    void queue_lock(LineId const& line, Lock lock, std::optional<Steering>& into);  // passed over: it stays as it is
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
