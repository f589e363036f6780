// Fans do not wait for what operators ask for: a plan that is being worked on is held at a gate, and all else is asked.
#include "api/background/hard_work.h"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api/background/gate.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"
#include "infrastructure/venue/hall_plan_of.h"
#include "support/eventually.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

constexpr auto plan = R"({"format": "onsale-venue-plan/1", "name": "H", "sections": [
  {"name": "S", "price": 500, "rows": [{"name": "A", "seats": ["1", "2"]}]}]})";

class GatedPlans final : public PlanReader {
  public:
    explicit GatedPlans(Gate& gate) : gate_(gate) {}
    std::expected<HallPlan, std::vector<PlanError>> read(json_text::Document const& document, std::string_view pointer,
                                                         PlanOptions const& prices) const override {
        gate_.pass();
        return venue::VenuePlanReader().read(document, pointer, prices);
    }

  private:
    Gate& gate_;
};

class HardWork : public testing::Test {
  protected:
    ~HardWork() override { gate.open(); }

    static Call preview() { return {.method = "POST", .target = "/operator/venue-plans/preview", .body = plan}; }
    static Call upload() {
        return {.method = "POST",
                .target = "/operator/concert-dates",
                .body = std::string(R"({"concert": {"singerName": "새벽 밴드"}, "concertDate":
                        "2099-01-01T19:00:00+09:00", "plan": )") +
                        plan + "}"};
    }

    Gate gate;
    RunningSale sale{{}, spdlog::level::info, [this] { return std::make_unique<GatedPlans const>(gate); }};
    ApiClient api = sale.client();
    ApiClient manager = sale.client();
};

TEST_F(HardWork, fans_wait_for_no_plan_that_is_being_worked_on) {
    auto const hall = open_hall(api, 50, 1'000);
    auto const fan = fan_inside(api);
    manager.send(upload());
    gate.wait_until_reached();
    EXPECT_EQ(api.get("/user/" + fan.id + "/point/history").status, 200U);
    EXPECT_TRUE(is_problem(api.get(path_of("/user/:userId/point/history")), ProblemType::unknown_user));
    EXPECT_TRUE(is_problem(api.get(path_of("/concert/:concertDateId/map")), ProblemType::unknown_concert_date));
    EXPECT_EQ(api.get("/concert/" + hall.date + "/map").status, 200U);
    EXPECT_EQ(api.get("/operator/reservations.csv").status, 200U);
    EXPECT_EQ(api.get("/operator/actions").status, 200U);
    gate.open();
    EXPECT_EQ(manager.receive().status, 201U);
}

TEST_F(HardWork, plans_beyond_the_bound_are_refused_and_the_others_answered) {
    constexpr int most = api::HardWork::most_of_operators;
    std::atomic<int> refused = 0;
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> operators;
        for (int i = 0; i < most + 1; ++i) {
            operators.emplace_back([&] {
                auto const answer = sale.client().ask(preview());
                if (answer.status == 200) ++answered;
                if (is_problem(answer, ProblemType::overloaded) && answer.fields.contains("retry-after")) ++refused;
            });
        }
        EXPECT_TRUE(eventually([&] { return refused == 1; }));
        gate.open();
    }
    EXPECT_EQ(answered, most);
    EXPECT_EQ(refused, 1);
}

TEST_F(HardWork, a_plan_that_is_being_worked_on_at_a_stop_is_still_answered) {
    auto const port = sale.port();
    manager.send(preview());
    gate.wait_until_reached();
    std::jthread const stopping([&] { sale.stop(); });
    EXPECT_TRUE(eventually([&] {
        try {
            ApiClient(port).get("/livez");
            return false;
        } catch (std::exception const&) {
            return true;  // nobody listens any more
        }
    }));
    gate.open();
    EXPECT_EQ(manager.receive().status, 200U);
}

}  // namespace
}  // namespace onsale::tests
