#include "api/rendering/deflate_pieces.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "api/rendering/inflated.h"

namespace onsale::api {
namespace {

std::string gzip_of(std::string_view pieces, std::string_view plain) {
    return std::string(gzip_header()) + std::string(pieces) + gzip_trailer(checksum(plain), plain.size());
}

TEST(DeflatePieces, nothing_at_all_is_a_sound_file) { EXPECT_EQ(inflated(gzip_of("", "")), ""); }

TEST(DeflatePieces, a_stored_piece_may_be_longer_than_a_block) {
    for (std::size_t const size : {1U, 65'535U, 65'536U, 200'000U}) {
        std::string const text(size, 'x');
        EXPECT_EQ(inflated(gzip_of(stored_piece(text), text)), text) << size;
    }
}

TEST(DeflatePieces, a_compressed_piece_is_smaller) {
    std::string const text(20'000, 'x');
    EXPECT_LT(deflate_piece(text).size(), text.size() / 20);
}

TEST(DeflatePieces, a_wrong_checksum_is_noticed_by_the_reader) {
    auto const wrong = std::string(gzip_header()) + stored_piece("seat") + gzip_trailer(checksum("teas"), 4);
    EXPECT_THROW(inflated(wrong), std::runtime_error);
}

RC_GTEST_PROP(DeflatePieces, pieces_of_both_kinds_fit_together_in_any_order, (std::vector<std::string> const& texts)) {
    std::string pieces;
    std::string plain;
    std::uint32_t sum = checksum("");
    for (auto const& text : texts) {
        bool const compressed = *rc::gen::arbitrary<bool>();
        pieces += compressed ? deflate_piece(text) : stored_piece(text);
        sum = combined_checksum(sum, checksum(text), text.size());
        plain += text;
    }
    RC_ASSERT(sum == checksum(plain));
    RC_ASSERT(inflated(gzip_of(pieces, plain)) == plain);
}

}  // namespace
}  // namespace onsale::api
