#include "app/serving/import_sale.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "application/storage_fault.h"
#include "shown_text/shown_text.h"

namespace onsale {
namespace {

// Dates at that moment of concerts whose names look the same.
std::vector<ConcertDate> dates_at(SaleArchive& archive, std::string const& name, Instant moment) {
    std::map<ConcertId, bool> of_that_name;
    auto const look = shown_text::look_of(name);
    archive.read_concerts([&](Concert const& concert) {
        of_that_name.emplace(concert.id, shown_text::look_of(concert.singer_name) == look);
    });
    std::vector<ConcertDate> found;
    archive.read_dates([&](ConcertDate const& date) {
        if (date.date == moment && !date.unfinished && of_that_name[date.concert]) found.push_back(date);
    });
    return found;
}

// The seats of a date are those of the plan, number by number.
class Comparison {
  public:
    explicit Comparison(venue::VenuePlan const& plan) : plan_(plan) {}

    void see(LabelledSeat const& there) {
        ++seats_;
        auto const number = static_cast<std::size_t>(there.seat.number);
        if (number < 1 || number > plan_.seats.size()) {
            same_ = false;
            return;
        }
        auto const& planned = plan_.seats[number - 1];  // numbered from 1, in order
        same_ = same_ && planned.price == there.seat.price && planned.traits == there.seat.traits &&
                planned.section == there.labels.section && planned.row == there.labels.row &&
                planned.seat == there.labels.seat;
    }
    bool same() const { return same_ && seats_ == plan_.seats.size(); }

  private:
    venue::VenuePlan const& plan_;
    std::size_t seats_ = 0;
    bool same_ = true;
};

// Nullopt: there is no such date. One with the plan's own seats, if there is one among several.
std::optional<std::expected<ImportedSale, std::string>> find_sale(SaleArchive& archive, std::string const& name,
                                                                  Instant moment, venue::VenuePlan const& plan) {
    auto const dates = dates_at(archive, name, moment);
    if (dates.empty()) return std::nullopt;
    std::map<ConcertDateId, Comparison> comparisons;
    for (auto const& date : dates) comparisons.emplace(date.id, plan);
    archive.read_seats([&](LabelledSeat const& seat) {
        if (auto const found = comparisons.find(seat.seat.concert_date); found != comparisons.end()) {
            found->second.see(seat);
        }
    });
    for (auto const& date : dates) {
        if (!comparisons.at(date.id).same()) continue;
        return ImportedSale{.concert = date.concert, .date = date.id, .seats = plan.seats.size(), .was_there = true};
    }
    return std::unexpected(
        fmt::format("\"{}\" has a date at that moment already, with other seats or prices than this "
                    "plan: concert date {} (--again puts a second one on sale)",
                    name, dates.front().id.to_string()));
}

}  // namespace

std::expected<ImportedSale, std::string> import_sale(UnitOfWork& work, SaleArchive& archive, DateToImport const& what,
                                                     venue::VenuePlan const& plan, Others others) {
    if (what.repeat == Repeat::found) {
        if (auto there = find_sale(archive, what.concert, what.date, plan)) return *std::move(there);
    }
    auto const opened = import_date(work, what, plan, others);
    if (opened) {
        return ImportedSale{.concert = opened->concert.id, .date = opened->date.id, .seats = opened->seats};
    }
    if (what.repeat == Repeat::found) {
        // It may have come through after all, or another import was quicker.
        try {
            if (auto there = find_sale(archive, what.concert, what.date, plan)) return *std::move(there);
        } catch (StorageFault const& fault) {
            return std::unexpected(
                fmt::format("{}\nwhether it was imported could not be read: {}\nrun the same command "
                            "again: what is there by then is not put on sale twice",
                            opened.error(), fault.what()));
        }
    }
    return std::unexpected(opened.error());
}

}  // namespace onsale
