#include "flush.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace onsale::bench {
namespace {

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::system_category(), what); }

class Scratch {
  public:
    explicit Scratch(std::filesystem::path path)
        : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
        if (file_ < 0) fail("open");
    }
    ~Scratch() {
        ::close(file_);
        ::unlink(path_.c_str());
    }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;

    void append(std::array<char, 4096> const& page, std::size_t number) const {
        auto const at = static_cast<off_t>(number * page.size());
        if (::pwrite(file_, page.data(), page.size(), at) != static_cast<ssize_t>(page.size())) fail("pwrite");
        if (::fdatasync(file_) != 0) fail("fdatasync");
    }

  private:
    std::filesystem::path path_;
    int file_;
};

}  // namespace

FlushTimes measure_flushes(std::filesystem::path const& data, std::size_t times) {
    std::filesystem::create_directories(data);
    Scratch const scratch(data / "flush.scratch");
    std::array<char, 4096> page;
    page.fill('x');
    std::vector<double> took;
    for (std::size_t i = 0; i < times; ++i) {
        auto const began = std::chrono::steady_clock::now();
        scratch.append(page, i);
        took.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count());
    }
    std::ranges::sort(took);
    return {.p50_us = took[took.size() / 2], .p99_us = took[took.size() * 99 / 100]};
}

}  // namespace onsale::bench
