// Every bound of the sale in one place, with its unit. The line's bounds: application/line/line_limits.h; the HTTP
// server's: http/limits.h.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/instant.h"

namespace onsale::limits {

// Money, in points (1 point = 1 KRW).
inline constexpr std::int64_t largest_charge = 1'000'000'000;           // one charge
inline constexpr std::int64_t largest_balance = 1'000'000'000'000'000;  // a wallet; below 2^53, exact in JSON
inline constexpr std::int64_t largest_price = 1'000'000'000;            // a seat

// Texts, in bytes of UTF-8.
inline constexpr std::size_t longest_name = 200;          // of a singer or a user
inline constexpr std::size_t longest_section = 760;       // of a section: 190 characters of any script
inline constexpr std::size_t longest_label = 128;         // of a row or seat
inline constexpr std::size_t longest_message = 500;       // to everybody in line
inline constexpr std::size_t longest_operator = 100;      // how an operator calls themselves
inline constexpr std::size_t longest_block_reason = 200;  // why seats are kept from sale

// Answers that are kept under an Idempotency-Key.
inline constexpr std::size_t longest_idempotency_key = 255;  // characters
inline constexpr seconds answers_kept{24 * 60 * 60};
inline constexpr std::size_t forgetting_batch = 512;  // old answers removed by one command

// A concert date.
inline constexpr std::int32_t largest_seat_number = 1'000'000;
inline constexpr std::size_t most_seats_of_a_date = 200'000;

// Seats of a date that one fan may hold and own together (sale_terms.h). A reservation looks at each of them.
inline constexpr std::int32_t usual_per_person = 4;
inline constexpr std::int32_t largest_per_person = 1'000;
// Named by one request to reserve seats together.
inline constexpr std::size_t most_seats_of_a_request = 100;
inline constexpr std::size_t most_sections_asked = 200;
// Seats of a date that one fan may take in one session, given back or lapsed ones included.
inline constexpr std::int32_t usual_takes = 20;
inline constexpr std::int32_t largest_takes = 10'000;
// For so long a seat is kept from a fan who let it lapse so often.
inline constexpr seconds usual_cooling{300};
inline constexpr seconds longest_cooling{24 * 60 * 60};
inline constexpr std::int64_t lapses_before_cooling = 2;

// The line, in the settings and by steering.
inline constexpr std::uint32_t largest_capacity = 1'000'000;
inline constexpr std::uint32_t largest_admit_per_second = 100'000;

// The clerk.
inline constexpr std::size_t clerk_batch = 512;    // commands decided and committed together
inline constexpr std::size_t clerk_queue = 8'192;  // commands that wait; one more is shed
inline constexpr milliseconds longest_wait{
    1'000};  // of the oldest one that waits for a clerk; then, too, more are shed
// Of a store whose rows others use, too. A row that is not free after lock_wait is busy: the batch goes on without it.
inline constexpr milliseconds lock_wait{250};
inline constexpr milliseconds short_lock_wait{25};  // of what is left to wait for, once rows were found busy
inline constexpr milliseconds store_answer{1'000};  // to what a batch sends together; then the connection is given up
// Of a batch between its rows and its commit; then its node is not there any more, and the store frees them.
inline constexpr milliseconds longest_idle{2'500};
inline constexpr milliseconds longest_batch{1'000};  // after that nothing more of a batch is tried
// A hall is put on sale in pieces, so that a fan waits for one of them and not for the hall: at 5 to 40 us a seat no
// longer than for a full batch of other commands.
inline constexpr std::size_t seats_of_a_piece = 1'000;
// Without another piece for so long an unfinished date is given up; removed after twice that, as clocks differ.
inline constexpr milliseconds given_up_after{10'000};
inline constexpr milliseconds removed_after{2 * given_up_after};
inline constexpr std::size_t removal_batch = 256;  // seats of a date that was given up, removed by one command
inline constexpr std::size_t expiry_batch = 512;   // lapsed holds tidied by one command
inline constexpr seconds shortest_hold{1};
inline constexpr seconds longest_hold{24 * 60 * 60};

static_assert(usual_per_person <= largest_per_person);
static_assert(usual_per_person <= usual_takes && largest_per_person <= largest_takes);
static_assert(usual_takes <= largest_takes);
static_assert(largest_per_person <= static_cast<std::int64_t>(most_seats_of_a_date));
static_assert(shortest_hold < longest_hold);
// How long a date is shown after its sale and the beginning of its concert: by then every hold has ended, and everybody
// is in the hall.
inline constexpr std::chrono::hours shown_after_the_end{25};
static_assert(longest_hold < shown_after_the_end);
static_assert(clerk_batch <= clerk_queue);
static_assert(3 * lock_wait < store_answer, "a lock that is not had is told before the connection is given up");
static_assert(2 * lock_wait + short_lock_wait < longest_batch, "a batch goes on without busy rows in time");
static_assert(longest_wait + 2 * longest_batch + store_answer < given_up_after, "a piece comes before it is given up");
static_assert(largest_price <= largest_charge, "the dearest seat can be charged at once");
static_assert(largest_balance <= INT64_MAX - largest_charge, "a balance and a charge never overflow");

}  // namespace onsale::limits
