// Where new ids come from: chance and time are arguments of the decisions.
#pragma once

#include "domain/identifiers.h"

namespace onsale {

class IdSource {
  public:
    virtual ~IdSource() = default;
    // A new version 7 id, greater than every one given before by this source. Safe to call from every thread.
    virtual Uuid next() = 0;

    template <class SomeId>
    SomeId make() {
        return SomeId{next()};
    }
};

}  // namespace onsale
