// Files that are inside the program, so that it can be started anywhere: src/app/CMakeLists.txt names them.
#pragma once

#include <string_view>

namespace onsale {

std::string_view stadium_plan();  // venues/metalist-stadium.json
std::string_view club_plan();     // venues/small-club.json
std::string_view demo_walk();     // src/app/demo/walk.txt: what to open, and a purchase by curl, at 127.0.0.1:8080

}  // namespace onsale
