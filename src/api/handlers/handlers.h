// All handlers of the API, by the route that they serve (src/api/routes.cpp).
#pragma once

#include "api/routing/call.h"

namespace onsale::api {

// user_handlers.cpp
http::Awaitable<void> register_user(Call call);
std::optional<http::Awaitable<void>> show_points(Call const& call);
http::Awaitable<void> show_point_history(Call call);
http::Awaitable<void> charge_points(Call call);
http::Awaitable<void> list_own_reservations(Call call);

// line_handlers.cpp
std::optional<http::Awaitable<void>> generate_token(Call const& call);
http::Awaitable<void> leave_line(Call call);

// sale_handlers.cpp
void show_sale(Call const& call);

// concert_handlers.cpp
void list_dates(Call const& call);
void list_seats(Call const& call);

// map_handlers.cpp
std::optional<http::Awaitable<void>> show_map(Call const& call);

// stream_handlers.cpp
http::Awaitable<void> stream_line(Call call);
void stream_seats(Call const& call);
void show_seat_statuses(Call const& call);

// reservation_handlers.cpp
http::Awaitable<void> reserve_seat(Call call);
http::Awaitable<void> reserve_seats(Call call);
http::Awaitable<void> show_reservation(Call call);
http::Awaitable<void> release_reservation(Call call);
http::Awaitable<void> release_seat(Call call);
http::Awaitable<void> pay_reservation(Call call);

// catalogue_handlers.cpp
http::Awaitable<void> create_concert(Call call);
http::Awaitable<void> add_concert_date(Call call);
http::Awaitable<void> add_seat(Call call);
http::Awaitable<void> add_seats(Call call);

// plan_handlers.cpp
http::Awaitable<void> preview_plan(Call call);
http::Awaitable<void> upload_plan(Call call);
// line_control_handlers.cpp
void show_steering(Call const& call);
http::Awaitable<void> steer_line(Call call);
http::Awaitable<void> change_date(Call call);
http::Awaitable<void> list_actions(Call call);

// blocked_seats_handlers.cpp
http::Awaitable<void> list_blocked_seats(Call call);
http::Awaitable<void> block_seats(Call call);
http::Awaitable<void> unblock_seats(Call call);

// price_handlers.cpp
http::Awaitable<void> change_prices(Call call);

// operator_handlers.cpp
void show_live(Call const& call);
void list_sections(Call const& call);
http::Awaitable<void> list_hoarders(Call call);

// boards_handlers.cpp
http::Awaitable<void> show_boards_digest(Call call);

// export_handlers.cpp
http::Awaitable<void> export_reservations(Call call);
http::Awaitable<void> export_points(Call call);
http::Awaitable<void> export_blocked_seats(Call call);

// waiting_room_handlers.cpp
http::Awaitable<void> show_waiting_room(Call call);
http::Awaitable<void> enter_waiting_room(Call call);
http::Awaitable<void> leave_waiting_room(Call call);

// waiting_room_purchase.cpp
http::Awaitable<void> reserve_in_room(Call call);
http::Awaitable<void> release_in_room(Call call);
http::Awaitable<void> charge_in_room(Call call);
http::Awaitable<void> pay_in_room(Call call);

// health_handlers.cpp
void show_page(Call const& call);
void live(Call const& call);
void ready(Call const& call);
void show_metrics(Call const& call);

}  // namespace onsale::api
