// The wallet board: who is a user, and what each has in points, as of the last commit. Answers reads from memory.
//
// Thread-safe. About 35 bytes a user: a row of 24 and an index slot of 4 + 1 at a load of one half or more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

#include <boost/unordered/unordered_flat_set.hpp>

#include "application/boards/digest.h"
#include "domain/user/user.h"

namespace onsale {

class WalletBoard {
  public:
    WalletBoard() = default;
    WalletBoard(WalletBoard const&) = delete;

    // The balance as of the last commit; nullopt: no such user.
    std::optional<Points> balance(UserId user) const;
    bool knows(UserId user) const { return balance(user).has_value(); }
    std::size_t users() const;
    Digest digest() const;

    // By the clerk: a new user, or a new balance.
    void show(User const& user);
    // These users and no others; readers see all of it or nothing, and wait for none of it.
    void show_only(std::span<User const> users);

  private:
    using Row = std::uint32_t;
    struct Wallet {
        UserId id;
        Points balance;
    };
    struct HashById {
        using is_transparent = void;
        std::deque<Wallet> const* rows;
        std::size_t operator()(Row row) const { return std::hash<UserId>{}((*rows)[row].id); }
        std::size_t operator()(UserId id) const { return std::hash<UserId>{}(id); }
    };
    struct SameId {
        using is_transparent = void;
        std::deque<Wallet> const* rows;
        bool operator()(Row a, Row b) const { return a == b; }
        bool operator()(UserId id, Row row) const { return (*rows)[row].id == id; }
        bool operator()(Row row, UserId id) const { return (*rows)[row].id == id; }
    };

    struct Table {
        Table() : index(0, HashById{&rows}, SameId{&rows}) {}
        Table(Table const&) = delete;
        void show(User const& user);

        std::deque<Wallet> rows;
        boost::unordered_flat_set<Row, HashById, SameId> index;
    };

    mutable std::mutex mutex_;
    std::unique_ptr<Table> table_ = std::make_unique<Table>();  // never null
};

}  // namespace onsale
