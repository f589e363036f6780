// What `onsale completion` prints, in the shell that every Debian has; script/test-package asks zsh and fish, too.
#include <gtest/gtest.h>

#include "support/onsale_process.h"

namespace onsale::tests {
namespace {

// The words that complete `line`, whose last word is unfinished.
std::string completed(std::string const& line) {
    return run("/bin/bash", {"-c",
                             "source <(\"$0\" completion bash); read -ra COMP_WORDS <<<\"$1\"; "
                             "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _onsale; echo \"${COMPREPLY[*]}\"",
                             ONSALE_BINARY, line})
        .output;
}

TEST(Completion, has_the_commands_and_the_flags_of_the_one_that_was_written) {
    EXPECT_EQ(completed("onsale se"), "serve\n");
    EXPECT_EQ(completed("onsale audit --n"), "--node\n");
    EXPECT_EQ(completed("onsale config che"), "check\n");
    EXPECT_EQ(completed("onsale version --data"), "\n");
    EXPECT_EQ(run(ONSALE_BINARY, {"completion", "tcsh"}).exit_code, 2);
}

}  // namespace
}  // namespace onsale::tests
