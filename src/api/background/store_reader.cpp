#include "api/background/store_reader.h"

#include "api/observing/log.h"

namespace onsale::api {

void StoreReader::tell(std::string_view event, StorageFault const& fault) {
    log_event(log_, spdlog::level::err, event, {{"what", fault.what()}});
}

}  // namespace onsale::api
