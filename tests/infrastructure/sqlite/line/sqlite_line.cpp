// The embedded line, held to the contract of every line: with its journal in a real file.
#include "application/line/embedded_line.h"
#include "contract/line_under_test.h"
#include "infrastructure/sqlite/line/sqlite_line_journal.h"
#include "support/temporary_folder.h"

namespace onsale::contract {
namespace {

class SqliteLine final : public LineUnderTest {
  public:
    std::unique_ptr<Line> open(Clock const& clock, LineOptions options) override {
        journal_.reset();
        journal_.emplace(folder_ / "line.db", main_line);
        return std::make_unique<EmbeddedLine>(*journal_, clock, std::move(options));
    }

  private:
    TemporaryFolder folder_;
    std::optional<sqlite::SqliteLineJournal> journal_;
};

std::unique_ptr<LineUnderTest> make_sqlite_line() { return std::make_unique<SqliteLine>(); }

INSTANTIATE_TEST_SUITE_P(Sqlite, LineContract, testing::Values(&make_sqlite_line),
                         [](auto const&) { return std::string("real_file"); });
INSTANTIATE_TEST_SUITE_P(Sqlite, LineAbsence, testing::Values(&make_sqlite_line),
                         [](auto const&) { return std::string("real_file"); });

}  // namespace
}  // namespace onsale::contract
