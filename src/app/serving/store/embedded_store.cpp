#include "app/serving/store/embedded_store.h"

#include "app/serving/store/dev_secret.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale {

EmbeddedStore::EmbeddedStore(std::filesystem::path data)
    : data_(std::move(data)),
      work_(data_),
      archive_(data_),
      history_file_(sqlite::open_sale_file(data_, sqlite::Mode::read_only)),
      histories_(history_file_),
      drawings_(data_),
      actions_(history_file_),
      records_(history_file_) {}

void EmbeddedStore::fill(Boards& boards, Instant now) {
    boards.fill(archive_, now);
    boards_ = &boards;
}

std::string EmbeddedStore::dev_secret() { return onsale::dev_secret(data_); }

}  // namespace onsale
