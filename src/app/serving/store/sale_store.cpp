#include "app/serving/store/sale_store.h"

#include "app/serving/store/embedded_store.h"
#include "app/serving/store/postgres_store.h"

namespace onsale {

std::unique_ptr<SaleStore> open_store(config::Settings const& settings, OnDifference on_difference,
                                      std::function<void(std::string_view)> on_fault) {
    if (settings.store.set()) {
        auto store = std::make_unique<PostgresStore>(settings.store.text, settings.writers, std::move(on_fault));
        agree_on_settings(settings, on_difference);
        return store;
    }
    return std::make_unique<EmbeddedStore>(settings.data);
}

}  // namespace onsale
