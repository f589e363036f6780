#include "api/sale/problem_check.h"

#include <set>

#include <boost/json/serialize.hpp>

namespace onsale::tests {

testing::AssertionResult is_problem(Response const& answer, api::ProblemType type) {
    auto const& kind = api::kind_of(type);
    auto const wrong = [&](std::string const& what) {
        return testing::AssertionFailure() << what << ", wanted " << kind.slug << ": " << answer.head << answer.body;
    };
    if (answer.status != kind.status) return wrong("another status");
    auto const content_type = answer.fields.find("content-type");
    if (content_type == answer.fields.end() || content_type->second != "application/problem+json") {
        return wrong("no problem+json");
    }
    auto const body = json_of(answer);
    if (text_of(body, "type") != "/problems/" + std::string(kind.slug)) return wrong("another type");
    if (text_of(body, "title") != kind.title) return wrong("another title");
    if (number_of(body, "status") != kind.status) return wrong("another status in the body");
    if (kind.status == 401 && !answer.fields.contains("www-authenticate")) return wrong("no WWW-Authenticate");
    if (kind.status == 405 && !answer.fields.contains("allow")) return wrong("no Allow");
    return testing::AssertionSuccess();
}

testing::AssertionResult is_fault_at(Response const& answer, std::string_view pointer) {
    if (auto const problem = is_problem(answer, api::ProblemType::invalid_request); !problem) return problem;
    auto const errors = json_of(answer).as_object().at("errors").as_array();
    if (errors.size() == 1 && text_of(errors[0], "pointer") == pointer && !text_of(errors[0], "detail").empty()) {
        return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "not just a fault at " << pointer << ": " << answer.body;
}

std::string members(boost::json::value const& object) {
    std::set<std::string> names;
    for (auto const& member : object.as_object()) names.insert(std::string(member.key()));
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : " ") + name;
    return text;
}

}  // namespace onsale::tests
