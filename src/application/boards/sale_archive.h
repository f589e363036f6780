// The sale's archive: what the store keeps, read once at start to fill the boards.
//
// Reads rows one after the other, so that memory stays bounded. Errors: StorageFault.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/steering/steering.h"
#include "domain/user/user.h"
#include "domain/waiting/standing.h"

namespace onsale {

class SaleArchive {
  public:
    virtual ~SaleArchive() = default;
    virtual void read_concerts(std::function<void(Concert const&)> const& show) = 0;
    virtual void read_dates(std::function<void(ConcertDate const&)> const& show) = 0;
    // Of these dates, date by date, each in the order in which its seats were put on sale. What other dates have costs
    // nothing.
    virtual void read_seats(std::span<ConcertDateId const> dates,
                            std::function<void(LabelledSeat const&)> const& show) = 0;
    // Those that are reserved or paid; likewise.
    virtual void read_open_reservations(std::span<ConcertDateId const> dates,
                                        std::function<void(ReservedSeat const&)> const& show) = 0;
    // Of all dates.
    void read_seats(std::function<void(LabelledSeat const&)> const& show) { read_seats(every_date(), show); }
    void read_open_reservations(std::function<void(ReservedSeat const&)> const& show) {
        read_open_reservations(every_date(), show);
    }
    virtual void read_users(std::function<void(User const&)> const& show) = 0;
    virtual Steering read_steering(LineId const& line) = 0;
    // Which of these sessions a payment has ended, in any order. One question, however many they are.
    virtual std::vector<LiveSession> paid_of(std::span<LiveSession const> sessions) = 0;
    // The newest instant that the store knows of; 1970 when there is none.
    virtual Instant newest() = 0;

  private:
    std::vector<ConcertDateId> every_date() {
        std::vector<ConcertDateId> dates;
        read_dates([&](ConcertDate const& date) { dates.push_back(date.id); });
        return dates;
    }
};

}  // namespace onsale
