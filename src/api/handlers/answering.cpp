#include "api/handlers/answering.h"

#include <boost/json/serialize.hpp>

namespace onsale::api {

void answer_json(Call const& call, unsigned status, std::string body) {
    call.answer.status = status;
    call.answer.content_type = "application/json";
    call.answer.body = std::move(body);
}

void answer_json(Call const& call, unsigned status, boost::json::value const& body) {
    answer_json(call, status, boost::json::serialize(body));
}

}  // namespace onsale::api
