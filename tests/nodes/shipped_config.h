// What the tests of balancers share: a configuration that ships, made fit for one machine, and the program that runs
// it.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "support/onsale_process.h"

namespace onsale::tests {

using Changes = std::vector<std::pair<std::string, std::string>>;  // text that must be there, and what it becomes

// The file's text with these changes, each made wherever it applies. Throws when one does not.
std::string text_of_file(std::filesystem::path const& path);
std::string changed(std::string text, Changes const& changes);

// privkey.pem and fullchain.pem of localhost.
void make_certificate(std::filesystem::path const& folder);

// A program in the foreground, until this ends.
class Program {
  public:
    Program(std::string const& program, Arguments const& arguments);
    ~Program();
    Program(Program const&) = delete;

  private:
    pid_t pid_ = -1;
};

struct BalancedAnswer {
    int status = 0;  // 0: none
    std::string head;
    std::string body;
};
// By curl, over TLS that nobody vouches for. `more`: its further arguments. No answer within a minute: status 0.
BalancedAnswer ask_by_curl(std::string const& url, Arguments const& more = {});

}  // namespace onsale::tests
