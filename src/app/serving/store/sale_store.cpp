#include "app/serving/store/sale_store.h"

#include "app/serving/store/embedded_store.h"
#include "app/serving/store/postgres_store.h"

namespace onsale {

std::unique_ptr<SaleStore> open_store(config::Settings const& settings,
                                      std::function<void(std::string_view)> on_fault) {
    if (settings.store.set()) {
        return std::make_unique<PostgresStore>(settings.store.text, settings.clerks, std::move(on_fault));
    }
    return std::make_unique<EmbeddedStore>(settings.data);
}

}  // namespace onsale
