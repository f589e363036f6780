// The settings as flags of a command line.
#pragma once

#include <string>

#include "app/config/layers.h"

namespace CLI {
class App;
}

namespace onsale::config {

// Adds --config FILE and a flag for every setting that has one to `app`; parsing it fills `layers.file` and
// `layers.flags`. The texts are judged by load(), so that every layer complains in the same words. `layers` must
// outlive the parsing.
void add_flags(CLI::App& app, Layers& layers);

}  // namespace onsale::config
