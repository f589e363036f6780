#include "seeding.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "api/identity/jwt.h"
#include "app/serving/store/dev_secret.h"
#include "application/awaited.h"
#include "application/sale/put_on_sale.h"
#include "application/sale/register_user.h"
#include "application/sale/reserve_seats.h"
#include "infrastructure/sqlite/sale/sale_archive.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::bench {
namespace {

// How many commands are under way at once: fewer than either queue takes, and enough for full batches.
constexpr std::size_t round_size = 8 * limits::clerk_batch;
static_assert(round_size <= limits::clerk_queue && round_size <= line_queue_submissions);

// A hold must outlive the benchmark, the restart of its server included.
constexpr HoldTerm seeded_hold{limits::longest_hold};

std::filesystem::path const& unused(std::filesystem::path const& data) {
    if (std::filesystem::exists(sqlite::sale_file(data))) throw std::runtime_error(data.string() + " holds a sale");
    return data;
}

Clerk::Options clerk_options(std::string& fault) {
    Clerk::Options options{.usual_hold = seeded_hold};
    options.longest_wait = std::chrono::hours(1);
    options.on_fault = [&fault](std::string_view what, std::string_view) { fault = what; };
    return options;
}

// Nobody comes in while we seed: a called fan who does not come is not in the journal.
LineOptions line_options(std::string& fault) {
    LineOptions options{.rules = {.capacity = 1,
                                  .admit_per_second = 1,
                                  .claim_window = seconds{30},
                                  .session_term = seconds{600},
                                  .away_after = seconds{3600}},
                        .ticks = LineTicks::by_hand};
    options.longest_wait = std::chrono::hours(1);
    options.on_fault = [&fault](std::string_view what) { fault = what; };
    return options;
}

// Submits make(from) ... make(count - 1) in rounds, each in place at the end of a deque, and shows every command that
// was answered. False: one was not.
template <class Command, class Clerk, class Argue, class Show>
bool settle(Clerk& clerk, std::size_t count, Argue const& emplace, Show const& show) {
    for (std::size_t from = 0; from < count; from += round_size) {
        std::deque<Command> commands;  // they cannot be moved
        for (auto i = from; i < std::min(from + round_size, count); ++i) emplace(commands, i);
        AwaitedReply round;
        std::size_t taken = 0;
        for (auto& command : commands) {
            command.reply_to = &round;
            taken += clerk.submit(command) ? 1 : 0;
        }
        round.wait(taken);
        for (auto const& command : commands) {
            if (command.fate != Fate::answered || !show(command)) return false;
        }
    }
    return true;
}

Instant first_night() {
    return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()) + std::chrono::days{30};
}

}  // namespace

Seeding::Seeding(std::filesystem::path const& data)
    : data_(unused(data)),
      data_lock_(data),
      work_(data),
      clerk_(work_, boards_, clock_, ids_, clerk_options(fault_)),
      journal_(data / "line.db", main_line),
      line_(journal_, clock_, line_options(fault_)) {}

void Seeding::register_users(std::size_t count) {
    bool const done = settle<RegisterUser>(
        clerk_, count, [](auto& commands, std::size_t i) { commands.emplace_back(fmt::format("fan {}", i + 1)); },
        [this](RegisterUser const& command) {
            if (!*command.outcome) return false;
            users_.push_back((*command.outcome)->user.id);
            return true;
        });
    if (!done) throw std::runtime_error("registering users: " + fault());
}

void Seeding::join_line(std::size_t count) {
    if (count > users_.size()) throw std::runtime_error("more fans wait than there are users");
    bool const done = settle<JoinLine>(
        line_, count, [this](auto& commands, std::size_t i) { commands.emplace_back(users_[i]); },
        [this](JoinLine const& join) {
            if (!join.outcome) return false;
            places_.push_back({join.user, join.outcome->place, join.outcome->joined_at});
            return true;
        });
    if (!done) throw std::runtime_error("joining the line: " + fault());
}

std::vector<SeatId> Seeding::put_on_sale(venue::VenuePlan const& plan, std::size_t dates) {
    for (std::size_t night = 0; night < dates; ++night) {
        std::vector<SeatOffer> offers;
        for (auto const& seat : plan.seats) {
            offers.push_back({seat.number, seat.price, {seat.section, seat.row, seat.seat}});
        }
        // Fewer users than seats: each of them has several.
        PutDateOnSale command(
            SaleOrder{.concert = "Bench",
                      .date = first_night() + std::chrono::days{night},
                      .offers = std::move(offers),
                      .terms = {.most_per_person = limits::largest_per_person, .most_takes = limits::largest_takes}});
        if (submit_and_wait(clerk_, command) != Fate::answered || !*command.outcome) {
            throw std::runtime_error("putting a date on sale: " + fault());
        }
    }
    std::vector<SeatId> seats;
    sqlite::SqliteSaleArchive(data_).read_seats([&](LabelledSeat const& seat) { seats.push_back(seat.seat.id); });
    return seats;
}

std::size_t Seeding::reserve(venue::VenuePlan const& plan, std::size_t count) {
    if (count > 0 && users_.empty()) throw std::runtime_error("reservations need users");
    auto const dates = std::max<std::size_t>(1, (count + plan.seats.size() - 1) / plan.seats.size());
    auto const seats = put_on_sale(plan, dates);
    bool const done = settle<ReserveSeats>(
        clerk_, count,
        [&](auto& commands, std::size_t i) { commands.emplace_back(seats[i], users_[i % users_.size()]); },
        [](ReserveSeats const& command) { return command.outcome->has_value(); });
    if (!done) throw std::runtime_error("reserving: " + fault());
    return dates;
}

void Seeding::write_polls(std::filesystem::path const& file, std::size_t count) const {
    if (count > places_.size()) throw std::runtime_error("fewer fans wait than are to poll");
    identity::TokenSigner const signer(dev_secret(data_));
    std::ofstream out(file, std::ios::trunc);
    for (std::size_t i = 0; i < count; ++i) {
        auto const& place = places_[(2 * i + 1) * places_.size() / (2 * count)];  // the middle of the i-th stretch
        out << fmt::format("GET\t/user/{}/token/generate\t\tAuthorization: Bearer {}\n", place.user.to_string(),
                           signer.sign(identity::PlaceTicket{line_.id(), place.user, place.number, place.joined_at}));
    }
    out.flush();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace onsale::bench
