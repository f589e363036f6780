#include "drill/checks.h"

#include <algorithm>
#include <tuple>

namespace onsale::drill {
namespace {

// The rows of each seat (or reservation) stand together, in order of acknowledgement.
template <class Row, class Key>
std::vector<Row> grouped(std::vector<Row> rows, Key key) {
    std::ranges::sort(rows, [&](Row const& a, Row const& b) {
        return std::tuple(a.*key, a.acknowledged) < std::tuple(b.*key, b.acknowledged);
    });
    return rows;
}

}  // namespace

Finding check_one_owner(std::vector<PaidSeat> const& payments) {
    Finding finding{"oversold", "no seat is sold to two fans", 0, 0, {}};
    auto const rows = grouped(payments, &PaidSeat::seat);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        bool const first = i == 0 || rows[i - 1].seat != rows[i].seat;
        finding.looked_at += first;
        if (!first && rows[i].fan != rows[i - 1].fan) {
            accuse(finding, "seat {}: sold to fan {} and to fan {}", rows[i].seat, rows[i - 1].fan, rows[i].fan);
        }
    }
    return finding;
}

Finding check_one_holder(std::vector<Hold> const& holds, std::vector<PaidSeat> const& payments) {
    Finding finding{"double_held", "no seat is held for two fans at once", 0, 0, {}};
    // A fan who has paid owns the seat from then on, without an end. Sent before everything: nobody is accused of
    // paying late.
    auto all = holds;
    for (auto const& payment : payments) {
        all.push_back(
            {payment.seat, payment.fan, payment.reservation, Moment::min(), payment.acknowledged, Moment::max()});
    }
    auto const rows = grouped(std::move(all), &Hold::seat);
    auto const endless = std::ranges::count_if(holds, [](Hold const& hold) { return hold.surely_until <= hold.sent; });
    finding.looked_at = holds.size() - static_cast<std::size_t>(endless);
    if (endless > 0) {
        finding.checked = false;
        finding.note = fmt::format(
            "the server does not say how long it holds: {} holds only compared with seats that were paid before",
            endless);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = i + 1; j < rows.size() && rows[j].seat == rows[i].seat; ++j) {
            auto const& earlier = rows[i];
            auto const& later = rows[j];
            bool const within = later.sent >= earlier.acknowledged && later.acknowledged < earlier.surely_until;
            if (later.fan != earlier.fan && within) {
                accuse(finding,
                       "seat {}: held for fan {} from {:.3f} s to {:.3f} s at least, and for fan {} between {:.3f} s "
                       "and {:.3f} s",
                       earlier.seat, earlier.fan, seconds_of(earlier.acknowledged), seconds_of(earlier.surely_until),
                       later.fan, seconds_of(later.sent), seconds_of(later.acknowledged));
            }
        }
    }
    return finding;
}

Finding check_paid_once(std::vector<PaidSeat> const& payments) {
    Finding finding{"charged_twice", "no fan pays twice for one reservation", 0, 0, {}};
    auto const rows = grouped(payments, &PaidSeat::reservation);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        bool const first = i == 0 || rows[i - 1].reservation != rows[i].reservation;
        finding.looked_at += first;
        if (!first && (rows[i].payment != rows[i - 1].payment || rows[i].amount != rows[i - 1].amount)) {
            accuse(finding, "fan {}: payments {} and {} for reservation {}", rows[i].fan, rows[i - 1].payment,
                   rows[i].payment, rows[i].reservation);
        }
    }
    if (std::ranges::any_of(rows, [](PaidSeat const& row) { return row.payment.empty(); })) {
        finding.checked = false;
        finding.note = "payments have no id: only amounts were compared; the points show a second one";
    }
    return finding;
}

Finding check_points(std::vector<Wallet> const& wallets, std::size_t payments) {
    Finding finding{"points_lost", "points are conserved", wallets.size(), 0, {}};
    if (wallets.empty() && payments > 0) {
        finding.checked = false;
        finding.note = "the server told no balance";
    }
    for (auto const& wallet : wallets) {
        auto const sure = wallet.charged.value - wallet.paid.value;
        if (wallet.balance >= sure - wallet.maybe_paid.value && wallet.balance <= sure + wallet.maybe_charged.value) {
            continue;
        }
        accuse(finding, "fan {}: charged {}, paid {}, but the balance is {}", wallet.fan, wallet.charged.value,
               wallet.paid.value, wallet.balance);
    }
    return finding;
}

Finding check_order(History const& history) {
    Finding finding{"overtaken", "nobody is let in before one who came earlier", history.stays.size(), 0, {}};
    for (auto const& seen : history.line.overtakings()) {
        accuse(finding, "fan {} still waited at {:.3f} s, when fan {}, who came later, was inside", seen.behind,
               seconds_of(seen.at), seen.ahead);
    }
    return finding;
}

Finding check_capacity(std::vector<Stay> const& stays, std::uint32_t capacity) {
    Finding finding{"overfull", "never more inside than the capacity", capacity == 0 ? 0 : stays.size(), 0, {}};
    // At one moment ends count before beginnings: only what surely overlaps is counted together.
    std::vector<std::pair<Moment, int>> steps;
    steps.reserve(2 * stays.size());
    for (auto const& stay : stays) {
        if (stay.to <= stay.from) continue;
        steps.emplace_back(stay.from, 1);
        steps.emplace_back(stay.to, -1);
    }
    std::ranges::sort(steps);
    std::int64_t inside = 0;
    std::int64_t most = 0;
    for (auto const& [at, step] : steps) {
        inside += step;
        most = std::max(most, inside);
        if (step > 0 && capacity > 0 && inside > capacity) {
            accuse(finding, "{} surely inside at {:.3f} s, with room for {}", inside, seconds_of(at), capacity);
        }
    }
    finding.checked = capacity > 0;
    finding.note = capacity == 0 ? fmt::format("at least {} at once; needs --capacity", most)
                                 : fmt::format("surely {} at once, of {}", most, capacity);
    return finding;
}

Finding check_trespassing(std::vector<FanNumber> const& trespassers, std::uint64_t tried) {
    Finding finding{"trespassed", "nobody acts inside while waiting", tried, 0, {}};
    for (auto const fan : trespassers) accuse(finding, "fan {} read the dates with the token of one who waits", fan);
    return finding;
}

}  // namespace onsale::drill
