// What every answer that is no success must look like.
#pragma once

#include <gtest/gtest.h>

#include "api/problem/problem.h"
#include "support/api_client.h"

namespace onsale::tests {

// Status, content type, and the problem's type, title and status: all as in the table of problems.
testing::AssertionResult is_problem(Response const& answer, api::ProblemType type);

// invalid_request with a fault at just this pointer.
testing::AssertionResult is_fault_at(Response const& answer, std::string_view pointer);

// The members of an object, sorted and with blanks between.
std::string members(boost::json::value const& object);

}  // namespace onsale::tests
