#include "application/steering/set_on_sale.h"

#include "application/steering/note_action.h"

namespace onsale {

void SetOnSale::decide(Desk& desk, Circumstances const& at) {
    auto const* found = desk.date(date_);
    if (found == nullptr) {
        outcome = refuse(Reason::unknown_concert_date);
        return;
    }
    auto date = *found;
    if (date.on_sale != on_sale_) {
        date.on_sale = on_sale_;
        desk.put(date);
        note_action(
            desk, at, by_,
            {.kind = on_sale_ ? ActionKind::reopen_sale : ActionKind::close_sale, .subject = date.id.to_string()});
    }
    outcome = date;
}

}  // namespace onsale
