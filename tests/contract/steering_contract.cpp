// What operators steer, and what they did.
#include "contract/store_under_test.h"

namespace onsale::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Steering everything() {
    return {.paused = true,
            .capacity = 1'000'000,
            .admit_per_second = 1,
            .opens_at = opening + milliseconds{1},
            .message = LineMessage{"잠시만 기다려 주세요", opening},
            .changed_at = opening + seconds{2}};
}

OperatorAction action(std::uint32_t n, Action what = {.kind = ActionKind::pause}) {
    return {numbered<OperatorActionId>(n), opening + milliseconds{n}, "김민지", std::move(what)};
}

TEST_P(StoreContract, a_new_store_is_not_steered) {
    EXPECT_EQ(look([](UnitOfWork& w) { return w.steering().lock(main_line); }), Steering{});
    EXPECT_EQ(store->open_archive()->read_steering(main_line), Steering{});
}

TEST_P(StoreContract, steering_comes_back_as_it_was_and_goes_back_to_nothing) {
    commit([](UnitOfWork& w) { w.steering().save(everything()); });
    reopen();
    EXPECT_EQ(look([](UnitOfWork& w) { return w.steering().lock(main_line); }), everything());
    EXPECT_EQ(store->open_archive()->read_steering(main_line), everything());
    commit([](UnitOfWork& w) { w.steering().save({}); });
    EXPECT_EQ(look([](UnitOfWork& w) { return w.steering().lock(main_line); }), Steering{});
}

TEST_P(StoreContract, steering_that_is_rolled_back_did_not_happen) {
    work->begin();
    work->steering().save(everything());
    work->actions().add(std::vector{action(1)});
    work->rollback();
    EXPECT_EQ(look([](UnitOfWork& w) { return w.steering().lock(main_line); }), Steering{});
    EXPECT_THAT(look([](UnitOfWork& w) { return w.actions().page({}, 10); }), IsEmpty());
}

TEST_P(StoreContract, a_date_is_on_sale_until_it_is_closed) {
    fill();
    auto date = look([](UnitOfWork& w) { return w.dates().lock(std::vector{date_id}).at(0); });
    EXPECT_TRUE(date.on_sale);
    date.on_sale = false;
    date.available_seats = 99;  // not to be saved with it
    commit([&](UnitOfWork& w) { w.dates().save_state(std::vector{date}); });
    EXPECT_FALSE(look([](UnitOfWork& w) { return w.dates().lock(std::vector{date_id}).at(0); }).on_sale);
    EXPECT_EQ(available(), 3);
    EXPECT_FALSE(look([](UnitOfWork& w) { return w.dates().find(std::vector{date_id}).at(0); }).on_sale);
    std::vector<bool> shown;
    store->open_archive()->read_dates([&](ConcertDate const& each) { shown.push_back(each.on_sale); });
    EXPECT_THAT(shown, ElementsAre(false));
}

TEST_P(StoreContract, a_date_that_is_not_there_cannot_be_closed) {
    EXPECT_THROW(commit([](UnitOfWork& w) {
                     w.dates().save_state(std::vector<ConcertDate>{{date_id, concert_id, evening, 0, false}});
                 }),
                 BrokenInvariant);
    work->rollback();
}

TEST_P(StoreContract, actions_come_back_with_every_kind_of_detail) {
    Action const what{.kind = ActionKind::add_seats,
                      .subject = date_id.to_string(),
                      .details = {{"from", std::monostate{}},
                                  {"seats", std::int64_t{39'616}},
                                  {"date", evening + milliseconds{7}},
                                  {"singerName", std::string("\"아이유\"\\")},
                                  {"sold", false}}};
    commit([&](UnitOfWork& w) { w.actions().add(std::vector{action(1, what), action(2)}); });
    auto const page = look([](UnitOfWork& w) { return w.actions().page({}, 10); });
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].id, numbered<OperatorActionId>(2));
    EXPECT_EQ(page[0].what, Action{.kind = ActionKind::pause});
    EXPECT_EQ(page[1].id, numbered<OperatorActionId>(1));
    EXPECT_EQ(page[1].at, opening + milliseconds{1});
    EXPECT_EQ(page[1].by, "김민지");
    EXPECT_EQ(page[1].what, what);
}

TEST_P(StoreContract, actions_are_paged_from_the_newest_on) {
    for (std::uint32_t n = 1; n <= 5; ++n) {
        commit([&](UnitOfWork& w) { w.actions().add(std::vector{action(n)}); });
    }
    auto const ids = [&](std::optional<OperatorActionId> before, std::size_t most) {
        std::vector<OperatorActionId> all;
        for (auto const& each : look([&](UnitOfWork& w) { return w.actions().page(before, most); })) {
            all.push_back(each.id);
        }
        return all;
    };
    EXPECT_THAT(ids({}, 2), ElementsAre(numbered<OperatorActionId>(5), numbered<OperatorActionId>(4)));
    EXPECT_THAT(ids(numbered<OperatorActionId>(4), 2),
                ElementsAre(numbered<OperatorActionId>(3), numbered<OperatorActionId>(2)));
    EXPECT_THAT(ids(numbered<OperatorActionId>(1), 2), IsEmpty());
}

}  // namespace
}  // namespace onsale::contract
