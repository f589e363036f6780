// What a venue plan must not say, and where its reader says that it stands.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/venue/limits.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

PlanOptions const ten{.price = Points{10}, .section_prices = {}};

std::string plan_of(std::string_view sections, std::string_view more = "") {
    return fmt::format(R"({{"format": "onsale-venue-plan/1", "name": "Hall",{} "sections": [{}]}})", more, sections);
}

std::string row_of(std::string_view seats) {
    return plan_of(fmt::format(R"({{"name": "S", "rows": [{{"name": "R", "seats": [{}]}}]}})", seats));
}

std::vector<PlanError> errors_of(std::string const& json, PlanOptions const& options = ten) {
    auto const plan = read_venue_plan(json, options);
    return plan ? std::vector<PlanError>{} : plan.error();
}

std::vector<std::string> pointers_of(std::string const& json, PlanOptions const& options = ten) {
    std::vector<std::string> pointers;
    for (auto const& error : errors_of(json, options)) pointers.push_back(error.pointer);
    return pointers;
}

constexpr std::string_view good_section = R"({"name": "S", "rows": [{"name": "R", "seats": [1]}]})";

TEST(venue_plan_refusals, text_that_is_not_json_is_refused_with_its_line_and_column) {
    auto const errors = errors_of("{\"format\":\n  \"onsale-venue-plan/1\",\n  oops}");
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].line, 3U);
    EXPECT_EQ(errors[0].column, 3U);
    EXPECT_THAT(errors[0].message, HasSubstr("not JSON"));
    for (auto const* text : {"", " ", "{", "[1,", "{} {}", "\"\xff\"", "nul"}) {
        EXPECT_EQ(errors_of(text).size(), 1U) << text;
    }
    auto const more = errors_of(plan_of(good_section) + " x");
    ASSERT_EQ(more.size(), 1U);
    EXPECT_THAT(more[0].message, HasSubstr("extra data"));
}

