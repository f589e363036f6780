#include "drill/party_checks.h"

#include <algorithm>
#include <tuple>

namespace onsale::drill {
namespace {

// A time in which a fan surely has a seat.
struct Having {
    FanNumber fan = 0;
    SeatNumber seat = 0;
    Moment from{};
    Moment to{};
};

// Fan by fan, seat by seat; what overlaps is one.
std::vector<Having> all_that_fans_have(std::vector<Hold> const& holds, std::vector<PaidSeat> const& payments) {
    std::vector<Having> all;
    for (auto const& hold : holds) {
        if (hold.surely_until > hold.acknowledged)
            all.push_back({hold.fan, hold.seat, hold.acknowledged, hold.surely_until});
    }
    for (auto const& paid : payments) all.push_back({paid.fan, paid.seat, paid.acknowledged, Moment::max()});
    std::ranges::sort(all, {}, [](Having const& one) { return std::tuple(one.fan, one.seat, one.from); });
    std::vector<Having> merged;
    for (auto const& one : all) {
        bool const continues = !merged.empty() && merged.back().fan == one.fan && merged.back().seat == one.seat &&
                               one.from <= merged.back().to;
        if (continues) {
            merged.back().to = std::max(merged.back().to, one.to);
        } else {
            merged.push_back(one);
        }
    }
    return merged;
}

struct Peak {
    std::int64_t seats = 0;
    Moment at{};
};

// The most that a fan surely has at one moment. Ends count before beginnings.
template <class Of>
Peak peak_of(Of const& havings) {
    std::vector<std::pair<Moment, int>> steps;
    for (auto const& one : havings) {
        steps.emplace_back(one.from, 1);
        steps.emplace_back(one.to, -1);
    }
    std::ranges::sort(steps);
    Peak peak;
    std::int64_t seats = 0;
    for (auto const& [at, step] : steps) {
        seats += step;
        if (seats > peak.seats) peak = {seats, at};
    }
    return peak;
}

// Calls f with each stretch of rows of the same fan.
template <class Row, class Each>
void fan_by_fan(std::vector<Row> const& rows, Each each) {
    for (auto first = rows.begin(); first != rows.end();) {
        auto const end = std::find_if(first, rows.end(), [&](Row const& row) { return row.fan != first->fan; });
        each(std::ranges::subrange(first, end));
        first = end;
    }
}

Finding unknown_limit(Finding finding, std::string_view why) {
    finding.checked = false;
    finding.looked_at = 0;
    finding.note = why;
    return finding;
}

}  // namespace

Finding check_per_person(std::vector<Hold> const& holds, std::vector<PaidSeat> const& payments, std::uint32_t most) {
    Finding finding{"over_limit", "nobody has more seats than one person may", 0, 0, {}};
    std::int64_t highest = 0;
    fan_by_fan(all_that_fans_have(holds, payments), [&](auto const& of_fan) {
        auto const peak = peak_of(of_fan);
        ++finding.looked_at;
        highest = std::max(highest, peak.seats);
        if (most == 0 || peak.seats <= most) return;
        accuse(finding, "fan {} surely has {} seats at {:.3f} s; one person may have {}", of_fan.front().fan,
               peak.seats, seconds_of(peak.at), most);
    });
    if (most == 0) return unknown_limit(finding, "the server does not say how many one person may have");
    finding.note = fmt::format("at most {}, of {}", highest, most);
    return finding;
}

Finding check_takes(std::vector<Hold> const& holds, std::uint32_t most) {
    Finding finding{"over_takes", "nobody takes more seats in a session than one may", 0, 0, {}};
    auto rows = holds;
    std::ranges::stable_sort(rows, {}, &Hold::fan);
    std::size_t highest = 0;
    fan_by_fan(rows, [&](auto const& of_fan) {
        auto const takes = of_fan.size();
        ++finding.looked_at;
        highest = std::max<std::size_t>(highest, takes);
        if (most == 0 || takes <= most) return;
        accuse(finding, "fan {} took {} seats in one session; one may take {}", of_fan.front().fan, takes, most);
    });
    if (most == 0) return unknown_limit(finding, "nobody was refused for it; needs --most-takes");
    finding.note = fmt::format("at most {}, of {}", highest, most);
    return finding;
}

Finding check_whole(std::vector<PartyTake> const& takes) {
    Finding finding{"split", "a party gets all its seats or none", takes.size(), 0, {}};
    for (auto const& take : takes) {
        auto const got = take.got.size();
        if (take.refused) {
            if (got > 0) accuse(finding, "fan {} was refused {} seats, and has {}", take.fan, take.asked, got);
            continue;
        }
        bool const all_named = std::ranges::includes(take.got, take.named);
        bool const whole = got == take.asked || !take.sure;
        if (!all_named) {
            accuse(finding, "fan {} asked for {} seats by name, and got others or fewer", take.fan, take.asked);
        } else if (!whole) {
            accuse(finding, "fan {} asked for {} seats, and got {}", take.fan, take.asked, got);
        }
    }
    return finding;
}

Finding check_side_by_side(std::vector<PartyTake> const& takes, Hall const& hall) {
    Finding finding{"apart", "seats side by side are side by side", 0, 0, {}};
    for (auto const& take : takes) {
        if (take.side_by_side.size() < 2) continue;
        ++finding.looked_at;
        if (hall.side_by_side(take.side_by_side)) continue;
        accuse(finding, "fan {}: seats {} are not side by side", take.fan, fmt::join(take.side_by_side, ", "));
    }
    return finding;
}

Finding check_paid_whole(std::vector<PartyPayment> const& payments) {
    Finding finding{"paid_in_part", "a payment pays all seats at their sum", payments.size(), 0, {}};
    for (auto const& payment : payments) {
        bool const has_all = std::ranges::includes(payment.paid, payment.held);
        if (!has_all || (payment.sure && payment.paid.size() != payment.held.size())) {
            accuse(finding, "fan {} held {} seats, and {} were paid", payment.fan, payment.held.size(),
                   payment.paid.size());
        } else if (payment.amount != payment.price) {
            accuse(finding, "fan {} paid {} for seats of {}", payment.fan, payment.amount.value, payment.price.value);
        }
    }
    return finding;
}

Finding check_receipts(std::vector<Receipt> const& receipts) {
    Finding finding{"no_ticket", "each paid seat has a ticket, each payment one entry", receipts.size(), 0, {}};
    for (auto const& receipt : receipts) {
        if (receipt.tickets != receipt.seats) {
            accuse(finding, "fan {} paid {} seats, and has {} tickets", receipt.fan, receipt.seats, receipt.tickets);
        }
        if (receipt.entries != 1 || receipt.taken != receipt.amount) {
            accuse(finding, "fan {} paid {}; the ledger has {} entries of {} together", receipt.fan,
                   receipt.amount.value, receipt.entries, receipt.taken.value);
        }
    }
    return finding;
}

}  // namespace onsale::drill
