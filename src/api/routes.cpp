#include "api/routes.h"

#include <array>

#include "api/handlers/handlers.h"

namespace onsale::api {

std::span<Route const> routes() {
    using enum http::Method;
    using enum Access;
    static constexpr std::array table{
        Route{get, "/sale", anyone, show_sale},
        Route{get, "/concert/dates", inside, list_dates},
        Route{get, "/concert/:concertDateId/map", anyone, show_map},
        Route{get, "/concert/:concertDateId/seats", inside, list_seats},
        Route{get, "/concert/:concertDateId/seats/statuses", inside, show_seat_statuses},
        Route{.method = get,
              .pattern = "/concert/:concertDateId/seats/stream",
              .access = inside,
              .action = stream_seats,
              .token_parameter = "token"},
        Route{post, "/concert/:seatId/reservation", inside, reserve_seat},
        Route{post, "/concert/:concertDateId/reservations", inside, reserve_seats},
        Route{get, "/concert/reservations/:reservationId", holder, show_reservation},
        Route{del, "/concert/reservations/:reservationId", holder, release_reservation},
        Route{del, "/concert/reservations/:reservationId/seats/:seatId", holder, release_seat},
        Route{post, "/user-concert/payment/:userId/:reservationId", payer, pay_reservation},

        Route{post, "/user", registration, register_user},
        Route{get, "/user/:userId/point", owner, show_points},
        Route{get, "/user/:userId/point/history", owner, show_point_history},
        Route{patch, "/user/charge/:userId/point", owner, charge_points},
        Route{get, "/user/:userId/reservations", owner, list_own_reservations},
        Route{.method = get,
              .pattern = "/user/:userId/token/generate",
              .access = poller,
              .action = generate_token,
              .joins = true},
        Route{.method = get,
              .pattern = "/user/:userId/token/stream",
              .access = poller,
              .action = stream_line,
              .joins = true,
              .token_parameter = "access_token"},
        Route{del, "/user/:userId/token", owner, leave_line},

        Route{post, "/concert", operator_manage, create_concert},
        Route{post, "/concert/:concertId", operator_manage, add_concert_date},
        Route{post, "/concert/:concertDateId/seat", operator_manage, add_seat},
        Route{post, "/concert/:concertDateId/seats", operator_manage, add_seats},

        Route{post, "/operator/venue-plans/preview", operator_view, preview_plan, true},
        Route{post, "/operator/concert-dates", operator_manage, upload_plan, true},

        Route{get, "/operator/steering", operator_view, show_steering},
        Route{patch, "/operator/steering", operator_manage, steer_line},
        Route{patch, "/operator/concert-dates/:concertDateId", operator_manage, change_date},
        Route{get, "/operator/concert-dates/:concertDateId/blocked-seats", operator_view, list_blocked_seats},
        Route{put, "/operator/concert-dates/:concertDateId/blocked-seats", operator_manage, block_seats, true},
        Route{del, "/operator/concert-dates/:concertDateId/blocked-seats", operator_manage, unblock_seats, true},
        Route{get, "/operator/concert-dates/:concertDateId/blocked-seats.csv", operator_view, export_blocked_seats},
        Route{patch, "/operator/concert-dates/:concertDateId/prices", operator_manage, change_prices},
        Route{get, "/operator/concert-dates/:concertDateId/hoarders", operator_view, list_hoarders},
        Route{get, "/operator/actions", operator_view, list_actions},
        Route{get, "/operator/live", operator_view, show_live},
        Route{get, "/operator/boards/digest", operator_view, show_boards_digest},
        Route{get, "/operator/concert-dates/:concertDateId/sections", operator_view, list_sections},
        Route{get, "/operator/reservations.csv", operator_view, export_reservations},
        Route{get, "/operator/points.csv", operator_view, export_points},

        // The visitor is known by cookies, which these handlers look at.
        Route{get, "/waiting-room", anyone, show_waiting_room},
        Route{post, "/waiting-room", anyone, enter_waiting_room},
        Route{post, "/waiting-room/leave", anyone, leave_waiting_room},
        Route{post, "/waiting-room/reserve", anyone, reserve_in_room},
        Route{post, "/waiting-room/release", anyone, release_in_room},
        Route{post, "/waiting-room/charge", anyone, charge_in_room},
        Route{post, "/waiting-room/pay", anyone, pay_in_room},

        Route{get, "/", anyone, show_page},
        Route{get, "/console", anyone, show_page},
        Route{get, "/assets/:name", anyone, show_page},
        Route{get, "/livez", anyone, live},
        Route{get, "/readyz", anyone, ready},
        Route{get, "/metrics", operator_view, show_metrics},
    };
    return table;
}

}  // namespace onsale::api
