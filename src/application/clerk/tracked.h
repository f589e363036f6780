// Parts of a working set (working_set.h): rows that are loaded and changed, rows that are only added, and what loading
// found out. Each can take back what the present command did, should it fail half-way.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace onsale {

// Positions of rows by their ids, by hash where the id has one.
template <class Id>
using Positions =
    std::conditional_t<std::is_invocable_v<std::hash<Id>, Id const&>,
                       boost::unordered_flat_map<Id, std::size_t, std::hash<Id>>, std::map<Id, std::size_t>>;

// Rows by their ids: what each was when it was loaded, and what the commands of the batch made of it.
template <class Id, class Row>
class Tracked {
  public:
    struct Entry {
        Id id;
        Row row;
        std::optional<Row> loaded;  // absent: made by this batch
        bool changed = false;
    };

    // As it came from the store. A row that is here already stays as it is.
    void keep(Id const& id, Row row) {
        if (positions_.contains(id)) return;
        entries_.push_back({.id = id, .row = row, .loaded = std::move(row)});
        positions_.emplace(id, entries_.size() - 1);
    }

    // Null: not in the store, or not asked for. Valid until the next put.
    Row const* find(Id const& id) const {
        auto const found = positions_.find(id);
        return found == positions_.end() ? nullptr : &entries_[found->second].row;
    }

    void put(Id const& id, Row row) {
        auto const found = positions_.find(id);
        if (found == positions_.end()) {
            entries_.push_back({.id = id, .row = std::move(row), .loaded = std::nullopt, .changed = true});
            positions_.emplace(id, entries_.size() - 1);
            changed_.push_back(entries_.size() - 1);
            return;
        }
        auto& entry = entries_[found->second];
        undo_.push_back({.position = found->second, .changed = entry.changed, .row = entry.row});
        entry.row = std::move(row);
        if (!std::exchange(entry.changed, true)) changed_.push_back(found->second);
    }

    // From here on, undo_command() takes back what is put.
    void begin_command() {
        undo_.clear();
        entries_before_ = entries_.size();
        changed_before_ = changed_.size();
    }
    void undo_command() {
        for (; !undo_.empty(); undo_.pop_back()) {
            auto& [position, changed, row] = undo_.back();
            entries_[position].row = std::move(row);
            entries_[position].changed = changed;
        }
        for (; entries_.size() > entries_before_; entries_.pop_back()) positions_.erase(entries_.back().id);
        changed_.resize(changed_before_);
    }

    // Every row that the batch made or changed, in the order of first touch.
    template <class Visit>
    void for_each_change(Visit&& visit) const {
        for (auto const position : changed_) visit(entries_[position]);
    }
    std::vector<Row> rows() const {
        return rows_where([](Entry const&) { return true; });
    }
    std::vector<Row> made() const {
        return rows_where([](Entry const& entry) { return !entry.loaded; });
    }
    std::vector<Row> changed() const {  // of those that were loaded
        return rows_where([](Entry const& entry) { return entry.loaded.has_value(); });
    }
    bool untouched() const { return changed_.empty(); }

    void clear() {
        positions_.clear();
        entries_.clear();
        changed_.clear();
        undo_.clear();
        entries_before_ = changed_before_ = 0;
    }

  private:
    template <class Filter>
    std::vector<Row> rows_where(Filter filter) const {
        std::vector<Row> rows;
        for_each_change([&](Entry const& entry) {
            if (filter(entry)) rows.push_back(entry.row);
        });
        return rows;
    }

    struct Before {
        std::size_t position = 0;
        bool changed = false;
        Row row;
    };
    Positions<Id> positions_;
    std::vector<Entry> entries_;        // those that a command made stand at the end
    std::vector<std::size_t> changed_;  // their positions
    std::vector<Before> undo_;
    std::size_t entries_before_ = 0;
    std::size_t changed_before_ = 0;
};

// Rows that nobody looks up by their ids before they are saved; nothing is loaded.
template <class Row>
class Added {
  public:
    void load(auto const&) {}
    void add(Row row) { rows_.push_back(std::move(row)); }
    std::vector<Row> const& rows() const { return rows_; }

    void begin_command() { before_ = rows_.size(); }
    void undo_command() { rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(before_), rows_.end()); }
    bool untouched() const { return rows_.empty(); }
    void clear() {
        rows_.clear();
        before_ = 0;
    }

  private:
    std::vector<Row> rows_;
    std::size_t before_ = 0;
};

// What loading found out: no command changes it, and nothing is saved.
template <class T>
class Found {
  public:
    void save(auto&) const {}
    void set(T value) { value_ = std::move(value); }
    T const& value() const { return value_; }

    void begin_command() {}
    void undo_command() {}
    bool untouched() const { return true; }
    void clear() { value_ = T{}; }

  private:
    T value_{};
};

}  // namespace onsale
