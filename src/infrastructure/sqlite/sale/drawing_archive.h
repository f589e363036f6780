// The drawings on SQLite: read through a connection of its own, apart from the clerk's.
#pragma once

#include <filesystem>

#include "application/drawings.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

class SqliteDrawingArchive final : public DrawingArchive {
  public:
    // The sale's file must be there. Errors: StorageFault.
    explicit SqliteDrawingArchive(std::filesystem::path const& data);

    std::optional<hall::Drawing> find(ConcertDateId date) override;

  private:
    Database database_;
    Statement find_;
};

}  // namespace onsale::sqlite
