// What the seller does: concerts, their dates, and the seats of a date. Names, labels, numbers and prices were checked
// where they came in (limits.h). Each is noted as an action of the operator who does it, but for `onsale import`,
// which is no operator of a running sale.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "application/clerk/command.h"
#include "domain/hall/drawing.h"
#include "domain/limits.h"

namespace onsale {

class CreateConcert final : public CommandFor<Concert> {
  public:
    explicit CreateConcert(std::string singer_name, Operator by = {})
        : singer_name_(std::move(singer_name)), by_(std::move(by)) {}

    void want(Wanted&) const override {}
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "create-concert"; }

  private:
    std::string singer_name_;
    Operator by_;
};

struct ConcertDateAdded {
    ConcertDate date;
    Concert concert;
};

// Terms are within their bounds: checked(). Refuses: unknown_concert, concert_date_exists.
class AddConcertDate final : public CommandFor<ConcertDateAdded> {
  public:
    AddConcertDate(ConcertId concert, Instant date, Operator by = {}, SaleTerms const& terms = {})
        : slot_{concert, date}, by_(std::move(by)), terms_(terms) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "add-concert-date"; }

  private:
    DateSlot slot_;
    Operator by_;
    SaleTerms terms_;
};

struct SeatOffer {
    std::int32_t number = 0;
    Points price;
    SeatLabels labels;
    SeatTraits traits{};
};

// All of them or none, as one piece: one request has room for little more than limits::seats_of_a_piece. Refuses:
// unknown_concert_date, seat_number_exists (amount: the number), hall_too_large.
class AddSeats final : public CommandFor<std::vector<LabelledSeat>> {
  public:
    AddSeats(ConcertDateId date, std::vector<SeatOffer> offers, Operator by = {})
        : date_(date), offers_(std::move(offers)), by_(std::move(by)) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "add-seats"; }
    bool is_bulk() const override { return true; }

  private:
    ConcertDateId date_;
    std::vector<SeatOffer> offers_;
    Operator by_;
};

struct DatePutOnSale {
    Concert concert;
    ConcertDate date;
    std::size_t seats = 0;
};

// Do these names of singers look the same?
using SameName = std::function<bool(std::string const& one, std::string const& other)>;

// A whole concert date, with the seats of a hall.
struct SaleOrder {
    std::variant<std::string, ConcertId> concert;  // the singer's name: a new concert
    Instant date;
    std::vector<SeatOffer> offers;
    std::optional<hall::Drawing> drawing{};
    SaleTerms terms{};             // within their bounds: checked()
    std::optional<Operator> by{};  // whose action it is noted as; absent: not noted
    SameName same_name{};          // empty: a second date of the same name at the same moment is meant
};

// A whole concert date, in pieces of limits::seats_of_a_piece seats, each a transaction of its own. The first one
// decides whether it may be, and makes concert and date; the last one brings the drawing, the operator's action and the
// outcome, and shows the date. Until then the date is `unfinished`: there for nobody. Of two orders of the same name
// for the same moment, on whatever nodes, one is refused. Refuses: unknown_concert, concert_date_exists, sale_exists,
// sale_being_made, seat_number_exists (a number twice among the offers), hall_too_large. Fails when the date was given
// up meanwhile. What a failed one leaves is removed later (remove_unfinished.h).
class PutDateOnSale final : public CommandFor<DatePutOnSale> {
  public:
    explicit PutDateOnSale(SaleOrder order) : order_(std::move(order)) {}
    PutDateOnSale(std::string singer_name, Instant date, std::vector<SeatOffer> offers)
        : PutDateOnSale(SaleOrder{std::move(singer_name), date, std::move(offers)}) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "put-date-on-sale"; }
    bool is_bulk() const override { return true; }
    bool goes_on() override;

  private:
    Decision<Concert> find_concert(SaleRows const& rows, IdSource& ids) const;
    std::optional<Refusal> refusal(SaleRows const& rows, Concert const& concert, Instant now) const;
    void begin(SaleRows& rows, DecisionContext const& at);
    void add_piece(SaleRows& rows, DecisionContext const& at, ConcertDate date);
    void finish(SaleRows& rows, DecisionContext const& at, ConcertDate const& date);

    SaleOrder const order_;
    Concert concert_;  // both as of the last try of the first piece
    ConcertDateId begun_;
    std::optional<ConcertDateId> date_;  // once the first piece is committed
};

}  // namespace onsale
