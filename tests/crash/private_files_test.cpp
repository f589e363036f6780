// Names, points and answers under keys lie in the files of a sale: nobody but their owner reads them.
#include <filesystem>

#include <gtest/gtest.h>

#include "support/api_client.h"
#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {
namespace {

using std::filesystem::perms;

class PrivateFiles : public testing::Test {
  protected:
    void expect_private() const {
        EXPECT_EQ(std::filesystem::status(data_).permissions(), perms::owner_all);
        int files = 0;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(data_)) {
            auto const others = entry.status().permissions() & (perms::group_all | perms::others_all);
            EXPECT_EQ(others, perms::none) << entry.path();
            ++files;
        }
        EXPECT_GT(files, 0);
    }

    TemporaryFolder folder_;
    std::filesystem::path const data_ = folder_.path() / "data";
};

TEST_F(PrivateFiles, of_a_server) {
    OnsaleProcess const server(ONSALE_BINARY, {"serve", "--listen", "127.0.0.1:0", "--data", data_.string()},
                               folder_.path() / "log");
    ASSERT_EQ(ApiClient(server.port()).post("/user", {}, R"({"name":"Kim"})").status, 201U);
    expect_private();
}

TEST_F(PrivateFiles, of_an_import) {
    auto const made = run(ONSALE_BINARY, {"import", ONSALE_VENUES_DIR "/small-club.json", "--data", data_.string(),
                                          "--concert", "IU", "--date", "2099-12-24T19:00:00+09:00"});
    ASSERT_EQ(made.exit_code, 0) << made.output;
    expect_private();
}

}  // namespace
}  // namespace onsale::tests
