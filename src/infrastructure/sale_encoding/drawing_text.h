// A drawing as the text that stores keep: JSON, the seats as lists of equal length.
//
//   {"hall":"Small Club","stage":{"kind":0,"x":-400,"y":-150,"width":800,"height":300},
//    "categories":[{"name":"front","colour":"#b3261e"}],"sections":[{"name":"Stalls","group":"floor"}],
//    "seats":{"number":[1,2],"category":[0,-1],"x":[-50,50],"y":[300,300]}}
//
// and, where the hall has some,
// "areas":[{"section":"Standing","category":0,"outline":[[-600,300],[600,300],[600,900]]}]. A category of -1 is none.
// What a later release adds, this one passes over.
#pragma once

#include <string>
#include <string_view>

#include "domain/hall/drawing.h"

namespace onsale {

std::string text_of(hall::Drawing const& drawing);

// Errors: StorageFault for a text that no onsale wrote.
hall::Drawing read_drawing(std::string_view text);

}  // namespace onsale
