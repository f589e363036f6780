#include "api/handlers/seats_of_date.h"

#include <algorithm>

#include <boost/unordered/unordered_flat_map.hpp>
#include <fmt/format.h>

#include "domain/limits.h"

namespace onsale::api {

std::map<std::string, std::vector<SeatId>> seats_by_section(DateBoard& date, Instant now) {
    std::map<std::string, std::vector<SeatId>> sections;
    date.read(now, [&](std::span<RunState const> runs, std::uint64_t) {
        for (auto const& state : runs) {
            auto& seats = sections[state.run->section];
            for (auto const& labelled : state.run->seats) seats.push_back(labelled.seat.id);
        }
    });
    return sections;
}

namespace {

// The seats with these numbers, as the map and the list have them. Notes one that the date does not have.
std::vector<SeatId> seats_by_number(Body& body, DateBoard& date, Instant now) {
    auto const numbers =
        body.optional_whole_numbers("numbers", limits::most_seats_of_a_date, 1, limits::largest_seat_number);
    if (numbers.empty()) return {};
    boost::unordered_flat_map<std::int64_t, SeatId> all;
    date.read(now, [&](std::span<RunState const> runs, std::uint64_t) {
        for (auto const& state : runs) {
            for (auto const& labelled : state.run->seats) all.emplace(labelled.seat.number, labelled.seat.id);
        }
    });
    std::vector<SeatId> seats;
    for (auto const number : numbers) {
        auto const found = all.find(number);
        if (found == all.end()) {
            body.note("numbers", fmt::format("the date has no seat number {}", number));
            return {};
        }
        seats.push_back(found->second);
    }
    return seats;
}

}  // namespace

std::expected<std::vector<SeatId>, Problem> read_seats_of_date(Body& body, DateBoard& date, Instant now) {
    auto seats = seats_by_number(body, date, now);
    bool all_parsed = true;
    for (auto const& text : body.optional_texts("seats", limits::most_seats_of_a_date, Uuid::text_size)) {
        auto const seat = SeatId::parse(text);
        all_parsed = all_parsed && seat.has_value();
        seats.push_back(seat.value_or(SeatId{}));
    }
    if (!all_parsed) body.note("seats", "must be UUIDs");
    auto const names = body.optional_texts("sections", limits::most_sections_asked, limits::longest_section);
    if (!names.empty()) {
        auto const sections = seats_by_section(date, now);
        for (auto const& name : names) {
            auto const found = sections.find(name);
            if (found == sections.end()) {
                body.note("sections", "the hall has no section " + name);
            } else {
                seats.insert(seats.end(), found->second.begin(), found->second.end());
            }
        }
    }
    if (seats.empty() && names.empty()) body.note("seats", "name at least one seat, or one section");
    if (auto faults = body.faults()) return std::unexpected(*std::move(faults));
    std::ranges::sort(seats);
    auto const again = std::ranges::unique(seats);
    seats.erase(again.begin(), again.end());
    return seats;
}

}  // namespace onsale::api
