// A hall is put on sale in pieces: nobody sees any of it before the last one, and what a crash leaves is removed.
#include <barrier>
#include <stdexcept>
#include <thread>

#include "application/awaited.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk_doubles.h"
#include "application/sale/put_on_sale.h"
#include "application/sale/remove_unfinished.h"
#include "contract/store_under_test.h"
#include "infrastructure/system/system_clock.h"
#include "infrastructure/system/uuid_v7_source.h"

namespace onsale::contract {
namespace {

constexpr std::size_t hall_seats = 2 * limits::seats_of_a_piece + 1;  // three pieces

SaleOrder hall(std::variant<std::string, ConcertId> concert, Instant date) {
    SaleOrder order{.concert = std::move(concert), .date = date, .offers = {}};
    for (std::size_t n = 1; n <= hall_seats; ++n) {
        order.offers.push_back({static_cast<std::int32_t>(n), Points{700}, {"A", "1", std::to_string(n)}});
    }
    order.drawing.emplace().hall = "Hall";
    order.same_name = [](std::string const& one, std::string const& other) { return one == other; };
    return order;
}

// A clerk of one order, on boards of its own that were filled from the store.
struct Seller {
    Seller(UnitOfWork& work, StoreUnderTest& store) : clerk(work, filled(store), clock, ids, options()) {}

    Decision<DatePutOnSale> put(SaleOrder order) {
        PutDateOnSale command(std::move(order));
        if (submit_and_wait(clerk, command) != Fate::answered) throw StorageFault("not answered");
        return *command.outcome;
    }
    Boards& filled(StoreUnderTest& store) {
        boards.fill(*store.open_archive(), opening);
        return boards;
    }
    static Clerk::Options options() {
        Clerk::Options patient{.usual_hold = HoldTerm{seconds{300}}};
        patient.longest_wait = patient.longest_batch = std::chrono::hours{1};
        return patient;
    }

    SystemClock clock;
    UuidV7Source ids{clock};
    Boards boards;
    Clerk clerk;
};

struct Stored {
    std::size_t concerts = 0, dates = 0, unfinished = 0, seats = 0;
    auto operator<=>(Stored const&) const = default;
};
void PrintTo(Stored const& is, std::ostream* to) {
    *to << is.concerts << " concerts, " << is.dates << " dates, " << is.unfinished << " unfinished, " << is.seats
        << " seats";
}

Stored stored_in(StoreUnderTest& store) {
    auto const archive = store.open_archive();
    Stored all;
    archive->read_concerts([&](Concert const&) { ++all.concerts; });
    archive->read_dates([&](ConcertDate const& date) { ++(date.unfinished ? all.unfinished : all.dates); });
    archive->read_seats([&](LabelledSeat const&) { ++all.seats; });
    return all;
}

// What fans see who ask a node that starts now.
std::size_t dates_shown(StoreUnderTest& store) {
    Boards boards;
    boards.fill(*store.open_archive(), opening);
    return boards.seats.dates().size();
}

// What happens to halls in a store, as a test needs it.
struct Halls {
    StoreUnderTest& store;
    UnitOfWork& work;

