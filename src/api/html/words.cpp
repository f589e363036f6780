#include "api/html/words.h"

#include <algorithm>
#include <array>

namespace onsale::api::html {
namespace {

constexpr Words korean{
    .code = "ko",
    .name = "한국어",
    .title = "onsale 대기실",
    .to_full_page = "일반 화면으로 보기",
    .api = "API 문서",
    .on_sale = "판매 중인 공연",
    .seats_left = "남은 좌석 {} / {}",
    .your_name = "이름",
    .join = "대기열에 들어가기",
    .join_again = "다시 대기열에 들어가기",
    .cookies_needed =
        "이 브라우저가 쿠키를 저장하지 않아 순서를 기억할 수 없어요. 이 사이트의 쿠키를 허용한 뒤 다시 들어가 "
        "주세요.",
    .position = "내 순서",
    .position_unknown = "지금은 순서를 확인할 수 없어요.",
    .ahead = "앞에 {}명이 있어요.",
    .wait_minutes = "예상 대기 시간은 약 {}–{}분이에요.",
    .wait_moment = "곧 입장해요.",
    .updates_itself = "{}초마다 자동으로 새로 고쳐요.",
    .place_is_kept = "페이지를 닫아도 순서는 그대로예요. 이 브라우저로 다시 와 주세요.",
    .fewer_seats_than_fans = "죄송하지만 지금 남은 좌석이 앞에서 기다리는 분보다 적어요. 좌석이 없을 수도 있어요.",
    .leave = "대기열에서 나가기",
    .paused = "지금은 입장을 잠시 멈췄어요. 순서는 그대로예요.",
    .before_opening = "입장은 {}에 시작해요. 그때까지 순서를 지켜 드려요.",
    .message = "공지",
    .inside = "입장했어요",
    .inside_left = "좌석을 고르고 결제할 시간이 {}분 남았어요.",
    .points = "내 포인트: {}",
    .charge = "충전하기",
    .amount = "충전할 포인트",
    .holds = "결제를 기다리는 좌석",
    .hold_left = "{}분 {}초 안에 결제해 주세요. 그 뒤에는 다른 분이 고를 수 있어요.",
    .pay = "{}포인트 결제하기",
    .missing = "{}포인트가 부족해요.",
    .release = "선택 취소하기",
    .tickets = "내 티켓",
    .ticket_code = "입장 코드",
    .newest_claims_only = "최근 {}건만 보여요.",
    .past_tickets_later = "지난 공연의 티켓은 지금 불러올 수 없어요. 잠시 후에 다시 열어 주세요.",
    .choose_date = "날짜 고르기",
    .best_seats = "좋은 좌석 바로 고르기",
    .count = "좌석 수",
    .max_price = "좌석당 최대 가격 (비워 두면 제한 없음)",
    .together = "나란히 붙은 좌석만",
    .take_best = "좋은 좌석 선택하기",
    .choose_section = "구역 고르기",
    .choose_seat = "좌석 고르기",
    .choose_count = "매수 고르기",
    .places = "{}매",
    .back = "뒤로",
    .free_seats = "남은 좌석 {}",
    .first_seats_only = "처음 {}석만 보여요.",
    .none_free = "남은 좌석이 없어요.",
    .section = "{}",
    .no_section = "구역 없음",
    .row = "{}열",
    .seat = "{}번",
    .entry_number = "입장번호 {}",
    .price = "{}포인트",
    .busy = "지금 접속이 많아요. 자동으로 다시 시도해요.",
};

constexpr Words english{
    .code = "en",
    .name = "English",
    .title = "onsale waiting room",
    .to_full_page = "The page with JavaScript",
    .api = "API documentation",
    .on_sale = "On sale",
    .seats_left = "{} of {} seats left",
    .your_name = "Your name",
    .join = "Join the line",
    .join_again = "Join the line again",
    .cookies_needed =
        "This browser did not keep our cookies, so your place is not remembered. Please allow cookies for this site, "
        "then join again.",
    .position = "Your position",
    .position_unknown = "Your position is not known at the moment.",
    .ahead = "{} people are ahead of you.",
    .wait_minutes = "The wait is about {} to {} minutes.",
    .wait_moment = "You will be let in shortly.",
    .updates_itself = "This page updates itself every {} seconds.",
    .place_is_kept = "Your place is kept if you close this page: come back with this browser.",
    .fewer_seats_than_fans =
        "We are sorry: fewer seats are left now than people are ahead of you. There may be none for you.",
    .leave = "Leave the line",
    .paused = "Nobody is let in for the moment. Your place is kept.",
    .before_opening = "The doors open at {}. Your place is kept until then.",
    .message = "Message",
    .inside = "You are in",
    .inside_left = "You have {} minutes left to pick a seat and pay.",
    .points = "Your points: {}",
    .charge = "Charge",
    .amount = "Points to charge",
    .holds = "Held for you until you pay",
    .hold_left = "Pay within {} min {} s; after that, somebody else may take it.",
    .pay = "Pay {} points",
    .missing = "{} points are missing.",
    .release = "Give it back",
    .tickets = "Your tickets",
    .ticket_code = "Code for the entrance",
    .newest_claims_only = "Only the newest {} are shown.",
    .past_tickets_later = "Tickets of past concerts cannot be shown right now. Open this page again in a moment.",
    .choose_date = "Choose a date",
    .best_seats = "Best seats",
    .count = "Seats",
    .max_price = "At most, in points for each seat (empty: any price)",
    .together = "Side by side only",
    .take_best = "Take the best seats",
    .choose_section = "Choose a section",
    .choose_seat = "Choose a seat",
    .choose_count = "How many?",
    .places = "{} of them",
    .back = "Back",
    .free_seats = "{} free",
    .first_seats_only = "Only the first {} are shown.",
    .none_free = "No seat is free here.",
    .section = "{}",
    .no_section = "No section",
    .row = "row {}",
    .seat = "seat {}",
    .entry_number = "entry number {}",
    .price = "{} points",
    .busy = "Too many people are asking just now. This page tries again by itself.",
};

struct Saying {
    std::string_view what;
    std::string_view korean;
    std::string_view english;
};

constexpr std::array sayings{
    Saying{"reserved", "좌석을 선택했어요. 시간 안에 결제해 주세요.", "The seat is held for you. Please pay in time."},
    Saying{"seats-reserved", "좌석을 선택했어요. 시간 안에 결제해 주세요.",
           "The seats are held for you. Please pay in time."},
    Saying{"released", "좌석 선택을 취소했어요.", "The seat was given back."},
    Saying{"charged", "포인트를 충전했어요.", "The points were charged."},
    Saying{"paid", "결제했어요. 아래에서 티켓을 확인해 주세요.", "Paid. The seat is yours."},
    Saying{"left", "대기열에서 나왔어요.", "You have left the line."},
    Saying{"session-over", "이용 시간이 끝났어요. 다시 대기열에 들어가 주세요.",
           "Your time inside is over. You would have to join the line again."},
    Saying{"seat-taken", "방금 다른 분이 이 좌석을 선택했어요. 다른 좌석을 골라 주세요.",
           "Somebody else has just taken this seat. Please pick another one."},
    Saying{"seats-taken", "방금 다른 분이 먼저 선택했어요. 다시 골라 주세요.",
           "Somebody else was faster. Please choose again."},
    Saying{"no-such-seats-free",
           "조건에 맞는 좌석이 부족해요. 좌석 수나 가격을 바꾸거나, 떨어져 있는 좌석도 골라 보세요.",
           "Not enough free seats match. Try fewer of them, another price, or seats that are apart."},
    Saying{"hold-expired", "결제 시간이 지났어요. 아직 남아 있다면 다시 골라 주세요.",
           "The time to pay has run out. Pick the seat again if it is still free."},
    Saying{"points-short", "포인트가 부족해요. 먼저 충전해 주세요.",
           "You do not have enough points. Please charge first."},
    Saying{"not-in-line", "이용 시간이 끝났어요. 다시 대기열에 들어가 주세요.",
           "Your time inside is over. You would have to join the line again."},
    Saying{"already-paid", "이미 결제한 좌석이에요.", "This seat is paid already."},
    Saying{"balance-overflow", "보유 한도를 넘어 충전할 수 없어요.", "The wallet cannot hold that much."},
    Saying{"sale-closed", "이 공연의 판매가 마감됐어요.", "The sale of this date is closed."},
    Saying{"not-on-sale-yet", "아직 판매가 시작되지 않았어요.", "The sale of this date has not opened yet."},
    Saying{"sale-over", "이 공연의 판매가 끝났어요.", "The sale of this date is over."},
    Saying{"orphan-seat", "이 좌석을 고르면 옆자리 하나만 남아요. 옆자리부터 고르거나 다른 좌석을 골라 주세요.",
           "This would leave the seat next to it alone. Please pick that one or another seat."},
    Saying{"companion-seat", "동반석이에요. 같은 구역의 휠체어석을 먼저 선택해 주세요.",
           "This is a companion seat. Please pick a wheelchair space of the same section first."},
    Saying{"place-of-an-area", "이 구역은 자리를 고를 수 없어요. 구역에서 매수를 선택해 주세요.",
           "Places of this area cannot be picked. Please choose how many you want."},
    Saying{"seat-cooling", "결제 시간을 두 번 넘긴 좌석이라 잠시 동안 다시 고를 수 없어요. 다른 좌석을 골라 주세요.",
           "You let this seat go twice. Please pick another one, or try again later."},
    Saying{"too-many-takes", "이번 입장에서는 좌석을 더 선택할 수 없어요. 이미 선택한 좌석은 결제할 수 있어요.",
           "You have tried too many seats of this date. What you hold can still be paid for."},
    Saying{"too-many-seats", "이 공연에서 한 분이 선택할 수 있는 좌석을 모두 고르셨어요.",
           "You have as many seats of this date as one person may have."},
    Saying{"line-full", "대기열이 가득 찼어요. 잠시 뒤에 다시 시도해 주세요.",
           "The line is full. Please try again later."},
    Saying{"overloaded", "지금은 할 수 없어요. 잠시 뒤에 다시 시도해 주세요.",
           "Not now. Please try again in a moment."},
    Saying{"bad-name", "이름을 입력해 주세요. 너무 긴 이름은 쓸 수 없어요.", "Please give a name of 1 to 200 bytes."},
    Saying{"bad-amount", "충전할 포인트를 1 이상의 숫자로 적어 주세요.",
           "Please give a whole number of points, 1 or more."},
    Saying{"failed", "처리하지 못했어요. 다시 시도해 주세요.", "That did not work. Please try again."},
};

}  // namespace

Words const& words_of(Language language) { return language == Language::korean ? korean : english; }

Language other(Language language) { return language == Language::korean ? Language::english : Language::korean; }

// In the order in which browsers list their preferences; the weights only repeat it.
Language language_for(std::string_view asked, std::string_view accept_language) {
    if (asked == korean.code) return Language::korean;
    if (asked == english.code) return Language::english;
    return accept_language.find("ko") < accept_language.find("en") ? Language::korean : Language::english;
}

std::string_view said(Language language, std::string_view what) {
    auto const found = std::ranges::find(sayings, what, &Saying::what);
    if (found == sayings.end()) return {};
    return language == Language::korean ? found->korean : found->english;
}

}  // namespace onsale::api::html
