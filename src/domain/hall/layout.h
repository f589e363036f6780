// Layouts: a place for every seat of a hall that has labels and no coordinates.
//
// Pure and deterministic: the same seats, sections and groups give the same positions on every machine that rounds
// doubles as IEEE 754 says. No two seats stand closer than 0.8 seat widths.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/hall/blocks.h"
#include "domain/hall/drawing.h"

namespace onsale::hall {

struct Layout {
    std::optional<Stage> stage;
    std::vector<MapPoint> positions;  // one for each seat that was given, in their order
};

// As a bowl, where the groups name at least two sides of one (bowl.h); else in rows before a stage.
Layout lay_out(std::span<SeatName const> seats, std::span<DrawnSection const> sections);

// Sections as blocks in front of a stage, in the order of their names, the first rows nearest to it.
Layout lay_out_before_stage(std::span<SeatName const> seats, std::span<DrawnSection const> sections);

}  // namespace onsale::hall