    // Ends with that many pieces in the store, as if its process had been killed.
    void put_and_crash(SaleOrder order, int pieces) const {
        FailingWork crashing(work);
        int committed = 0;
        crashing.after_commit = [&] {
            if (++committed == pieces) throw std::runtime_error("killed");
        };
        Seller seller(crashing, store);
        EXPECT_THROW(seller.put(std::move(order)), StorageFault);
    }
    ConcertDate unfinished_date() const {
        std::optional<ConcertDate> found;
        store.open_archive()->read_dates([&](ConcertDate const& date) {
            if (date.unfinished) found = date;
        });
        return found.value();
    }
    // As if its process had been killed long ago.
    void let_it_be_given_up() const {
        auto date = unfinished_date();
        date.unfinished->last_piece_at = {};
        work.begin();
        work.dates().save_state({&date, 1});
        work.commit();
    }
    Decision<DatePutOnSale> put(SaleOrder order) const { return Seller(work, store).put(std::move(order)); }
    bool remove(Instant before = ever) const {
        Seller seller(work, store);
        return remove_unfinished(seller.clerk, before);
    }
    Stored stored() const { return stored_in(store); }
};

TEST_P(StoreContract, nobody_sees_any_of_a_hall_before_the_last_piece) {
    Halls const halls{*store, *work};
    fill();
    FailingWork watched(*work);
    std::vector<Stored> after_pieces;
    std::vector<std::size_t> shown;
    std::size_t seats_to_reserve = 0;
    watched.after_commit = [&] {
        after_pieces.push_back(halls.stored());
        shown.push_back(dates_shown(*store));
        std::vector<SeatId> all;
        store->open_archive()->read_seats([&](LabelledSeat const& each) { all.push_back(each.seat.id); });
        std::ranges::sort(all);
        seats_to_reserve = look([&](UnitOfWork& w) { return w.seats().lock(all); }).size();
        if (shown.size() < 3) {
            EXPECT_EQ(seats_to_reserve, 3U) << "those of another date";
        }
    };
    Seller seller(watched, *store);
    auto const opened = seller.put(hall("IU", evening));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->seats, hall_seats);
    EXPECT_EQ(opened->date.available_seats, static_cast<std::int64_t>(hall_seats));
    constexpr auto piece = limits::seats_of_a_piece;
    EXPECT_THAT(after_pieces, testing::ElementsAre(Stored{2, 1, 1, 3 + piece}, Stored{2, 1, 1, 3 + 2 * piece},
                                                   Stored{2, 2, 0, 3 + hall_seats}));
    EXPECT_THAT(shown, testing::ElementsAre(1, 1, 2));
    EXPECT_EQ(seats_to_reserve, 3 + hall_seats);
    EXPECT_EQ(store->open_drawings()->find(opened->date.id)->hall, "Hall");
    auto const board = seller.boards.seats.date(opened->date.id);
    ASSERT_NE(board, nullptr);
    EXPECT_EQ(board->available_seats(seller.clock.now()), static_cast<std::int64_t>(hall_seats));
}

TEST_P(StoreContract, a_crash_after_any_piece_of_a_hall_leaves_nothing_that_is_seen_and_what_it_leaves_is_removed) {
    Halls const halls{*store, *work};
    fill();
    for (int const pieces : {1, 2}) {
        halls.put_and_crash(hall("IU", evening), pieces);
        EXPECT_EQ(halls.stored(), (Stored{2, 1, 1, 3 + static_cast<std::size_t>(pieces) * limits::seats_of_a_piece}));
        EXPECT_EQ(dates_shown(*store), 1U);
        EXPECT_TRUE(halls.remove());
        EXPECT_EQ(halls.stored(), (Stored{1, 1, 0, 3}));
    }
    EXPECT_TRUE(halls.put(hall("IU", evening)));
    EXPECT_EQ(halls.stored(), (Stored{2, 2, 0, 3 + hall_seats}));
}

TEST_P(StoreContract, a_hall_that_may_still_be_under_way_keeps_others_of_its_name_and_moment_out_until_it_is_given_up) {
    Halls const halls{*store, *work};
    halls.put_and_crash(hall("IU", evening), 1);
    EXPECT_TRUE(halls.remove(Instant{})) << "nothing is that old";
    EXPECT_EQ(halls.put(hall("IU", evening)).error(), Refusal{Reason::sale_being_made});
    EXPECT_TRUE(halls.put(hall("BTS", evening)));
    EXPECT_TRUE(halls.put(hall("IU", evening + std::chrono::hours{1})));
    halls.let_it_be_given_up();
    EXPECT_TRUE(halls.put(hall("IU", evening)));
    EXPECT_EQ(halls.put(hall("IU", evening)).error(), Refusal{Reason::sale_exists});
    EXPECT_EQ(halls.stored().unfinished, 1U);
    EXPECT_TRUE(halls.remove());
    EXPECT_EQ(halls.stored(), (Stored{3, 3, 0, 3 * hall_seats}));
}

TEST_P(StoreContract, an_unfinished_date_of_a_concert_that_was_there_goes_without_it) {
    Halls const halls{*store, *work};
    fill();
    auto const tomorrow = evening + std::chrono::days{1};
    halls.put_and_crash(hall(concert_id, tomorrow), 1);
    halls.let_it_be_given_up();
    EXPECT_EQ(halls.put(hall(concert_id, tomorrow)).error(), Refusal{Reason::sale_being_made})
        << "it has its place still";
    EXPECT_TRUE(halls.remove());
    EXPECT_EQ(halls.stored(), (Stored{1, 1, 0, 3}));
    EXPECT_TRUE(halls.put(hall(concert_id, tomorrow)));
    EXPECT_EQ(halls.put(hall(concert_id, tomorrow)).error(), Refusal{Reason::concert_date_exists});
}

TEST_P(StoreContract, a_hall_that_was_given_up_while_it_was_put_on_sale_fails) {
    Halls const halls{*store, *work};
    FailingWork slow(*work);
    slow.after_commit = [&, first = true]() mutable {
        if (std::exchange(first, false)) halls.let_it_be_given_up();
    };
    Seller seller(slow, *store);
    EXPECT_THROW(seller.put(hall("IU", evening)), StorageFault);
    EXPECT_EQ(halls.stored(), (Stored{1, 0, 1, limits::seats_of_a_piece}));
}

TEST_P(StoreContract, of_two_equal_halls_that_begin_at_one_moment_one_is_put_on_sale) {
    Halls const halls{*store, *work};
    auto const other_work = store->open_work();
    Seller one(*work, *store);
    Seller other(*other_work, *store);
    std::barrier both(2);
    std::atomic<int> opened = 0;
    std::atomic<int> refused = 0;
    auto const sell = [&](Seller& seller) {
        both.arrive_and_wait();
        ++(seller.put(hall("IU", evening)) ? opened : refused);
    };
    {
        std::jthread const first([&] { sell(one); });
        std::jthread const second([&] { sell(other); });
    }
    EXPECT_EQ(opened, 1);
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(halls.stored(), (Stored{1, 1, 0, hall_seats}));
}

TEST_P(StoreContract, nobody_adds_to_an_unfinished_date) {
    Halls const halls{*store, *work};
    halls.put_and_crash(hall("IU", evening), 1);
    auto const date = halls.unfinished_date().id;
    Seller seller(*work, *store);
    AddSeats more(date, {{1'000'000, Points{1}, {}}});
    ASSERT_EQ(submit_and_wait(seller.clerk, more), Fate::answered);
    EXPECT_EQ(more.outcome->error(), Refusal{Reason::unknown_concert_date});
}

class Answer final : public KeyedAnswer {
  public:
    explicit Answer(PutDateOnSale const& command)
        : KeyedAnswer({.key = {"manager", "1"}, .fingerprint = {}}), command_(command) {}
    Rendered render() const override {
        return {.status = *command_.outcome ? 201U : 409U, .body = *command_.outcome ? "on sale" : "refused"};
    }

  private:
    PutDateOnSale const& command_;
};

TEST_P(StoreContract, the_answer_of_a_hall_is_remembered_with_the_last_piece_and_given_again) {
    Halls const halls{*store, *work};
    FailingWork watched(*work);
    std::vector<std::size_t> answers;
    watched.after_commit = [&] { answers.push_back(answers_under({{"manager", "1"}}).size()); };
    Seller seller(watched, *store);
    PutDateOnSale first(hall("IU", evening));
    Answer answer(first);
    first.keyed = &answer;
    ASSERT_EQ(submit_and_wait(seller.clerk, first), Fate::answered);
    EXPECT_THAT(answers, testing::ElementsAre(0, 0, 1));
    EXPECT_EQ(answer.given->body, "on sale");
    PutDateOnSale second(hall("IU", evening));
    Answer again(second);
    second.keyed = &again;
    ASSERT_EQ(submit_and_wait(seller.clerk, second), Fate::answered);
    EXPECT_TRUE(again.again);
    EXPECT_EQ(again.given->body, "on sale");
    EXPECT_EQ(halls.stored(), (Stored{1, 1, 0, hall_seats}));
}

}  // namespace
}  // namespace onsale::contract
