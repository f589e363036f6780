// The CRC-32 of every beginning of a text, without reading the text again each time: kept for each kilobyte, which is
// all that is read for one question. Made when first asked for; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace onsale::api {

class PrefixSums {
  public:
    explicit PrefixSums(std::shared_ptr<std::string const> text) : text_(std::move(text)) {}

    std::uint32_t up_to(std::size_t end);  // end: at most the text's size

  private:
    void make();

    static constexpr std::size_t step = 1'024;  // bytes
    std::shared_ptr<std::string const> const text_;
    std::once_flag made_;
    std::vector<std::uint32_t> sums_;  // of the first 0, step, 2 * step ... bytes
};

}  // namespace onsale::api
