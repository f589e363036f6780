// Drawings: what is kept with a date comes back as it was, as soon as it is committed and not before.
#include "contract/store_under_test.h"

namespace onsale::contract {
namespace {

hall::Drawing sample_drawing() {
    return {.hall = "올림픽공원 \"체조\"",
            .stage = hall::Stage{hall::StageKind::pitch, {-400, -150}, 800, 300},
            .categories = {{"front", "#b3261e"}, {"rest", ""}},
            .sections = {{"Stalls", "floor"}, {"", ""}},
            .seats = {{1, {-50, 300}, 0}, {2, {50, -1'000'000}, 1}, {7, {0, 0}}},
            .areas = {{"Stalls", {{-600, 100}, {600, 100}, {0, 250}}, 1}, {"스탠딩", {{0, 0}, {1, 0}, {1, 1}}}}};
}

TEST_P(StoreContract, a_drawing_comes_back_as_it_was_kept) {
    fill();
    commit([](UnitOfWork& w) { w.drawings().add(std::vector<DateDrawing>{{date_id, sample_drawing()}}); });
    auto const drawings = store->open_drawings();
    auto const found = drawings->find(date_id);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, sample_drawing());
    EXPECT_EQ(drawings->find(numbered<ConcertDateId>(9)), std::nullopt);
}

TEST_P(StoreContract, a_drawing_without_a_stage_and_without_seats_is_kept_too) {
    fill();
    commit([](UnitOfWork& w) { w.drawings().add(std::vector<DateDrawing>{{date_id, {}}}); });
    EXPECT_EQ(store->open_drawings()->find(date_id), hall::Drawing{});
}

TEST_P(StoreContract, a_drawing_that_is_rolled_back_was_never_there) {
    fill();
    work->begin();
    work->drawings().add(std::vector<DateDrawing>{{date_id, sample_drawing()}});
    work->rollback();
    EXPECT_EQ(store->open_drawings()->find(date_id), std::nullopt);
}

TEST_P(StoreContract, a_date_has_one_drawing_at_most) {
    fill();
    auto const add = [](UnitOfWork& w) { w.drawings().add(std::vector<DateDrawing>{{date_id, sample_drawing()}}); };
    commit(add);
    expect_fault(add);
}

TEST_P(StoreContract, a_drawing_is_found_that_was_kept_after_the_archive_was_opened) {
    fill();
    auto const drawings = store->open_drawings();
    EXPECT_EQ(drawings->find(date_id), std::nullopt);
    commit([](UnitOfWork& w) { w.drawings().add(std::vector<DateDrawing>{{date_id, sample_drawing()}}); });
    EXPECT_EQ(drawings->find(date_id), sample_drawing());
}

}  // namespace
}  // namespace onsale::contract
