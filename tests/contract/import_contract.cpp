// An import that is run again, after a kill or an answer that was lost, finds what is there.
#include "app/serving/import_sale.h"
#include "application/clerk/clerk_doubles.h"
#include "contract/store_under_test.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::contract {
namespace {

using testing::HasSubstr;

venue::VenuePlan hall(std::int64_t price = 700, std::string_view seats = "1, 2, 3") {
    auto const text = std::string(R"({"format": "onsale-venue-plan/1", "name": "Hall", "sections": [
        {"name": "S", "rows": [{"name": "A", "seats": [)") +
                      std::string(seats) + "]}]}]}";
    return venue::read_venue_plan(text, {.price = Points{price}}).value();
}

struct Import {
    UnitOfWork& work;
    SaleArchive& archive;
    Instant date;
    SaleTerms terms{};

    std::expected<ImportedSale, std::string> run(venue::VenuePlan const& plan = hall(), Repeat repeat = Repeat::found,
                                                 std::string const& concert = "새벽 밴드") const {
        return import_sale(work, archive, {.concert = concert, .date = date, .terms = terms, .repeat = repeat}, plan,
                           Others::perhaps);
    }
};

std::size_t seats_in(SaleArchive& archive) {
    std::size_t seats = 0;
    archive.read_seats([&](LabelledSeat const&) { ++seats; });
    return seats;
}

TEST_P(StoreContract, an_import_run_again_finds_what_is_there_and_puts_nothing_on_sale) {
    auto const archive = store->open_archive();
    Import const import{*work, *archive, evening};
    auto const first = import.run();
    ASSERT_TRUE(first) << first.error();
    EXPECT_FALSE(first->was_there);
    auto const second = import.run();
    ASSERT_TRUE(second) << second.error();
    EXPECT_TRUE(second->was_there);
    EXPECT_EQ(second->concert, first->concert);
    EXPECT_EQ(second->date, first->date);
    EXPECT_EQ(second->seats, 3U);
    EXPECT_EQ(seats_in(*archive), 3U);
}

TEST_P(StoreContract, an_import_puts_a_date_on_sale_on_the_terms_that_it_brings) {
    auto const archive = store->open_archive();
    Import const import{*work, *archive, evening, {.closes_at = evening - seconds{60}, .most_per_person = 2}};
    ASSERT_TRUE(import.run());
    std::vector<SaleTerms> shown;
    archive->read_dates([&](ConcertDate const& date) { shown.push_back(date.terms); });
    EXPECT_THAT(shown, testing::ElementsAre(import.terms));
}

TEST_P(StoreContract, an_import_of_another_plan_or_price_for_the_same_name_and_moment_is_refused) {
    auto const archive = store->open_archive();
    Import const import{*work, *archive, evening};
    auto const first = import.run();
    ASSERT_TRUE(first) << first.error();
    for (auto const& other : {hall(800), hall(700, "1, 2"), hall(700, "1, 2, 3, 4"), hall(700, "1, 3, 2")}) {
        auto const refused = import.run(other);
        ASSERT_FALSE(refused);
        EXPECT_THAT(refused.error(), HasSubstr(first->date.to_string()));
        EXPECT_THAT(refused.error(), HasSubstr("--again"));
    }
    EXPECT_EQ(seats_in(*archive), 3U);
}

TEST_P(StoreContract, a_second_sale_of_the_same_hall_is_made_where_it_is_meant) {
    auto const archive = store->open_archive();
    Import const import{*work, *archive, evening};
    auto const first = import.run();
    auto const second = import.run(hall(), Repeat::meant);
    ASSERT_TRUE(first && second);
    EXPECT_NE(second->date, first->date);
    EXPECT_FALSE(second->was_there);
    EXPECT_EQ(seats_in(*archive), 6U);
}

TEST_P(StoreContract, other_moments_and_names_are_other_sales_and_the_same_name_typed_on_a_mac_is_not) {
    auto const archive = store->open_archive();
    Import const import{*work, *archive, evening};
    auto const first = import.run(hall(), Repeat::found, "가수");
    ASSERT_TRUE(first) << first.error();
    EXPECT_FALSE(
        (Import{*work, *archive, evening + std::chrono::hours{1}}.run(hall(), Repeat::found, "가수")->was_there));
    EXPECT_FALSE(import.run(hall(), Repeat::found, "가수 2")->was_there);
    EXPECT_TRUE(import.run(hall(), Repeat::found, "\u1100\u1161수")->was_there);
}

TEST_P(StoreContract, an_import_whose_commit_was_not_answered_says_what_there_is) {
    auto const archive = store->open_archive();
    FailingWork lost(*work);
    lost.after_commit = [] { throw StorageFault("no answer"); };
    Import const import{lost, *archive, evening};
    auto const first = import.run();
    ASSERT_TRUE(first) << first.error();
    EXPECT_EQ(seats_in(*archive), 3U);
    EXPECT_TRUE(import.run()->was_there);

    FailingWork full(*work);
    full.fail_commit = true;
    auto const failed = Import{full, *archive, evening + std::chrono::hours{1}}.run();
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error(), HasSubstr("the disk is full"));
    EXPECT_EQ(seats_in(*archive), 3U);
}

}  // namespace
}  // namespace onsale::contract
