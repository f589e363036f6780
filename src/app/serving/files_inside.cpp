#include "app/serving/files_inside.h"

// Each is put between two symbols by the assembler.
extern "C" char const onsale_stadium_plan[];
extern "C" char const onsale_stadium_plan_end[];
extern "C" char const onsale_club_plan[];
extern "C" char const onsale_club_plan_end[];
extern "C" char const onsale_demo_walk[];
extern "C" char const onsale_demo_walk_end[];

namespace onsale {

std::string_view stadium_plan() { return {onsale_stadium_plan, onsale_stadium_plan_end}; }
std::string_view club_plan() { return {onsale_club_plan, onsale_club_plan_end}; }
std::string_view demo_walk() { return {onsale_demo_walk, onsale_demo_walk_end}; }

}  // namespace onsale
