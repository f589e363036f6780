#include "api/identity/ticket_code.h"

#include <gtest/gtest.h>

#include "api/identity/base64url.h"

namespace onsale::identity {
namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";

TicketOfSeat ticket_of(std::string_view reservation, std::string_view seat) {
    return {ReservedSeatId::parse(reservation).value(), SeatId::parse(seat).value()};
}

// Two fans who reserved in one millisecond: their ids differ by 1.
TicketOfSeat const mine = ticket_of("0193a1f1-9999-7000-8000-00000000000a", "0193a1f0-0000-7000-8000-000000000009");
TicketOfSeat const neighbours =
    ticket_of("0193a1f1-9999-7000-8000-00000000000b", "0193a1f0-0000-7000-8000-00000000000a");

TEST(ticket_code, names_the_reservation_and_has_a_mac_of_128_bits) {
    TicketCodes const codes(secret);
    auto const code = codes.code(mine);
    EXPECT_TRUE(code.starts_with("onsale:0193a1f1-9999-7000-8000-00000000000a.")) << code;
    EXPECT_EQ(code.size() - code.find('.') - 1, 22U) << "16 bytes in base64url";
    EXPECT_EQ(code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:."),
              std::string::npos);
    EXPECT_EQ(TicketCodes::named_in(code), mine.reserved);
    EXPECT_TRUE(codes.verify(code, mine));
}

TEST(ticket_code, is_the_same_whenever_and_wherever_it_is_made) {
    EXPECT_EQ(TicketCodes(secret).code(mine), TicketCodes(secret).code(mine));
    // Computed by another hand (HKDF and HMAC of Python): no change of the program makes printed tickets worthless
    // unnoticed.
    EXPECT_EQ(TicketCodes(secret).code(mine), "onsale:0193a1f1-9999-7000-8000-00000000000a.t133_eDg7MCyle5wwokmrQ");
}

TEST(ticket_code, the_code_of_a_neighbour_cannot_be_made_of_ones_own) {
    TicketCodes const codes(secret);
    auto forged = codes.code(mine);
    forged[forged.find('.') - 1] = 'b';  // counted up
    ASSERT_EQ(TicketCodes::named_in(forged), neighbours.reserved);
    EXPECT_FALSE(codes.verify(forged, neighbours));
    EXPECT_FALSE(codes.verify(codes.code(mine), neighbours));
}

TEST(ticket_code, any_change_makes_it_worthless) {
    TicketCodes const codes(secret);
    auto const code = codes.code(mine);
    for (std::size_t at = 0; at < code.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            auto changed = code;
            changed[at] = static_cast<char>(changed[at] ^ 1 << bit);
            EXPECT_FALSE(codes.verify(changed, mine)) << "character " << at << ", bit " << bit;
        }
        EXPECT_FALSE(codes.verify(code.substr(0, at), mine)) << "cut to " << at;
    }
    EXPECT_FALSE(codes.verify(code + "A", mine));
    EXPECT_FALSE(codes.verify({}, mine));
}

TEST(ticket_code, is_bound_to_its_seat_and_to_the_secret) {
    TicketCodes const codes(secret);
    EXPECT_FALSE(codes.verify(codes.code(mine), {mine.reserved, neighbours.seat}));
    EXPECT_FALSE(TicketCodes("fedcba9876543210fedcba9876543210").verify(codes.code(mine), mine));
}

// Somebody who could have a token signed must not get a ticket by it.
TEST(ticket_code, has_another_key_than_the_tokens) {
    TokenMac const of_tokens(secret);
    auto const bytes = of_tokens.of(mine.reserved.to_string() + "." + mine.seat.to_string());
    auto const code = TicketCodes(secret).code(mine);
    std::string room(22, ' ');
    write_base64url(room.data(), {reinterpret_cast<char const*>(bytes.data()), ticket_mac_bytes});
    EXPECT_NE(code.substr(code.find('.') + 1), room);
}

TEST(ticket_code, no_other_text_names_a_reservation) {
    auto const code = TicketCodes(secret).code(mine);
    for (std::string const& text :
         {std::string("onsale:0193a1f1-9999-7000-8000-00000000000a"), "other" + code.substr(5), code + " ",
          std::string(code.size(), 'a'), std::string()}) {
        EXPECT_EQ(TicketCodes::named_in(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace onsale::identity
