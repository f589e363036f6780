#include <fmt/format.h>

#include "api/handlers/arguments.h"
#include "api/handlers/handlers.h"
#include "api/json/iso_time.h"
#include "api/services.h"

namespace onsale::api {

// The time is told to everybody each time, since pages set their countdowns by it; so nothing may keep the answer, and
// the tag is for those who ask by it themselves.
void show_sale(Call const& call) {
    if (auto const query = Query::read(call.request, {}); !query) return call.refuse(query.error());
    auto const edition = call.services.sale.at(call.now);
    auto& answer = call.answer;
    answer.header("ETag", "W/" + edition.etag);
    answer.header("Cache-Control", "no-store");
    if (has_etag(call.request.if_none_match, edition.etag)) {
        answer.status = 304;
        return;
    }
    answer.content_type = "application/json";
    answer.body = fmt::format("{{\"now\":\"{}\",", to_iso(call.now));
    answer.shared = edition.rest;
}

}  // namespace onsale::api
