#include "application/boards/wallet_board.h"

#include <utility>

namespace onsale {

std::optional<Points> WalletBoard::balance(UserId user) const {
    std::lock_guard const lock(mutex_);
    auto const found = table_->index.find(user);
    if (found == table_->index.end()) return std::nullopt;
    return table_->rows[*found].balance;
}

std::size_t WalletBoard::users() const {
    std::lock_guard const lock(mutex_);
    return table_->rows.size();
}

Digest WalletBoard::digest() const {
    std::lock_guard const lock(mutex_);
    Digest all;
    for (auto const& [user, balance] : table_->rows) all.add(user, static_cast<std::uint64_t>(balance.value));
    return all;
}

void WalletBoard::show(User const& user) {
    std::lock_guard const lock(mutex_);
    table_->show(user);
}

void WalletBoard::show_only(std::span<User const> users) {
    auto table = std::make_unique<Table>();
    table->index.reserve(users.size());
    for (auto const& user : users) table->show(user);
    std::lock_guard const lock(mutex_);
    table_.swap(table);
}

void WalletBoard::Table::show(User const& user) {
    if (auto const found = index.find(user.id); found != index.end()) {
        rows[*found].balance = user.balance;
        return;
    }
    rows.push_back({user.id, user.balance});
    index.insert(static_cast<Row>(rows.size() - 1));
}

}  // namespace onsale
