#include "infrastructure/postgres/change_feed/payload.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <boost/endian/conversion.hpp>

#include "application/storage_fault.h"

namespace onsale::postgres {
namespace {

constexpr std::uint8_t version = 9;

class Writer {
  public:
    explicit Writer(std::vector<std::uint8_t>& to) : to_(to) {}

    template <class Number>
    void number(Number value) {
        auto const at = to_.size();
        to_.resize(at + sizeof(Number));
        boost::endian::endian_store<Number, sizeof(Number), boost::endian::order::big>(to_.data() + at, value);
    }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        to_.insert(to_.end(), value.begin(), value.end());
    }
    template <class Tag>
    void id(Id<Tag> const& value) {
        to_.insert(to_.end(), value.value.bytes.begin(), value.value.bytes.end());
    }
    void instant(Instant at) { number(std::int64_t{at.time_since_epoch().count()}); }

    void one(Concert const& concert) {
        id(concert.id);
        text(concert.singer_name);
    }
    void one(ConcertDate const& date) {
        id(date.id);
        id(date.concert);
        instant(date.date);
        number(date.available_seats);
        number(static_cast<std::uint8_t>(date.on_sale));
        one(date.terms);
        optional(date.unfinished, [this](Unfinished const& unfinished) { instant(unfinished.last_piece_at); });
    }
    void one(SaleTerms const& terms) {
        optional(terms.opens_at, [this](Instant at) { instant(at); });
        optional(terms.closes_at, [this](Instant at) { instant(at); });
        optional(terms.hold, [this](seconds hold) { number(std::int64_t{hold.count()}); });
        number(terms.most_per_person);
        number(terms.most_takes);
        number(static_cast<std::uint8_t>(terms.no_single_seats));
        number(std::int64_t{terms.cooling.count()});
        number(static_cast<std::uint8_t>(terms.companions_for_all));
    }
    void one(LabelledSeat const& labelled) {
        id(labelled.seat.id);
        id(labelled.seat.concert_date);
        number(labelled.seat.number);
        number(labelled.seat.price.value);
        number(labelled.seat.traits.bits());
        text(labelled.labels.section);
        text(labelled.labels.row);
        text(labelled.labels.seat);
    }
    void one(Seat const& seat) {
        id(seat.id);
        number(seat.price.value);
        instant(seat.blocked_until);
    }
    void one(User const& user) {
        id(user.id);
        number(user.balance.value);
        optional(user.paid_session, [this](SessionId session) { one(session); });
    }
    void one(ReservedSeat const& reserved) {
        id(reserved.id);
        id(reserved.reservation);
        id(reserved.seat);
        id(reserved.user);
        number(reserved.price.value);
        number(static_cast<std::uint8_t>(reserved.state));
        instant(reserved.created_at);
        instant(reserved.hold_expires_at);
        id(reserved.payment);
        instant(reserved.paid_at);
        optional(reserved.session, [this](SessionId session) { one(session); });
    }
    void one(SessionId session) {
        number(session.place.value);
        instant(session.entered_at);
    }
    void one(Steering const& steering) {
        text(steering.line.view());
        number(static_cast<std::uint8_t>(steering.paused));
        optional(steering.capacity, [this](std::uint32_t capacity) { number(capacity); });
        optional(steering.admit_per_second, [this](std::uint32_t rate) { number(rate); });
        optional(steering.opens_at, [this](Instant at) { instant(at); });
        optional(steering.message, [this](LineMessage const& message) {
            text(message.text);
            instant(message.at);
        });
        optional(steering.changed_at, [this](Instant at) { instant(at); });
    }
    void one(ConcertDateId const& date) { id(date); }
    template <class T, class Write>
    void optional(std::optional<T> const& value, Write&& write) {
        number(static_cast<std::uint8_t>(value.has_value()));
        if (value) write(*value);
    }
    template <class List>
    void list(List const& items) {
        number(static_cast<std::uint32_t>(items.size()));
        for (auto const& item : items) one(item);
    }

  private:
    std::vector<std::uint8_t>& to_;
};

class Reader {
  public:
    explicit Reader(std::span<std::uint8_t const> from) : left_(from) {}

    template <class Number>
    Number number() {
        return boost::endian::endian_load<Number, sizeof(Number), boost::endian::order::big>(
            take(sizeof(Number)).data());
    }
    std::string text() {
        auto const bytes = take(number<std::uint32_t>());
        return {bytes.begin(), bytes.end()};
    }
    template <class SomeId>
    SomeId id() {
        SomeId value;
        std::ranges::copy(take(value.value.bytes.size()), value.value.bytes.begin());
        return value;
    }
    Instant instant() { return Instant{milliseconds{number<std::int64_t>()}}; }

