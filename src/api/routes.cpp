#include "api/routes.h"

#include <array>

#include "api/handlers/handlers.h"

namespace onsale::api {

std::span<Route const> routes() {
    using enum http::Method;
    static constexpr std::array table{
        Route{get, "/sale", show_sale},
        Route{get, "/concert/dates", list_dates},
        Route{get, "/concert/:concertDateId/map", show_map},
        Route{get, "/concert/:concertDateId/seats", list_seats},
        Route{get, "/concert/:concertDateId/seats/statuses", show_seat_statuses},
        Route{get, "/concert/:concertDateId/seats/stream", stream_seats},
        Route{post, "/concert/:seatId/reservation", reserve_seat},
        Route{del, "/concert/reservation/:reservationId", release_reservation},
        Route{post, "/user-concert/payment/:userId/:reservationId", pay_reservation},

        Route{post, "/user", register_user},
        Route{get, "/user/:userId/point", show_points},
        Route{get, "/user/:userId/point/history", show_point_history},
        Route{patch, "/user/charge/:userId/point", charge_points},
        Route{get, "/user/:userId/reservations", list_own_reservations},
        Route{.method = get, .pattern = "/user/:userId/token/generate", .action = generate_token, .joins = true},
        Route{.method = get, .pattern = "/user/:userId/token/stream", .action = stream_line, .joins = true},
        Route{del, "/user/:userId/token", leave_line},

        Route{post, "/concert", create_concert},
        Route{post, "/concert/:concertId", add_concert_date},
        Route{post, "/concert/:concertDateId/seat", add_seat},
        Route{post, "/concert/:concertDateId/seats", add_seats},

        Route{post, "/operator/venue-plans/preview", preview_plan, true},
        Route{post, "/operator/concert-dates", upload_plan, true},

        Route{get, "/operator/steering", show_steering},
        Route{patch, "/operator/steering", steer_line},
        Route{patch, "/operator/concert-dates/:concertDateId", set_on_sale},
        Route{get, "/operator/actions", list_actions},
        Route{get, "/operator/live", show_live},
        Route{get, "/operator/concert-dates/:concertDateId/sections", list_sections},
        Route{get, "/operator/reservations.csv", export_reservations},
        Route{get, "/operator/points.csv", export_points},

        Route{get, "/waiting-room", show_waiting_room},
        Route{post, "/waiting-room", enter_waiting_room},
        Route{post, "/waiting-room/leave", leave_waiting_room},
        Route{post, "/waiting-room/reserve", reserve_in_room},
        Route{post, "/waiting-room/release", release_in_room},
        Route{post, "/waiting-room/charge", charge_in_room},
        Route{post, "/waiting-room/pay", pay_in_room},

        Route{get, "/", show_page},
        Route{get, "/console", show_page},
        Route{get, "/assets/:name", show_page},
        Route{get, "/livez", live},
        Route{get, "/readyz", ready},
        Route{get, "/metrics", show_metrics},
    };
    return table;
}

}  // namespace onsale::api
