#include "app/serving/store/sale_store.h"

#include "app/serving/store/embedded_store.h"

namespace onsale {

std::unique_ptr<SaleStore> open_store(config::Settings const& settings, std::function<void(std::string_view)>) {
    return std::make_unique<EmbeddedStore>(settings.data);
}

}  // namespace onsale
