// What handlers take from a request besides its body: ids in the path, the query, conditions.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "api/routing/call.h"
#include "domain/identifiers.h"
#include "domain/steering/operator_action.h"

namespace onsale::api {

// The id in the path's parameter; `name` as the route calls it, for the problem.
template <class SomeId>
std::expected<SomeId, Problem> path_id(Call const& call, std::size_t parameter, std::string_view name) {
    if (auto const id = SomeId::parse(call.parameters[parameter])) return *id;
    return std::unexpected(Problem{
        .type = ProblemType::invalid_request, .detail = "", .errors = {{fmt::format(":{}", name), "must be a UUID"}}});
}

// The query's parameters, decoded. Refuses one that is not among `known`, comes twice, or has a broken
// %-escape. What is decoded need not be UTF-8: it is compared with what we have, never shown.
class Query {
  public:
    static std::expected<Query, Problem> read(http::Request const& request,
                                              std::initializer_list<std::string_view> known);
    // The same of a form's fields, which have the same shape (application/x-www-form-urlencoded).
    static std::expected<Query, Problem> read_form(http::Request const& request,
                                                   std::initializer_list<std::string_view> known);
    std::optional<std::string_view> get(std::string_view name) const;
    // One parameter, whatever else is there. Nullopt: it is not, or has a broken %-escape.
    static std::optional<std::string> find(http::Request const& request, std::string_view name);

    static Problem fault(std::string_view name, std::string detail);

  private:
    static std::expected<Query, Problem> read_pairs(std::string_view pairs,
                                                    std::initializer_list<std::string_view> known);
    std::vector<std::pair<std::string, std::string>> values_;
};

// The operator's name, by the header field Operator (percent-encoded UTF-8): what a manager's write is noted under.
std::expected<Operator, Problem> operator_of(http::Request const& request);

// Does If-None-Match name this (weak) entity tag? `etag` with its quotes, without W/.
bool has_etag(std::string_view if_none_match, std::string_view etag);

// May the answer be sent in this coding ("gzip", "br")?
bool takes_coding(std::string_view accept_encoding, std::string_view wanted);
inline bool takes_gzip(std::string_view accept_encoding) { return takes_coding(accept_encoding, "gzip"); }

}  // namespace onsale::api
