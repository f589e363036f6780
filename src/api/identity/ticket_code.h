// The code of a paid ticket, which its owner shows at the entrance: "onsale:<reserved seat's id>.<MAC>".
//
// An id is a name and never a key: ids that were made in one millisecond differ by 1, so that anybody could write down
// the id of the neighbour's ticket. The MAC cannot be computed without the server's secret. It is HMAC-SHA-256 over
// that id and the seat's, cut to 128 bits, under a key that is derived from the secret for this purpose alone: a signed
// token is never a ticket, nor the other way round. With another secret all codes are others.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "api/identity/token_mac.h"
#include "domain/identifiers.h"

namespace onsale::identity {

struct TicketOfSeat {
    ReservedSeatId reserved;
    SeatId seat;
};

inline constexpr std::size_t ticket_mac_bytes = 16;

// All members may be called from every thread at once; it stays where it was made. Throws std::runtime_error if OpenSSL
// fails us.
class TicketCodes {
  public:
    // The secret of the tokens, which TokenSigner has checked.
    explicit TicketCodes(std::string_view secret);

    // For the owner of the ticket alone; in no log, no export and no list that others may read.
    std::string code(TicketOfSeat const& ticket) const;

    // Is this the code of that ticket, character by character? Takes as long for a wrong MAC as for the right one.
    bool verify(std::string_view code, TicketOfSeat const& ticket) const;

    // The reserved seat that the code names, be the MAC right or not: for looking up what to verify it against.
    // Nullopt: not the text of a code.
    static std::optional<ReservedSeatId> named_in(std::string_view code);

  private:
    TokenMac mac_;
};

}  // namespace onsale::identity
