// Members of a body that change what there is.
#pragma once

#include <string_view>

#include "api/json/body.h"
#include "domain/steering/steering.h"

namespace onsale::api {

// A member that may be absent (it stays), or null (back to the settings, to what is usual, or to none).
template <class T, class Read>
Change<T> change_of(Body& body, std::string_view name, Read&& read) {
    Change<T> change;
    switch (body.given(name)) {
        case Body::Given::absent:
            break;
        case Body::Given::null:
            change.emplace();  // in place: of a copied one, g++ 12 says that its empty payload is uninitialised
            break;
        case Body::Given::value:
            change.emplace(read());
            break;
    }
    return change;
}

}  // namespace onsale::api
