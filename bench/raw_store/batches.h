// Rows in batched transactions, and how long they took.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "infrastructure/sqlite/connection.h"

namespace onsale::bench {

struct Batching {
    std::size_t rows = 0;
    std::size_t batch = 1;  // rows a transaction
};

// write(from, to) writes the rows from ... to - 1 inside a transaction of their own, which is durable before the next
// one begins. Returns the seconds from the first BEGIN to the last COMMIT.
template <class Write>
double commit_in_batches(sqlite::Database& database, Batching const& batching, Write const& write) {
    auto const began = std::chrono::steady_clock::now();
    for (std::size_t from = 0; from < batching.rows; from += batching.batch) {
        sqlite::Transaction transaction(database);
        write(from, std::min(from + batching.batch, batching.rows));
        transaction.commit();
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace onsale::bench
