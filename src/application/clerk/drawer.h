// Drawer: the loaded and changed rows of one kind, on the clerk's desk.
//
// Remembers what a row was when it was loaded, what the commands of the batch made of it, and how to take back what
// the present command did, should it fail half-way.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "domain/identifiers.h"

namespace onsale {

template <class Id, class Row>
class Drawer {
  public:
    struct Sheet {
        Row row;
        std::optional<Row> loaded;  // absent: made by this batch
        bool changed = false;
    };

    // As it came from the store. A row that is here already stays as it is.
    void load(Id id, Row row) { sheets_.try_emplace(id, Sheet{.row = row, .loaded = std::move(row)}); }

    // Null: not in the store, or not asked for. Valid until the next put.
    Row const* find(Id id) const {
        auto const found = sheets_.find(id);
        return found == sheets_.end() ? nullptr : &found->second.row;
    }

    void put(Id id, Row row) {
        auto const found = sheets_.find(id);
        if (found == sheets_.end()) {
            undo_.emplace_back(id, std::nullopt);
            sheets_.emplace(id, Sheet{.row = std::move(row), .loaded = std::nullopt, .changed = true});
            order_.push_back(id);
            return;
        }
        auto& sheet = found->second;
        undo_.emplace_back(id, sheet);
        sheet.row = std::move(row);
        if (!sheet.changed) order_.push_back(id);
        sheet.changed = true;
    }

    // From here on, undo() takes back what is put.
    void begin_command() {
        undo_.clear();
        order_before_ = order_.size();
    }
    void undo() {
        for (; !undo_.empty(); undo_.pop_back()) {
            auto& [id, before] = undo_.back();
            if (before) {
                sheets_.insert_or_assign(id, *std::move(before));
            } else {
                sheets_.erase(id);
            }
        }
        order_.resize(order_before_);
    }

    // Every row that the batch made or changed, in the order of first touch.
    template <class Visit>
    void for_each_change(Visit&& visit) const {
        for (auto const& id : order_) visit(sheets_.find(id)->second);
    }
    bool untouched() const { return order_.empty(); }

    void clear() {
        sheets_.clear();
        order_.clear();
        undo_.clear();
        order_before_ = 0;
    }

  private:
    boost::unordered_flat_map<Id, Sheet, std::hash<Id>> sheets_;
    std::vector<Id> order_;
    std::vector<std::pair<Id, std::optional<Sheet>>> undo_;
    std::size_t order_before_ = 0;
};

}  // namespace onsale
