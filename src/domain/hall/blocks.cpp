#include "domain/hall/blocks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "domain/hall/natural_order.h"

namespace onsale::hall {
namespace {

constexpr std::size_t longest_lone_row = 60;  // seats; a section with one row longer than that is wrapped
constexpr double lone_row_shape = 2.0;        // how many times wider than deep it becomes

struct NamedRow {
    std::string_view name;
    std::vector<std::size_t> seats;
};

struct Labels {
    std::vector<int> numbers;  // of the seats, in their order; empty: not all of them are numbers, or one comes twice
    int least = 0;
    int most = 0;
};

Labels labels_of(NamedRow const& row, std::span<SeatName const> seats) {
    Labels labels;
    for (auto const seat : row.seats) {
        auto const number = number_of(seats[seat].seat);
        if (!number) return {};
        labels.numbers.push_back(*number);
    }
    auto sorted = labels.numbers;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end()) return {};
    labels.least = sorted.front();
    labels.most = sorted.back();
    return labels;
}

int span_of(Labels const& labels) { return labels.most - labels.least + 1; }

// Seats side by side in their order, or apart as their numbers say where these leave some out and still fit.
BlockRow row_of(NamedRow const& row, Labels const& labels, std::size_t widest) {
    BlockRow result;
    auto const count = row.seats.size();
    bool const by_number = !labels.numbers.empty() && static_cast<std::size_t>(span_of(labels)) > count &&
                           static_cast<std::size_t>(span_of(labels)) <= widest;
    bool const backwards = by_number && labels.numbers.front() > labels.numbers.back();
    for (std::size_t i = 0; i < count; ++i) {
        auto const column = !by_number  ? static_cast<int>(i)
                            : backwards ? labels.most - labels.numbers[i]
                                        : labels.numbers[i] - labels.least;
        result.seats.push_back({row.seats[i], column + 0.5});
    }
    result.width = by_number ? span_of(labels) : static_cast<double>(count);
    return result;
}

// Rows may be numbered across their section: then a row that begins at 14 stands to the right.
void shift_to_numbers(std::vector<BlockRow>& rows, std::vector<Labels> const& labels, std::size_t widest) {
    std::optional<int> least;
    std::optional<int> most;
    for (auto const& row : labels) {
        if (row.numbers.empty() || row.numbers.front() > row.numbers.back()) return;
        least = std::min(least.value_or(row.least), row.least);
        most = std::max(most.value_or(row.most), row.most);
    }
    bool const across = std::ranges::any_of(labels, [&](Labels const& row) { return row.least > *least; });
    if (!across || static_cast<std::size_t>(*most - *least + 1) > widest + 1) return;
    auto const middle = (*most - *least + 1) / 2.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].shift = labels[i].least - *least + rows[i].width / 2 - middle;
    }
}

std::vector<NamedRow> wrapped(NamedRow const& lone) {
    auto const width =
        static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(lone.seats.size()) * lone_row_shape)));
    std::vector<NamedRow> rows;
    for (std::size_t i = 0; i < lone.seats.size(); i += width) {
        auto const end = std::min(i + width, lone.seats.size());
        rows.push_back({lone.name,
                        {lone.seats.begin() + static_cast<std::ptrdiff_t>(i),
                         lone.seats.begin() + static_cast<std::ptrdiff_t>(end)}});
    }
    return rows;
}

// The number of each row, or its rank where they are not numbers, or too far apart to mean distances.
std::vector<int> depths_of(std::vector<NamedRow>& rows) {
    std::vector<int> depths;
    bool const numbers = std::ranges::all_of(rows, [](NamedRow const& row) { return number_of(row.name).has_value(); });
    if (numbers) {
        std::ranges::stable_sort(rows, {}, [](NamedRow const& row) { return *number_of(row.name); });
        for (auto const& row : rows) depths.push_back(*number_of(row.name));
    }
    bool const distances = numbers && std::ranges::adjacent_find(depths) == depths.end() &&
                           depths.back() <= static_cast<int>(2 * rows.size() + 20);
    if (distances) return depths;
    depths.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) depths.push_back(static_cast<int>(i) + 1);
    return depths;
}

std::vector<BlockRow> rows_of(std::vector<NamedRow> rows, std::span<SeatName const> seats) {
    if (rows.size() == 1 && rows.front().seats.size() > longest_lone_row) rows = wrapped(rows.front());
    auto const depths = depths_of(rows);
    std::size_t widest = 0;
    for (auto const& row : rows) widest = std::max(widest, row.seats.size());
    std::vector<Labels> labels;
    std::vector<BlockRow> result;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        labels.push_back(labels_of(rows[i], seats));
        result.push_back(row_of(rows[i], labels.back(), widest));
        result.back().depth = depths[i] - 1;
    }
    shift_to_numbers(result, labels, widest);
    return result;
}

}  // namespace

double Block::width() const {
    double half = 0;
    for (auto const& row : rows) half = std::max(half, std::abs(row.shift) + row.width / 2);
    return 2 * half;
}

int Block::depth() const { return rows.empty() ? 0 : rows.back().depth - rows.front().depth + 1; }

std::vector<Block> blocks_of(std::span<SeatName const> seats, std::span<DrawnSection const> sections) {
    std::map<std::string_view, std::string_view> groups;
    for (auto const& section : sections) groups.try_emplace(section.name, section.group);

    struct Draft {
        std::string_view name;
        std::vector<NamedRow> rows;
        std::map<std::string_view, std::size_t> row_at;
    };
    std::vector<Draft> drafts;
    std::map<std::string_view, std::size_t> draft_at;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        auto const [section, made] = draft_at.try_emplace(seats[i].section, drafts.size());
        if (made) drafts.push_back({seats[i].section, {}, {}});
        auto& draft = drafts[section->second];
        auto const [row, new_row] = draft.row_at.try_emplace(seats[i].row, draft.rows.size());
        if (new_row) draft.rows.push_back({seats[i].row, {}});
        draft.rows[row->second].seats.push_back(i);
    }
    std::vector<Block> blocks;
    for (auto& draft : drafts) {
        auto const group = groups.find(draft.name);
        blocks.push_back({.name = draft.name,
                          .group = group == groups.end() ? std::string_view{} : group->second,
                          .rows = rows_of(std::move(draft.rows), seats)});
    }
    return blocks;
}

}  // namespace onsale::hall
