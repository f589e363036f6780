#include "infrastructure/sqlite/sale/unit_of_work.h"

#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::sqlite {

SqliteUnitOfWork::SqliteUnitOfWork(std::filesystem::path const& data)
    : database_(open_sale_file(data, Mode::read_write)),
      concerts_(database_),
      dates_(database_),
      seats_(database_),
      drawings_(database_),
      reservations_(database_),
      users_(database_),
      histories_(database_),
      answers_(database_),
      steering_(database_),
      actions_(database_) {}

void SqliteUnitOfWork::begin() { transaction_.emplace(database_); }

void SqliteUnitOfWork::commit() {
    transaction_->commit();
    transaction_.reset();
}

void SqliteUnitOfWork::rollback() noexcept { transaction_.reset(); }

}  // namespace onsale::sqlite
