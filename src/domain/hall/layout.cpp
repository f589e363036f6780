#include "domain/hall/layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "domain/hall/bowl.h"
#include "domain/hall/natural_order.h"

namespace onsale::hall {
namespace {

// In seat widths.
constexpr double row_distance = 1.2;
constexpr double gap = 3;                 // between two blocks
constexpr double stage_distance = 4;      // from the stage to the first row
constexpr double shape = 1.3;             // how many times wider than deep a hall is best
constexpr std::size_t most_abreast = 64;  // blocks of one band

std::int32_t hundredths(double seat_widths) { return static_cast<std::int32_t>(std::lround(seat_widths * unit)); }

double depth_of(Block const& block) { return (block.depth() - 1) * row_distance + 1; }

// Blocks side by side, as many as `most` in each band; bands behind one another.
struct Band {
    std::size_t from = 0;
    std::size_t to = 0;
    double width = 0;
    double depth = 0;
};

std::vector<Band> bands_of(std::vector<Block> const& blocks, std::size_t most) {
    std::vector<Band> bands;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i % most == 0) bands.push_back({.from = i, .to = i});
        auto& band = bands.back();
        band.width += blocks[i].width() + (band.to > band.from ? gap : 0);
        band.depth = std::max(band.depth, depth_of(blocks[i]));
        band.to = i + 1;
    }
    return bands;
}

double badness(std::vector<Band> const& bands) {
    double width = 0;
    double depth = 0;
    for (auto const& band : bands) {
        width = std::max(width, band.width);
        depth += band.depth + gap;
    }
    return std::abs(std::log(width / (depth * shape)));
}

std::vector<Band> best_bands(std::vector<Block> const& blocks) {
    std::vector<Band> best;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t most = 1; most <= std::min(blocks.size(), most_abreast); ++most) {
        auto bands = bands_of(blocks, most);
        if (auto const bad = badness(bands); bad < least) {
            least = bad;
            best = std::move(bands);
        }
    }
    return best;
}

void place(Block const& block, double left, double top, std::vector<MapPoint>& positions) {
    auto const middle = left + block.width() / 2;
    for (auto const& row : block.rows) {
        auto const begin = middle + row.shift - row.width / 2;
        auto const y = top + (row.depth - block.rows.front().depth) * row_distance + 0.5;
        for (auto const& [seat, column] : row.seats) positions[seat] = {hundredths(begin + column), hundredths(y)};
    }
}

}  // namespace

Layout lay_out(std::span<SeatName const> seats, std::span<DrawnSection const> sections) {
    return names_a_bowl(sections) ? lay_out_bowl(seats, sections) : lay_out_before_stage(seats, sections);
}

Layout lay_out_before_stage(std::span<SeatName const> seats, std::span<DrawnSection const> sections) {
    Layout layout{.stage = std::nullopt, .positions = std::vector<MapPoint>(seats.size())};
    auto blocks = blocks_of(seats, sections);
    std::ranges::stable_sort(blocks, naturally_before, &Block::name);
    auto const bands = best_bands(blocks);
    double widest = 0;
    for (auto const& band : bands) widest = std::max(widest, band.width);
    auto const stage_width = std::clamp(widest * 0.6, 8.0, 80.0);
    auto const stage_depth = std::clamp(stage_width * 0.25, 3.0, 12.0);
    layout.stage = Stage{.kind = StageKind::stage,
                         .corner = {hundredths(-stage_width / 2), hundredths(-stage_depth / 2)},
                         .width = hundredths(stage_width),
                         .height = hundredths(stage_depth)};
    auto top = stage_depth / 2 + stage_distance;
    for (auto const& band : bands) {
        auto left = -band.width / 2;
        for (auto i = band.from; i < band.to; ++i) {
            place(blocks[i], left, top, layout.positions);
            left += blocks[i].width() + gap;
        }
        top += band.depth + gap;
    }
    return layout;
}

}  // namespace onsale::hall
