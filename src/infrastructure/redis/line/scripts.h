// The texts of the scripts in scripts/, as the build put them into the program.
#pragma once

#include <string_view>

namespace onsale::redis {

std::string_view beat_lua();
std::string_view open_lua();
std::string_view snapshot_lua();
std::string_view wishes_lua();

}  // namespace onsale::redis
