#include "app/serving/demo_sale.h"

#include <chrono>
#include <set>
#include <stdexcept>
#include <string>

#include "app/serving/files_inside.h"
#include "app/serving/import_sale.h"

namespace onsale {
namespace {

struct DemoConcert {
    char const* singer;
    std::string_view (&plan)();
    std::chrono::days in;            // from today
    std::chrono::hours time_of_day;  // in Korea
    Points price;                    // of seats that the plan names none for
};

constexpr std::chrono::hours korea{9};
constexpr DemoConcert concerts[] = {
    {"새벽 밴드", club_plan, std::chrono::days{30}, std::chrono::hours{20}, Points{55'000}},
    {"한강 오케스트라", stadium_plan, std::chrono::days{60}, std::chrono::hours{19}, Points{99'000}},
};

bool has_date_to_come(SaleArchive& archive, std::string const& singer, Instant now) {
    std::set<ConcertId> of_singer;
    archive.read_concerts([&](Concert const& concert) {
        if (concert.singer_name == singer) of_singer.insert(concert.id);
    });
    bool found = false;
    archive.read_dates([&](ConcertDate const& date) {
        found = found || (date.date > now && !date.unfinished && of_singer.contains(date.concert));
    });
    return found;
}

Instant begins_at(DemoConcert const& concert, Instant now) {
    auto const today = std::chrono::floor<std::chrono::days>(now + korea);
    return Instant{today + concert.in + concert.time_of_day - korea};
}

}  // namespace

void put_demo_on_sale(OfflineStore& store, Instant now) {
    for (auto const& concert : concerts) {
        if (has_date_to_come(store.archive(), concert.singer, now)) continue;
        auto const plan = venue::read_venue_plan(concert.plan(), {.price = concert.price});
        if (!plan) throw std::runtime_error(venue::to_string(plan.error().front()));
        auto const imported =
            import_sale(store.work(), store.archive(), {.concert = concert.singer, .date = begins_at(concert, now)},
                        *plan, store.others());
        if (!imported) throw std::runtime_error(imported.error());
    }
}

}  // namespace onsale
