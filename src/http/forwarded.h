// For whom a proxy asks: X-Forwarded-For, as far as it can be believed.
#pragma once

#include <optional>
#include <span>

#include "http/address.h"
#include "http/request.h"

namespace onsale::http {

// Of a request that came from one of the trusted proxies. Each proxy adds to the end by whom it was asked itself, so
// the list is read from its end, over all fields of that name: behind the trusted proxies stands the client. What is
// further to the front the client may have made up, and is not looked at. Where
// all of them are trusted, it is the first one. Nullopt: nothing there is an address.
std::optional<Address> forwarded_client(Request const& request, std::span<AddressRange const> trusted);

}  // namespace onsale::http
