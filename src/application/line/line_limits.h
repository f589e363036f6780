// The bounds of the waiting line.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/instant.h"

namespace onsale {

// How many joins, entries and leaves may wait for the line's clerk; one more is shed. They are 32 batches: well under
// a second of waiting, even at 10 ms a batch.
constexpr std::size_t line_queue_submissions = 16'384;

// How many of them share one flush.
constexpr std::size_t line_batch_submissions = 512;

// How many goings and comings share one flush, in addition to the batch: after a blackout there may be a million of
// them, and joins wait behind. In nobody's way: what is not written down is asked for again after a restart
// (attendance.h).
constexpr std::size_t line_batch_moves = 2'048;

// So often at least the journal hears that the line is there while somebody waits.
constexpr seconds between_alive_notes{60};

// Unfinished places; one more join is refused (line_full). About 35 bytes of memory each.
constexpr std::uint32_t most_line_places = 20'000'000;

// Place numbers are 32 bits and never reused; the line is full when they are used up. A failed write may waste as
// many numbers as a batch has.
constexpr std::uint32_t last_place_number = 4'000'000'000;

// The tick of the admission.
constexpr milliseconds admission_interval{100};

static_assert(line_batch_submissions <= line_queue_submissions, "a batch comes out of the queue");
static_assert(most_line_places < last_place_number, "places have numbers");
static_assert(last_place_number <= UINT32_MAX - line_batch_submissions, "a last batch must not wrap around");
static_assert(seconds{1} % admission_interval == milliseconds{0}, "ticks divide a second");

}  // namespace onsale
