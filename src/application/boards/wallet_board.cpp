#include "application/boards/wallet_board.h"

namespace onsale {

WalletBoard::WalletBoard() : index_(0, HashById{&rows_}, SameId{&rows_}) {}

void WalletBoard::expect(std::size_t users) {
    std::lock_guard const lock(mutex_);
    index_.reserve(users);
}

std::optional<Points> WalletBoard::balance(UserId user) const {
    std::lock_guard const lock(mutex_);
    auto const found = index_.find(user);
    if (found == index_.end()) return std::nullopt;
    return rows_[*found].balance;
}

std::size_t WalletBoard::users() const {
    std::lock_guard const lock(mutex_);
    return rows_.size();
}

void WalletBoard::show(User const& user) {
    std::lock_guard const lock(mutex_);
    if (auto const found = index_.find(user.id); found != index_.end()) {
        rows_[*found].balance = user.balance;
        return;
    }
    rows_.push_back({user.id, user.balance});
    index_.insert(static_cast<Row>(rows_.size() - 1));
}

}  // namespace onsale
