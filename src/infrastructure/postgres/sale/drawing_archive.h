// The drawings in PostgreSQL: read through a connection of its own.
#pragma once

#include <string>

#include "application/drawings.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

class PostgresDrawingArchive final : public DrawingArchive {
  public:
    // Does not connect: find() does, whenever there is no session, and once more when the session is lost in it.
    explicit PostgresDrawingArchive(std::string url) : connection_(std::move(url)) {}

    std::optional<hall::Drawing> find(ConcertDateId date) override;

  private:
    std::optional<hall::Drawing> ask(ConcertDateId date);

    Connection connection_;
};

}  // namespace onsale::postgres
