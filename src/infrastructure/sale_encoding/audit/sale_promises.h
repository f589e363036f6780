// What an audit asks of the data of a sale: the same questions, by the same names and with the same answers, of every
// store. What a store alone can say of itself (its file, its guards) stands with the store.
//
// The texts are SQL that SQLite and PostgreSQL both read. Where they differ, a text has one of these:
//   {users}         the table of the users
//   {seq}           the column that orders reservations, entries and operator actions as they were decided
//   {uuid:X}        the id X as text
//   {body:M}        the member M of a remembered answer's body, as text
//   {state:paid}    a state of the domain by its name, as the number that the stores keep: state (of a reservation),
//                   status (of a seat), reason (of an entry), kind (of an operator action)
//   {not-indexed}   after a table: its rows themselves are read, so that a broken index cannot hide one
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "infrastructure/sale_encoding/audit/audit_query.h"

namespace onsale {

struct AuditDialect {
    std::string_view users;
    std::string_view seq;
    std::string (*uuid)(std::string_view expression);
    std::string (*body)(std::string_view member);
    std::string_view not_indexed;
};

std::string spelled(std::string_view sql, AuditDialect const& dialect);

std::vector<CountQuery> counts_of_sale(AuditDialect const& dialect);
std::vector<CheckQuery> promises_of_sale(AuditDialect const& dialect);

}  // namespace onsale
