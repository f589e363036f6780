// Parts of the waiting room's pages: what there is to choose.
#pragma once

#include <string>

#include "api/html/pages.h"

namespace onsale::api::html {

// Links to dates and sections, a form for the best seats of a date, and a button for each free seat of a section.
std::string choices_html(PageContext const& context, Choice const& choice);

}  // namespace onsale::api::html
