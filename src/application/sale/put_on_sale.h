// What the seller does: concerts, their dates, and the seats of a date. Names, labels, numbers and prices were checked
// where they came in (limits.h). Each is noted as an action of the operator who does it, but for `onsale import`,
// which is no operator of a running sale.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
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
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "create-concert"; }

  private:
    std::string singer_name_;
    Operator by_;
};

struct ConcertDateAdded {
    ConcertDate date;
    Concert concert;
};

// Refuses: unknown_concert, concert_date_exists.
class AddConcertDate final : public CommandFor<ConcertDateAdded> {
  public:
    AddConcertDate(ConcertId concert, Instant date, Operator by = {}) : slot_{concert, date}, by_(std::move(by)) {}

    void want(Wanted& wanted) const override;
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "add-concert-date"; }

  private:
    DateSlot slot_;
    Operator by_;
};

struct SeatOffer {
    std::int32_t number = 0;
    Points price;
    SeatLabels labels;
};

// All of them or none. Refuses: unknown_concert_date, seat_number_exists (amount: the number), too_many_seats.
class AddSeats final : public CommandFor<std::vector<LabelledSeat>> {
  public:
    AddSeats(ConcertDateId date, std::vector<SeatOffer> offers, Operator by = {})
        : date_(date), offers_(std::move(offers)), by_(std::move(by)) {}

    void want(Wanted& wanted) const override;
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "add-seats"; }
    bool is_bulk() const override { return offers_.size() > limits::seats_beside_others; }

  private:
    ConcertDateId date_;
    std::vector<SeatOffer> offers_;
    Operator by_;
};

struct SaleOpened {
    Concert concert;
    ConcertDate date;
    std::size_t seats = 0;
};

// Has a concert of that name a date at that moment? Of what is committed; asked on the clerk's thread, in the decision.
using SaleLookup = std::function<bool(std::string const& singer_name, Instant date)>;

// A whole concert date, with the seats of a hall.
struct SaleOrder {
    std::variant<std::string, ConcertId> concert;  // the singer's name: a new concert
    Instant date;
    std::vector<SeatOffer> offers;
    std::optional<hall::Drawing> drawing{};
    std::optional<Operator> by{};  // whose action it is noted as; absent: not noted
    SaleLookup is_there{};         // empty: a second date of the same name at the same moment is meant
};

// A whole concert date at once, as `onsale import` makes it: concert, date, seats and drawing in one transaction.
// Refuses: unknown_concert, concert_date_exists, sale_exists, seat_number_exists (a number twice among the offers),
// too_many_seats.
class OpenSale final : public CommandFor<SaleOpened> {
  public:
    explicit OpenSale(SaleOrder order) : order_(std::move(order)) {}
    OpenSale(std::string singer_name, Instant date, std::vector<SeatOffer> offers)
        : OpenSale(SaleOrder{std::move(singer_name), date, std::move(offers)}) {}

    void want(Wanted& wanted) const override;
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "open-sale"; }
    bool is_bulk() const override { return order_.offers.size() > limits::seats_beside_others; }

  private:
    Decision<Concert> concert(Desk& desk, IdSource& ids) const;
    bool is_there(Desk const& desk, std::string const& singer_name) const;

    SaleOrder const order_;
};

}  // namespace onsale
