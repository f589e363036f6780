#include "api/streaming/seat_statuses.h"

#include "api/streaming/status_code.h"

namespace onsale::api {
namespace {

constexpr unsigned bits = 2;
constexpr std::size_t seats_a_byte = 8 / bits;
constexpr unsigned no_seat = 3;

std::string pack(std::span<RunState const> runs) {
    std::string bytes;
    unsigned byte = 0;
    std::size_t count = 0;
    auto const add = [&](unsigned code) {
        byte |= code << (count++ % seats_a_byte * bits);
        if (count % seats_a_byte != 0) return;
        bytes.push_back(static_cast<char>(byte));
        byte = 0;
    };
    for (auto const& run : runs) {
        for (auto const status : run.statuses) add(code_of(status));
    }
    while (count % seats_a_byte != 0) add(no_seat);
    return bytes;
}

}  // namespace

SeatStatuses::Packed SeatStatuses::packed(Instant now) {
    std::lock_guard const lock(mutex_);
    if (packed_.bytes && packed_.version == board_->version(now)) return packed_;
    board_->read(now, [&](std::span<RunState const> runs, std::uint64_t version) {
        packed_ = {std::make_shared<std::string const>(pack(runs)), version};
    });
    return packed_;
}

}  // namespace onsale::api
