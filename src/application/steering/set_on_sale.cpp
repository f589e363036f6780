#include "application/steering/set_on_sale.h"

#include "application/steering/note_action.h"

namespace onsale {

void SetOnSale::decide(SaleRows& rows, DecisionContext const& at) {
    auto const* found = rows.date(date_);
    if (found == nullptr) {
        outcome = refuse(Reason::unknown_concert_date);
        return;
    }
    auto date = *found;
    if (date.on_sale != on_sale_) {
        date.on_sale = on_sale_;
        rows.put(date);
        note_action(
            rows, at, by_,
            {.kind = on_sale_ ? ActionKind::reopen_sale : ActionKind::close_sale, .subject = date.id.to_string()});
    }
    outcome = date;
}

}  // namespace onsale