    void one(Concert& concert) { concert = {.id = id<ConcertId>(), .singer_name = text()}; }
    void one(ConcertDate& date) {
        date = {.id = id<ConcertDateId>(),
                .concert = id<ConcertId>(),
                .date = instant(),
                .available_seats = number<std::int64_t>(),
                .on_sale = flag(),
                .terms = terms()};
        if (flag()) date.unfinished = Unfinished{.last_piece_at = instant()};
    }
    void one(LabelledSeat& labelled) {
        labelled.seat = {.id = id<SeatId>(),
                         .concert_date = id<ConcertDateId>(),
                         .number = number<std::int32_t>(),
                         .price = {number<std::int64_t>()},
                         .status = SeatStatus::available,
                         .traits = SeatTraits::from_bits(number<std::uint8_t>())};
        labelled.labels = {.section = text(), .row = text(), .seat = text()};
    }
    void one(Seat& seat) {
        seat.id = id<SeatId>();
        seat.price = {number<std::int64_t>()};
        seat.blocked_until = instant();
    }
    void one(User& user) {
        user = {.id = id<UserId>(), .balance = {number<std::int64_t>()}, .paid_session = session()};
    }
    void one(ReservedSeat& reserved) {
        reserved = {.id = id<ReservedSeatId>(),
                    .reservation = id<ReservationId>(),
                    .seat = id<SeatId>(),
                    .user = id<UserId>(),
                    .price = {number<std::int64_t>()},
                    .state = state(),
                    .created_at = instant(),
                    .hold_expires_at = instant(),
                    .payment = id<LedgerEntryId>(),
                    .paid_at = instant(),
                    .session = session()};
    }
    void one(Steering& steering) {
        auto const line = LineId::parse(text());
        if (!line) throw damaged();
        steering.line = *line;
        steering.paused = flag();
        if (flag()) steering.capacity = number<std::uint32_t>();
        if (flag()) steering.admit_per_second = number<std::uint32_t>();
        if (flag()) steering.opens_at = instant();
        if (flag()) steering.message = LineMessage{.text = text(), .at = instant()};
        if (flag()) steering.changed_at = instant();
    }
    void one(ConcertDateId& date) { date = id<ConcertDateId>(); }
    bool flag() { return number<std::uint8_t>() != 0; }
    template <class List>
    void list(List& items) {
        for (auto count = number<std::uint32_t>(); count > 0; --count) one(items.emplace_back());
    }
    bool at_end() const { return left_.empty(); }

  private:
    SaleTerms terms() {
        SaleTerms terms;
        if (flag()) terms.opens_at = instant();
        if (flag()) terms.closes_at = instant();
        if (flag()) terms.hold = seconds{number<std::int64_t>()};
        terms.most_per_person = number<std::int32_t>();
        terms.most_takes = number<std::int32_t>();
        terms.no_single_seats = flag();
        terms.cooling = seconds{number<std::int64_t>()};
        terms.companions_for_all = flag();
        return terms;
    }
    std::optional<SessionId> session() {
        if (!flag()) return std::nullopt;
        return SessionId{.place = {number<std::uint32_t>()}, .entered_at = instant()};
    }
    ReservationState state() {
        auto const value = number<std::uint8_t>();
        if (value > static_cast<std::uint8_t>(ReservationState::expired)) throw damaged();
        return static_cast<ReservationState>(value);
    }
    std::span<std::uint8_t const> take(std::size_t count) {
        if (count > left_.size()) throw damaged();
        auto const taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }
    static StorageFault damaged() { return StorageFault("PostgreSQL: a change that cannot be read"); }

    std::span<std::uint8_t const> left_;
};

}  // namespace

std::vector<std::uint8_t> payload_of(Changes const& changes) {
    std::vector<std::uint8_t> payload;
    Writer out(payload);
    out.number(version);
    out.list(changes.concerts);
    out.list(changes.dates);
    out.list(changes.seats);
    out.list(changes.changed_seats);
    out.list(changes.users);
    out.list(changes.reserved_seats);
    out.list(changes.steering);
    out.list(changes.removed_dates);
    return payload;
}

Changes read_payload(std::span<std::uint8_t const> payload) {
    Reader in(payload);
    if (auto const written = in.number<std::uint8_t>(); written != version) {
        throw StorageFault("PostgreSQL: a change of version " + std::to_string(written) +
                           ": another release of onsale serves the same store");
    }
    Changes changes;
    in.list(changes.concerts);
    in.list(changes.dates);
    in.list(changes.seats);
    in.list(changes.changed_seats);
    in.list(changes.users);
    in.list(changes.reserved_seats);
    in.list(changes.steering);
    in.list(changes.removed_dates);
    if (!in.at_end()) throw StorageFault("PostgreSQL: a change with something behind it");
    return changes;
}

}  // namespace onsale::postgres