TEST(venue_plan_refusals, nesting_without_end_is_refused) {
    EXPECT_EQ(errors_of(std::string(100'000, '[')).size(), 1U);
}

TEST(venue_plan_refusals, a_root_that_is_no_object_is_refused) { EXPECT_THAT(pointers_of("[]"), ElementsAre("")); }

TEST(venue_plan_refusals, an_unknown_format_is_refused) {
    auto json = plan_of(good_section);
    json.replace(json.find("plan/1"), 6, "plan/2");
    EXPECT_THAT(pointers_of(json), ElementsAre("/format"));
}

TEST(venue_plan_refusals, missing_fields_are_named_at_the_object_that_lacks_them) {
    EXPECT_THAT(pointers_of("{}"), ElementsAre("", "", ""));
    EXPECT_THAT(pointers_of(plan_of("{}")), ElementsAre("/sections/0", "/sections/0"));
    EXPECT_THAT(pointers_of(plan_of(R"({"name": "S", "rows": [{}]})")),
                ElementsAre("/sections/0/rows/0", "/sections/0/rows/0"));
    EXPECT_THAT(pointers_of(row_of(R"({}, {"from": 1})")),
                ElementsAre("/sections/0/rows/0/seats/0", "/sections/0/rows/0/seats/1"));
}

TEST(venue_plan_refusals, unknown_fields_are_refused_on_every_level) {
    EXPECT_THAT(pointers_of(plan_of(good_section, R"("owner": 1,)")), ElementsAre("/owner"));
    EXPECT_THAT(pointers_of(plan_of(good_section, R"("categories": [{"name": "a", "price": 1, "color": 1}],)")),
                ElementsAre("/categories/0/color"));
    EXPECT_THAT(pointers_of(plan_of(R"({"name": "S", "a/b": 1, "rows": [{"name": "R", "seats": [1], "prices": 1}]})")),
                ElementsAre("/sections/0/a~1b", "/sections/0/rows/0/prices"));
    EXPECT_THAT(pointers_of(row_of(R"({"name": 1, "step": 1}, {"from": 2, "to": 3, "name": 1})")),
                ElementsAre("/sections/0/rows/0/seats/0/step", "/sections/0/rows/0/seats/1/name"));
}

TEST(venue_plan_refusals, a_field_given_twice_is_refused) {
    EXPECT_THAT(pointers_of(plan_of(R"({"name": "S", "rows": [{"name": "R", "seats": [1]}],
                                         "rows": [{"name": "R", "seats": [2]}]})")),
                ElementsAre("/sections/0/rows"));
}

TEST(venue_plan_refusals, empty_sections_rows_and_lists_are_refused) {
    EXPECT_THAT(pointers_of(plan_of("")), ElementsAre("/sections"));
    EXPECT_THAT(pointers_of(plan_of(R"({"name": "S", "rows": []})")), ElementsAre("/sections/0/rows"));
    EXPECT_THAT(pointers_of(row_of("")), ElementsAre("/sections/0/rows/0/seats"));
    EXPECT_THAT(pointers_of(plan_of(good_section, R"("categories": [],)")), ElementsAre("/categories"));
}

TEST(venue_plan_refusals, wrong_types_are_refused) {
    EXPECT_THAT(pointers_of(R"({"format": 1, "name": [], "sections": {}})"),
                ElementsAre("/format", "/name", "/sections"));
    EXPECT_THAT(pointers_of(plan_of(R"(1, {"name": null, "group": true, "rows": 1})")),
                ElementsAre("/sections/0", "/sections/1/name", "/sections/1/group", "/sections/1/rows"));
    EXPECT_THAT(pointers_of(row_of(R"(true, [1], null, 1.5, -1, 1000000, {"from": "1", "to": 2.0})")),
                ElementsAre("/sections/0/rows/0/seats/0", "/sections/0/rows/0/seats/1", "/sections/0/rows/0/seats/2",
                            "/sections/0/rows/0/seats/3", "/sections/0/rows/0/seats/4", "/sections/0/rows/0/seats/5",
                            "/sections/0/rows/0/seats/6/from", "/sections/0/rows/0/seats/6/to"));
}

TEST(venue_plan_refusals, the_same_seat_twice_is_refused_at_the_second) {
    auto const errors = errors_of(row_of(R"("1", 2, 1, {"from": 2, "to": 3})"));
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].pointer, "/sections/0/rows/0/seats/2");
    EXPECT_EQ(errors[1].pointer, "/sections/0/rows/0/seats/3");
    EXPECT_EQ(errors[0].message, R"(a second seat "1" in row "R" of section "S")");
    EXPECT_THAT(
        pointers_of(plan_of(R"({"name": "S", "rows": [{"name": "R", "seats": [1]}, {"name": "R", "seats": [1]}]})")),
        ElementsAre("/sections/0/rows/1/seats/0"));
}

TEST(venue_plan_refusals, a_section_or_category_name_given_twice_is_refused) {
    EXPECT_THAT(pointers_of(plan_of(fmt::format("{0}, {0}", good_section))), ElementsAre("/sections/1/name"));
    EXPECT_THAT(
        pointers_of(plan_of(good_section, R"("categories": [{"name": "a", "price": 1}, {"name": "a", "price": 2}],)")),
        ElementsAre("/categories/1/name"));
}

TEST(venue_plan_refusals, labels_are_bounded_and_clean) {
    auto const seat = [](std::string_view label) { return row_of(fmt::format("\"{}\"", label)); };
    auto const at = ElementsAre("/sections/0/rows/0/seats/0");
    EXPECT_THAT(pointers_of(seat(std::string(max_label_bytes, 'x'))), ElementsAre());
    EXPECT_THAT(pointers_of(seat(std::string(max_label_bytes + 1, 'x'))), at);
    for (auto const* label : {"", " 1", "1 ", R"(1\n)", R"(\u007f)", R"(1\u0085)", R"(1\u2028)", R"(\u202e1)",
                              R"(1\u200b)", R"(\u00a0)", R"(1\u00a0)", R"(\u3164)"}) {
        EXPECT_THAT(pointers_of(seat(label)), at) << label;
    }
}

TEST(venue_plan_refusals, labels_fit_the_store_in_bytes_and_names_are_counted_in_characters) {
    auto const korean = [](std::size_t characters) {
        std::string text;
        for (std::size_t i = 0; i < characters; ++i) text += "석";
        return text;
    };
    auto const seat = [&](std::size_t characters) { return row_of(fmt::format("\"{}\"", korean(characters))); };
    EXPECT_THAT(pointers_of(seat(max_label_bytes / 3)), ElementsAre());
    EXPECT_THAT(pointers_of(seat(max_label_bytes / 3 + 1)), ElementsAre("/sections/0/rows/0/seats/0"));
    auto const section = [&](std::size_t characters) {
        return plan_of(
            fmt::format(
                R"({{"name": "{0}", "group": "{0}", "category": "{0}", "rows": [{{"name": "R", "seats": [1]}}]}})",
                korean(characters)),
            fmt::format(R"("categories": [{{"name": "{}", "price": 1}}],)", korean(characters)));
    };
    EXPECT_THAT(pointers_of(section(max_name_characters)), ElementsAre());
    EXPECT_THAT(pointers_of(section(max_name_characters + 1)),
                ElementsAre("/categories/0/name", "/sections/0/name", "/sections/0/group", "/sections/0/category"));
}

TEST(venue_plan_refusals, nothing_is_said_of_what_follows_from_an_earlier_fault) {
    auto const section = R"({"name": "S", "category": "c", "rows": [{"name": "R", "category": "c", "seats": [1, 2]}]})";
    PlanOptions const by_name{.section_prices = {{"S", Points{1}}}, .category_prices = {{"c", Points{1}}}};
    EXPECT_THAT(pointers_of(plan_of(section, R"("categories": [{"name": " c", "price": 1}],)"), by_name),
                ElementsAre("/categories/0/name"));
    EXPECT_THAT(pointers_of(plan_of(section, R"("categories": [{"name": "c"}],)"), {}), ElementsAre("/categories/0"));
    EXPECT_THAT(pointers_of(plan_of(R"({"name": " S", "rows": [{"name": "R", "seats": [1]}]})"),
                            {.price = Points{1}, .section_prices = {{"S", Points{1}}}}),
                ElementsAre("/sections/0/name"));
    EXPECT_THAT(
        pointers_of(plan_of(R"({"name": "S", "rows": [{"name": " R", "seats": [1]}, {"name": " Q", "seats": [1]}]})")),
        ElementsAre("/sections/0/rows/0/name", "/sections/0/rows/1/name"));
    EXPECT_THAT(pointers_of(plan_of(R"({"name": "S", "category": "d", "rows": [{"name": "R", "seats": [1]}]})"), {}),
                ElementsAre("/sections/0/category"));
}

TEST(venue_plan_refusals, names_that_look_the_same_are_the_same) {
    auto const named = [](std::string_view name) {
        return fmt::format(R"({{"name": "{}", "rows": [{{"name": "R", "seats": [1]}}]}})", name);
    };
    EXPECT_THAT(pointers_of(plan_of(named("가구역") + "," + named(R"(\u1100\u1161구역)"))),
                ElementsAre("/sections/1/name"));
    EXPECT_THAT(pointers_of(plan_of(named("A 1") + "," + named(R"(A\u00a01)"))), ElementsAre("/sections/1/name"));
    EXPECT_THAT(pointers_of(row_of(R"("1 a", "1\u00a0a")")), ElementsAre("/sections/0/rows/0/seats/1"));
    EXPECT_THAT(pointers_of(plan_of(named("\u00e9")),
                            {.price = Points{1}, .section_prices = {{"\u00e9", Points{1}}, {"e\u0301", Points{2}}}}),
                ElementsAre(""));
}

TEST(venue_plan_refusals, a_range_that_runs_out_of_the_map_is_refused_once) {
    EXPECT_THAT(
        errors_of(row_of(R"({"from": 1, "to": 100, "x": 0, "y": 0, "dx": 100000})")),
        ElementsAre(testing::AllOf(testing::Field(&PlanError::pointer, "/sections/0/rows/0/seats/0"),
                                   testing::Field(&PlanError::message, HasSubstr("seat \"12\" lies beyond 1000000")))));
}

TEST(venue_plan_refusals, prices_are_whole_and_bounded) {
    for (auto const* price : {"-1", "1.5", "1e3", "1000000001", "9223372036854775808", "1e999", "\"1\"", "null"}) {
        EXPECT_THAT(pointers_of(row_of(fmt::format(R"({{"name": 1, "price": {}}})", price))),
                    ElementsAre("/sections/0/rows/0/seats/0/price"))
            << price;
    }
    EXPECT_THAT(pointers_of(row_of(R"({"name": 1, "price": 1000000000})")), ElementsAre());
}

TEST(venue_plan_refusals, coordinates_are_pairs_of_bounded_numbers) {
    EXPECT_THAT(pointers_of(row_of(R"({"name": 1, "x": 1}, {"from": 2, "to": 3, "y": 1}, {"from": 4, "to": 5, "dx": 1},
                                      {"name": 6, "x": "1", "y": 1e7})")),
                ElementsAre("/sections/0/rows/0/seats/0", "/sections/0/rows/0/seats/1", "/sections/0/rows/0/seats/2",
                            "/sections/0/rows/0/seats/3/x", "/sections/0/rows/0/seats/3/y"));
}

TEST(venue_plan_refusals, a_range_must_meet_its_end) {
    EXPECT_THAT(pointers_of(row_of(R"({"from": 1, "to": 4, "step": 2}, {"from": 1, "to": 2, "step": 0})")),
                ElementsAre("/sections/0/rows/0/seats/0", "/sections/0/rows/0/seats/1/step"));
}

TEST(venue_plan_refusals, a_category_must_exist_and_a_colour_must_be_one) {
    EXPECT_THAT(pointers_of(row_of(R"({"name": 1, "category": "golden"})")),
                ElementsAre("/sections/0/rows/0/seats/0/category"));
    EXPECT_THAT(pointers_of(plan_of(good_section, R"("categories": [{"name": "a", "price": 1, "colour": "red"}],)")),
                ElementsAre("/categories/0/colour"));
}

TEST(venue_plan_refusals, a_section_with_unpriced_seats_is_named_once) {
    auto const errors = errors_of(plan_of(R"({"name": "가", "rows": [{"name": 1, "seats": [1, 2]}]},
        {"name": "나", "price": 1, "rows": [{"name": 1, "seats": [1]}]})"),
                                  {});
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].pointer, "/sections/0");
    EXPECT_THAT(errors[0].message, HasSubstr("\"가\""));
}

TEST(venue_plan_refusals, prices_from_outside_must_fit_the_plan_and_the_limits) {
    auto const errors = errors_of(plan_of(good_section), {.price = Points{-1}, .section_prices = {{"T", Points{1}}}});
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_THAT(errors[0].message, HasSubstr("all seats"));
    EXPECT_THAT(errors[1].message, HasSubstr("\"T\""));
    EXPECT_EQ(
        errors_of(plan_of(good_section), {.price = max_price, .section_prices = {{"S", max_price + Points{1}}}}).size(),
        1U);
}

TEST(venue_plan_refusals, one_seat_more_than_the_limit_is_refused) {
    auto const row = [](std::string_view section, std::size_t seats) {
        return fmt::format(R"({{"name": "{}", "rows": [{{"name": 1, "seats": [{{"from": 1, "to": {}}}]}}]}})", section,
                           seats);
    };
    EXPECT_THAT(pointers_of(plan_of(row("S", max_plan_seats))), ElementsAre());
    EXPECT_THAT(pointers_of(plan_of(row("S", max_plan_seats - 1) + "," + row("T", 2) + "," + row("U", 900'000))),
                ElementsAre("/sections/1/rows/0/seats/0"));
}

TEST(venue_plan_refusals, a_file_beyond_the_limit_is_not_even_parsed) {
    auto const errors = errors_of(plan_of(good_section) + std::string(max_plan_bytes, ' '));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_THAT(errors[0].message, HasSubstr("larger"));
}

TEST(venue_plan_refusals, errors_are_collected_up_to_the_limit_with_their_places) {
    std::string seats = "1";
    for (int i = 0; i < 30; ++i) seats += ",\n\"\"";
    auto const errors = errors_of(row_of(seats));
    ASSERT_EQ(errors.size(), max_plan_errors);
    EXPECT_EQ(errors[19].pointer, "/sections/0/rows/0/seats/20");
    EXPECT_EQ(errors[19].line, 21U);
    EXPECT_EQ(errors[19].column, 1U);
    EXPECT_EQ(to_string(errors[19]), "21:1 /sections/0/rows/0/seats/20: must not be empty");
}

}  // namespace
}  // namespace onsale::venue
